"""The address that a new entry gets from its name."""

import unicodedata

from django.utils.text import slugify

from landkarte.models import Entry, FormerSlug

LONGEST_BEGINNING = 70  # characters: room for a number behind it
NAMELESS = "eintrag"  # for names without a letter of ours

_spelled = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)


def new_slug(name):
    """An address that no entry has or had: `Müller & Söhne` -> `mueller-soehne`, or `mueller-soehne-2`."""
    spelled = unicodedata.normalize("NFC", name).translate(_spelled)
    beginning = slugify(spelled)[:LONGEST_BEGINNING].strip("-_") or NAMELESS
    taken = {
        slug
        for model in (Entry, FormerSlug)
        for slug in model.objects.filter(slug__startswith=beginning).values_list("slug", flat=True)
    }
    numbered = (f"{beginning}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (beginning, *numbered) if free not in taken)
