"""The query of the map: the one meaning of its parameters in every list, map, count, export and API."""

import numpy as np
from django import forms
from django.db.models import F
from django.db.models.functions import Floor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from landkarte.geometry import box_around
from landkarte.models import Entry, Focus, Industry
from landkarte.query import gazetteer
from landkarte.query.distances import STEPS_A_KM, kilometres, lie_within
from landkarte.query.fields import BoxField, PointField, ValuesField, YearsField
from landkarte.query.index import Index
from landkarte.query.indexed import IndexedQuery
from landkarte.query.parameters import Page, Parameter, Terms, Text, Values
from landkarte.query.regions import Regions

DEFAULT_RADIUS_KM = 25


class Sort:
    NAME, UPDATED, DISTANCE, RELEVANCE = "name", "-updated", "distance", "relevance"
    RECOMMENDED = ""  # nobody asks for it by name: it is what comes when nothing is asked for
    choices = (
        (NAME, pgettext_lazy("Sortierung", "Name")),
        (UPDATED, gettext_lazy("Zuletzt geändert")),
        (DISTANCE, gettext_lazy("Entfernung")),
        (RELEVANCE, gettext_lazy("Relevanz")),
    )


def sorts():
    """The orders that the page offers: pairs of value and label. The first one is relevance for a text."""
    return [("", _("Empfohlen")), *(choice for choice in Sort.choices if choice[0] != Sort.RELEVANCE)]


class QueryForm(forms.Form):
    """What one parameter cannot judge alone."""

    def clean(self):
        values = super().clean()
        if values.get("sort") == Sort.DISTANCE and not values.get("near") and "near" not in self.errors:
            self.add_error("sort", _("Nach Entfernung lässt sich nur mit einem Ort (near) sortieren."))
        if values.get("radius") and not values.get("near") and "near" not in self.errors:
            self.add_error("radius", _("Ein Umkreis braucht einen Ort in der Mitte (near)."))
        return values


class Near(Parameter):
    """A circle around a point, with the kilometres of `radius`."""

    @property
    def radius(self):
        return self.parent.form.cleaned_data.get("radius") or DEFAULT_RADIUS_KM

    def filter(self, entries, point):
        return entries.near(point, self.radius)

    def select(self, columns, point):
        mask = _inside(columns, box_around(point, self.radius))
        found = np.flatnonzero(mask)
        mask[found] = lie_within(self.radius, point, columns.latitude[found], columns.longitude[found])
        return mask

    def steps_to(self, selection):
        """How far the selected rows are away, in whole steps: an array."""
        columns, positions = selection.columns, selection.positions
        far = kilometres(self.in_force, columns.latitude.take(positions), columns.longitude.take(positions))
        return np.floor(far * STEPS_A_KM)

    def words(self, point):
        """By the town that lies nearest."""
        name = gazetteer.nearest(point) or f"{point.latitude}, {point.longitude}"
        return _("%(km)s km um %(place)s") % {"km": f"{self.radius:g}", "place": name}


class Extent(Parameter):
    def filter(self, entries, box):
        return entries.within(box)

    def select(self, columns, box):
        return _inside(columns, box)

    def words(self, box):
        return _("Kartenausschnitt")


def _inside(columns, box):
    """Mask of the rows with a point in the `Box`, its edges included."""
    latitude, longitude = columns.latitude, columns.longitude
    mask = (latitude >= box.south) & (latitude <= box.north)
    return mask & (longitude >= box.west) & (longitude <= box.east)


class EntryFilter(IndexedQuery):
    """The published entries that the query names."""

    q = Text(
        help_text="All words, German folding (ä=ae, ß=ss, case, accents), stems, parts of words; "
        "one typo a word is forgiven when nothing else is found"
    )
    kind = Values(
        ValuesField(label=gettext_lazy("Art"), choices=Entry.Kind.choices, required=False),
        help_text="What it is; several values mean any of them",
    )
    industry = Terms(
        Industry,
        "industries",
        label=gettext_lazy("Branche"),
        help_text="Slugs of industries; several mean any of them",
    )
    focus = Terms(
        Focus,
        "focuses",
        label=gettext_lazy("KI-Schwerpunkt"),
        help_text="Slugs of AI focuses; several mean any of them",
    )
    size = Values(
        ValuesField(label=gettext_lazy("Größe"), choices=Entry.Size.choices, required=False),
        help_text="Size of the organisation; several mean any of them",
    )
    region = Regions(
        label=gettext_lazy("Region"),
        help_text="Official keys (AGS) of states, government regions, districts or municipalities: prefixes",
    )
    founded = Values(
        YearsField(label=gettext_lazy("Gegründet oder begonnen"), required=False),
        is_facet=False,
        words=lambda year: _("Beginn %(year)s") % {"year": year},
        help_text="Years in which it was founded or began; several mean any of them",
    )
    near = Near(
        PointField(label=gettext_lazy("In der Nähe von"), required=False),
        takes_along=("radius", "sort"),
        help_text="latitude,longitude in degrees; with `radius`",
    )
    radius = Parameter(
        forms.FloatField(label=gettext_lazy("Umkreis in km"), min_value=0.1, max_value=500, required=False),
        help_text="Kilometres around `near`, 25 by default",
    )
    bbox = Extent(
        BoxField(label=gettext_lazy("Ausschnitt"), required=False),
        help_text="west,south,east,north in degrees",
    )
    sort = Parameter(
        forms.ChoiceField(label=gettext_lazy("Sortieren"), choices=Sort.choices, required=False),
        help_text="Order; relevance by default with `q`, distance with `near`, else name",
    )
    page = Page()

    chip_order = ("q", "kind", "size")
    usual_sort = Sort.RECOMMENDED  # where nothing in the address asks for an order

    class Meta(IndexedQuery.Meta):
        model = Entry
        form = QueryForm

    @property
    def sort_key(self):
        """The order in force: the one asked for, else relevance for a text, distance for a place, or the
        usual one."""
        values = self.form.cleaned_data
        text, place = values.get("q"), values.get("near")
        usual = Sort.RELEVANCE if text else Sort.DISTANCE if place else self.usual_sort
        asked = values.get("sort") or usual
        return Sort.NAME if asked == Sort.RELEVANCE and not text else asked

    def ordered(self, entries):
        """Ties come in the order of names; a tie is also what is equally far to a tenth of a metre."""
        entries = entries.by_name()
        first = {
            Sort.RECOMMENDED: ["recommended"],
            Sort.NAME: [],
            Sort.UPDATED: ["-updated_at"],
            Sort.DISTANCE: [Floor(F("distance") * STEPS_A_KM).asc(nulls_last=True)],
            Sort.RELEVANCE: ["-relevance"],
        }[self.sort_key]
        return entries.order_by(*first, *entries.query.order_by)

    def arranged(self, selection):
        if self.sort_key == Sort.RECOMMENDED:
            return selection.by_recommended
        if self.sort_key == Sort.UPDATED:
            return selection.by_updated
        if self.sort_key == Sort.DISTANCE:
            return selection.sorted_by(self.filters["near"].steps_to(selection))
        if self.sort_key == Sort.RELEVANCE:
            return selection.sorted_by(-self.relevance(selection))
        return selection.positions

    def listed(self, entries):
        return entries.with_organisation().without_details().with_news()


EntryFilter.index = Index(EntryFilter.base_filters.values())
