"""Is every German text translated? `python -m tests.translations` says so; `--update` fills in new ones.

German stands in the code; locale/ holds a catalogue for each other language, which begins as an empty file.
GNU gettext is not needed.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extracted():
    """A catalogue of all texts in code and templates, with the files they stand in."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    catalogue = Catalog(charset="utf-8")
    for name, _line, text, comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=["Translators:"]
    ):
        catalogue.add(text, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def translated(path):
    with path.open("rb") as file:
        return read_po(file, locale=language_of(path))


def language_of(path):
    return path.parent.parent.name


def complaints():
    """What is missing, doubtful or left over, a line each."""
    wanted = extracted()
    for path in CATALOGUES:
        for problem in _complaints(wanted, translated(path)):
            yield f"{language_of(path)}: {problem}"


def _complaints(wanted, have):
    for message in wanted:
        if not message.id:
            continue
        found = have.get(message.id, message.context)
        strings = [found.string] if found and isinstance(found.string, str) else found and found.string
        if not found or not all(strings):
            yield f"not translated: {message.id!r}"
        elif found.fuzzy:
            yield f"doubtful (fuzzy): {message.id!r}"
    for message in have:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"no longer used: {message.id!r}"


def update():
    wanted = extracted()
    for path in CATALOGUES:
        catalogue = translated(path)
        catalogue.update(wanted, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        text = BytesIO()
        write_po(text, catalogue, width=100, include_lineno=False, sort_by_file=True, omit_header=False)
        path.write_bytes(text.getvalue())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    if parser.parse_args().update:
        update()
    found = list(complaints())
    sys.stdout.write("\n".join(found) + "\n" if found else "All texts are translated.\n")
    sys.exit(bool(found))
