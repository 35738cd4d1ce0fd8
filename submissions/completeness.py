"""How complete an entry is, and what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from submissions.content import fields_of


@dataclass(frozen=True)
class Completeness:
    percent: int
    missing: list


def completeness(kind, content, *, is_new=False):
    fields = fields_of(kind)
    missing = [(field, _("Das hilft beim Finden.")) for field in fields if not content.get(field)]
    return Completeness(100 * (len(fields) - len(missing)) // len(fields), missing)
