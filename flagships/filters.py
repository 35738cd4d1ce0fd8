"""The query of the flagships, in the grammar of the map's: `q`, `industry`, `page`."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from flagships.models import Flagship
from landkarte.models import Industry
from landkarte.query.engine import Query
from landkarte.query.parameters import Page, Terms, Text


@dataclass
class Field:
    """An industry in which there are flagships: how many, the address with it alone, whether it is asked."""

    label: str
    count: int
    href: str
    asked: bool


class FlagshipFilter(Query):
    """The published flagships that a query names, by name."""

    q = Text(
        help_text="All words, German folding (ä=ae, ß=ss, case, accents), stems, parts of words; "
        "one typo a word is forgiven when nothing else is found"
    )
    industry = Terms(
        Industry,
        "industries",
        label=_("Branche"),
        has_chips=False,  # the industries stand above the list
        help_text="Slugs of industries; several mean any of them",
    )
    page = Page()

    class Meta(Query.Meta):
        model = Flagship

    def ordered(self, flagships):
        return flagships.by_name()

    def listed(self, flagships):
        return flagships.with_partners().with_updated()

    def fields(self):
        """A `Field` for each industry of flagships that the other parameters name; of a wrong query none."""
        numbers = self.counts("industry")
        if not numbers:
            return []
        industry = self.filters["industry"]
        return [
            Field(str(term.name), numbers[slug], self._with_industry(slug), slug in industry.asked)
            for slug, term in industry.terms.items()
            if slug in numbers
        ]

    def _with_industry(self, slug):
        query = self.data.copy()
        query.pop("page", None)
        query.setlist("industry", [slug])
        return f"?{query.urlencode(safe=',')}"
