"""The query of the flagships, in the grammar of the map's: `q`, `industry`, `page`."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from flagships.models import Flagship
from landkarte.models import Industry
from landkarte.models.vocabulary import meanings, slugs_meaning
from landkarte.query.fields import TermsField, TextField
from landkarte.query.filters import LIST_PAGE_SIZE, Page, Parameter, page_of
from landkarte.query.panel import chip
from landkarte.search import LONGEST_QUERY


@dataclass
class Field:
    """An industry in which there are flagships: how many, the address with it alone, whether it is asked."""

    label: str
    count: int
    href: str
    asked: bool


class FlagshipFilter(FilterSet):
    """The published flagships that a query names, by name; `qs` is empty when it is wrong (see `errors`)."""

    q = Parameter(TextField(label=_("Suche"), max_length=LONGEST_QUERY, required=False), "holding")
    industry = Parameter(TermsField(label=_("Branche"), model=Industry, required=False), "with_term")
    page = Page()

    class Meta:
        model = Flagship
        fields = ()

    def __init__(self, data, **kwargs):
        super().__init__(data, queryset=Flagship.objects.published().by_name(), **kwargs)

    @cached_property
    def qs(self):
        return self.matching() if self.is_valid() else self.queryset.none()

    def matching(self, *, leaving_out=None):
        """Flagships that all parameters name, or all but one: the basis of that one's counts."""
        rows = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != leaving_out and value:
                rows = self.filters[name].filter(rows, value)
        return rows

    def paginate(self, size=LIST_PAGE_SIZE):
        """The page asked for, with partners; None after noting an error on `page`."""
        if not self.is_valid():
            return None
        return page_of(self.qs.with_partners().with_updated(), size, self.form)

    def fields(self):
        """A `Field` for each industry of flagships that the other parameters name; of a wrong query none."""
        if not self.is_valid():
            return []
        current = meanings(Industry)
        rows = self.matching(leaving_out="industry").order_by()
        pairs = {
            (pk, current.get(slug, slug)) for pk, slug in rows.values_list("pk", "industries__slug") if slug
        }
        counts = Counter(slug for _pk, slug in pairs)
        asked = {term.slug for term in self.form.cleaned_data["industry"]}
        terms = self.form.fields["industry"].terms()
        return [
            Field(str(term.name), counts[slug], self._with_industry(slug), slug in asked)
            for slug, term in terms.items()
            if counts[slug]
        ]

    def _with_industry(self, slug):
        query = self.data.copy()
        query.pop("page", None)
        query.setlist("industry", [slug])
        return f"?{query.urlencode(safe=',')}"

    def chips(self):
        """The words of `q`, removable; the industries stand above the list."""
        text = self.form.cleaned_data["q"] if self.is_valid() else ""
        return [chip(self, "q", text, f"„{text}“")] if text else []

    # -- What each parameter means -----------------------------------------------------------------

    def unchanged(self, rows, name, value):
        return rows

    def holding(self, rows, name, text):
        return rows.search(text)

    def with_term(self, rows, name, terms):
        asked = slugs_meaning(terms, meanings(Industry))
        links = Flagship.industries.through.objects.filter(industry__slug__in=asked)
        return rows.filter(pk__in=links.values("flagship"))
