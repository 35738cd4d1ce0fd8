"""The query: the one meaning of the parameters in every list, map, count, export and API."""

from functools import cached_property, reduce
from operator import or_

from django import forms
from django.core.paginator import EmptyPage, Paginator
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import FilterSet
from django_filters.filters import Filter

from landkarte.models import Entry, Focus, Industry
from landkarte.models.querysets import lies_in
from landkarte.models.vocabulary import meanings, slugs_meaning
from landkarte.query.fields import (
    BoxField,
    PointField,
    RegionsField,
    TermsField,
    TextField,
    ValuesField,
    YearsField,
)
from landkarte.search import LONGEST_QUERY

DEFAULT_RADIUS_KM = 25
LIST_PAGE_SIZE = 24
FACETS = ("kind", "industry", "focus", "size", "region")


class Sort:
    NAME, UPDATED, DISTANCE, RELEVANCE = "name", "-updated", "distance", "relevance"
    choices = (
        (NAME, pgettext_lazy("Sortierung", "Name")),
        (UPDATED, _("Zuletzt geändert")),
        (DISTANCE, _("Entfernung")),
        (RELEVANCE, _("Relevanz")),
    )


class QueryForm(forms.Form):
    """What one parameter cannot judge alone."""

    def clean(self):
        values = super().clean()
        if values.get("sort") == Sort.DISTANCE and not values.get("near") and "near" not in self.errors:
            self.add_error("sort", _("Nach Entfernung lässt sich nur mit einem Ort (near) sortieren."))
        if values.get("radius") and not values.get("near") and "near" not in self.errors:
            self.add_error("radius", _("Ein Umkreis braucht einen Ort in der Mitte (near)."))
        return values


class Parameter(Filter):
    """A parameter: its form field, and the name of the EntryFilter method that narrows a QuerySet with it."""

    def __init__(self, field, method="unchanged"):
        super().__init__(method=method)
        self._field = field

    @property
    def field(self):
        return self._field


class Page(Parameter):
    """Which page, from 1."""

    def __init__(self):
        super().__init__(forms.IntegerField(label=_("Seite"), min_value=1, max_value=10**6, required=False))


class PageSize(Parameter):
    """How many rows a page; only the API lets its clients choose."""

    def __init__(self):
        super().__init__(forms.IntegerField(min_value=1, max_value=10**6, required=False))


def page_of(rows, size, form):
    """The page that the form's `page` asks for, or None after noting an error on `page`."""
    paginator = Paginator(rows, size)
    try:
        return paginator.page(form.cleaned_data["page"] or 1)
    except EmptyPage:
        last = _("Diese Seite gibt es nicht; die letzte ist Seite %(last)d.")
        form.add_error("page", last % {"last": paginator.num_pages})
        return None


class EntryFilter(FilterSet):
    """The published entries that the query names; `qs` is empty when the query is wrong (see `errors`)."""

    q = Parameter(TextField(label=_("Suche"), max_length=LONGEST_QUERY, required=False))
    kind = Parameter(ValuesField(label=_("Art"), choices=Entry.Kind.choices, required=False), "one_of")
    industry = Parameter(TermsField(label=_("Branche"), model=Industry, required=False), "with_term")
    focus = Parameter(TermsField(label=_("KI-Schwerpunkt"), model=Focus, required=False), "with_term")
    size = Parameter(ValuesField(label=_("Größe"), choices=Entry.Size.choices, required=False), "one_of")
    region = Parameter(RegionsField(label=_("Region"), required=False), "in_regions")
    founded = Parameter(YearsField(label=_("Gegründet oder begonnen"), required=False), "one_of")
    near = Parameter(PointField(label=_("In der Nähe von"), required=False), "near_point")
    radius = Parameter(
        forms.FloatField(label=_("Umkreis in km"), min_value=0.1, max_value=500, required=False)
    )
    bbox = Parameter(BoxField(label=_("Ausschnitt"), required=False), "in_box")
    sort = Parameter(forms.ChoiceField(label=_("Sortieren"), choices=Sort.choices, required=False))
    page = Page()

    class Meta:
        model = Entry
        fields = ()
        form = QueryForm

    def __init__(self, data, **kwargs):
        super().__init__(data, queryset=Entry.objects.published(), **kwargs)

    # -- Answers -----------------------------------------------------------------------------------

    @cached_property
    def qs(self):
        return self.sorted(self.matching()) if self.is_valid() else self.queryset.none()

    def matching(self, *, leaving_out=None):
        """Entries that all parameters name, or all but one: the basis of that one's counts. Unsorted."""
        entries = self.searched
        for name, value in self.form.cleaned_data.items():
            if name not in ("q", leaving_out) and value:
                entries = self.filters[name].filter(entries, value)
        return entries

    @cached_property
    def searched(self):
        """The published entries that hold the words of `q`: asked first and once, as it forgives typos."""
        text = self.form.cleaned_data.get("q")
        return self.queryset.search(text) if text else self.queryset

    @cached_property
    def meanings(self):
        """Per vocabulary: slug of each retired term that was replaced -> slug of what it means today."""
        return {"industry": meanings(Industry), "focus": meanings(Focus)}

    def paginate(self, size):
        """The page asked for, with its organisations and terms; None after noting an error on `page`."""
        if not self.is_valid():
            return None
        return page_of(self.qs.with_organisation().without_details().with_news(), size, self.form)

    # -- What each parameter means -----------------------------------------------------------------

    def unchanged(self, entries, name, value):
        return entries

    def one_of(self, entries, name, values):
        return entries.filter(**{f"{name}__in": values})

    def with_term(self, entries, name, terms):
        """Entries that carry one of the terms, or a retired one that means it today."""
        links = (Entry.industries if name == "industry" else Entry.focuses).through.objects
        asked = slugs_meaning(terms, self.meanings[name])
        return entries.filter(pk__in=links.filter(**{f"{name}__slug__in": asked}).values("entry"))

    def in_regions(self, entries, name, regions):
        return entries.filter(reduce(or_, (lies_in(region.ags) for region in regions)))

    def near_point(self, entries, name, point):
        return entries.near(point, self.form.cleaned_data.get("radius") or DEFAULT_RADIUS_KM)

    def in_box(self, entries, name, box):
        return entries.within(box)

    # -- Order -------------------------------------------------------------------------------------

    @property
    def sort_key(self):
        """The order in force: the one asked for, else relevance for a text, distance for a place, name."""
        values = self.form.cleaned_data
        usual = Sort.RELEVANCE if values.get("q") else Sort.DISTANCE if values.get("near") else Sort.NAME
        asked = values.get("sort") or usual
        return Sort.NAME if asked == Sort.RELEVANCE and not values.get("q") else asked

    def sorted(self, entries):
        entries = entries.by_name()
        first = {
            Sort.NAME: [],
            Sort.UPDATED: ["-updated_at"],
            Sort.DISTANCE: [F("distance").asc(nulls_last=True)],
            Sort.RELEVANCE: ["-relevance"],
        }[self.sort_key]
        return entries.order_by(*first, *entries.query.order_by)
