"""Form fields of the query: they read what stands in an address, and say what is wrong with it."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from landkarte.geometry import Box, Point
from landkarte.models import Region
from landkarte.models.place import official_key
from landkarte.search import MOST_WORDS, words

MOST_VALUES = 100
FIRST_YEAR, LAST_YEAR = 2000, 2100  # of months

_degrees = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,15})?")


def _read_degrees(text, count):
    """Numbers from `50.7,6.1`, or None when there are not `count` plain decimal numbers."""
    parts = [part.strip() for part in text.split(",", count)]
    if len(parts) != count or not all(_degrees.fullmatch(part) for part in parts):
        return None
    return [float(part) for part in parts]


def _on_globe(latitude, longitude):
    return abs(latitude) <= 90 and abs(longitude) <= 180


class TextField(forms.CharField):
    """The words to search for; more than a search can hold is an error, not ignored."""

    def validate(self, value):
        super().validate(value)
        if len(set(words(value))) > MOST_WORDS:
            raise ValidationError(_("Höchstens %(most)d Wörter sind möglich."), "many", {"most": MOST_WORDS})


class PointField(forms.CharField):
    """`50.776,6.084` -> Point: latitude and longitude in degrees."""

    def to_python(self, value):
        if value is None:
            return None
        text = super().to_python(value)
        numbers = _read_degrees(text, 2)
        if numbers is None:
            raise ValidationError(_("Bitte Breite und Länge angeben, zum Beispiel 50.776,6.084."), "invalid")
        if not _on_globe(*numbers):
            raise ValidationError(_("Dieser Punkt liegt nicht auf der Erde."), "off-globe")
        return Point(*numbers)


class BoxField(forms.CharField):
    """`6.0,50.7,6.3,50.9` -> Box: west, south, east and north in degrees."""

    def to_python(self, value):
        if value is None:
            return None
        text = super().to_python(value)
        numbers = _read_degrees(text, 4)
        if numbers is None:
            raise ValidationError(
                _("Bitte Westen, Süden, Osten und Norden angeben, zum Beispiel 6.0,50.7,6.3,50.9."), "invalid"
            )
        box = Box(*numbers)
        if not (_on_globe(box.south, box.west) and _on_globe(box.north, box.east)):
            raise ValidationError(_("Dieser Ausschnitt liegt nicht auf der Erde."), "off-globe")
        if box.west > box.east or box.south > box.north:
            raise ValidationError(_("Westen muss vor Osten und Süden vor Norden stehen."), "reversed")
        return box


class MonthField(forms.CharField):
    """`2026-11` -> the first day of that month."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        if not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", text):
            raise ValidationError(_("Bitte Jahr und Monat angeben, zum Beispiel 2026-11."), "invalid")
        if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            raise ValidationError(
                _("Das Jahr liegt zwischen %(first)d und %(last)d."),
                "year",
                {"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        return date(int(text[:4]), int(text[5:]), 1)


class ValuesField(forms.MultipleChoiceField):
    """Several values of one parameter, each once, at most a hundred."""

    def to_python(self, value):
        values = list(dict.fromkeys(item for item in super().to_python(value) if item))
        if len(values) > MOST_VALUES:
            raise ValidationError(_("Höchstens %(most)d Werte sind möglich."), "many", {"most": MOST_VALUES})
        return values


class YearsField(ValuesField):
    """Years from 1000 to 2100 -> numbers."""

    default_error_messages = {"invalid_choice": _("„%(value)s“ ist kein Jahr zwischen 1000 und 2100.")}

    def valid_value(self, value):
        return bool(re.fullmatch("[0-9]{4}", value)) and 1000 <= int(value) <= 2100

    def clean(self, value):
        return [int(year) for year in super().clean(value)]


class TermsField(ValuesField):
    """Slugs of a vocabulary -> its terms; one that was replaced counts as what replaced it."""

    def __init__(self, *, model, **kwargs):
        super().__init__(choices=self._choices, **kwargs)
        self.model = model

    def _choices(self):
        return [(term.slug, term.name) for term in self.model.objects.filter(retired=False)]

    def terms(self):
        """Slug -> term, the retired ones too."""
        return {term.slug: term for term in self.model.objects.select_related("replaced_by")}

    def clean(self, value):
        slugs = self.to_python(value)
        terms = self.terms() if slugs else {}
        for slug in slugs:
            if slug not in terms:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": slug}
                )
        return list(dict.fromkeys(terms[slug].current for slug in slugs))


def official_keys(texts):
    """Those that can be an official key: what else stands in an address, no database is asked for."""
    return [text for text in map(official_key, texts) if re.fullmatch("[0-9]{2,8}", text)]


class RegionsField(ValuesField):
    """Official keys (AGS) -> regions of any level."""

    default_error_messages = {"invalid_choice": _("Eine Region mit dem Schlüssel „%(value)s“ gibt es nicht.")}

    def clean(self, value):
        texts = self.to_python(value)
        known = Region.objects.defer("outline")  # the shape of a state is long
        regions = known.in_bulk(official_keys(texts))
        for text in texts:
            if official_key(text) not in regions:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": text}
                )
        return [regions[key] for key in dict.fromkeys(map(official_key, texts))]
