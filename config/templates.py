"""How templates are read: their indentation is for those who write them, a fifth of what would be sent."""

import re

from django.template.loaders.filesystem import Loader

# Where white space means something, or is part of a text that is looked up in the catalogue.
_AS_IT_IS = re.compile(
    r"(<(?:pre|textarea)\b.*?</(?:pre|textarea)>|{% blocktrans.*?{% endblocktrans\w* %})", re.DOTALL
)
_INDENTATION = re.compile(r"\n[ \t]+")


class Unindented(Loader):
    """HTML without what stands before the first sign of a line; lines keep their numbers."""

    def get_contents(self, origin):
        contents = super().get_contents(origin)
        return unindented(contents) if origin.name.endswith(".html") else contents


def unindented(html):
    parts = _AS_IT_IS.split(html)
    return "".join(part if at % 2 else _INDENTATION.sub("\n", part) for at, part in enumerate(parts))
