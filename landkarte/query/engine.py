"""The query engine: what a query answers, whatever its rows are. A query only declares its parameters.

Several values of one parameter mean any of them, parameters mean all of them. Everything asks `matching`,
`counts` and `qs`: whoever answers them in another way than SQL answers for all.
"""

from functools import cache, cached_property

from django.core.paginator import EmptyPage, Paginator
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

LIST_PAGE_SIZE = 24


class Query(FilterSet):
    """The published rows of a model that the parameters name; `qs` is empty when they are wrong (`errors`).

    A query declares its parameters (see `parameters.py`; `q` and `page` among them), and may say in which
    order rows come (`ordered`) and what a page tells of each (`listed`).
    """

    panel_order = chip_order = ()  # names that come first; the others follow in the order of declaration
    counts_all_when_wrong = False  # whether a wrong query's facets have the counts of the empty one, or none

    class Meta:
        fields = ()

    def __init__(self, data, **kwargs):
        super().__init__(data, queryset=self._meta.model.objects.published(), **kwargs)

    @classmethod
    def get_filters(cls):
        parameters = super().get_filters()
        for name, parameter in parameters.items():
            parameter.name = name
        return parameters

    def get_form_class(self):
        return self._form_class()

    @classmethod
    @cache
    def _form_class(cls):
        """Made once: what is declared does not change."""
        fields = {name: parameter.field for name, parameter in cls.base_filters.items()}
        return type(f"{cls.__name__}Form", (cls._meta.form,), fields)

    # -- What is declared --------------------------------------------------------------------------

    @classmethod
    def facet_names(cls):
        """Names of the parameters whose values pages offer with counts, in the order of the page."""
        names = [name for name, parameter in cls.base_filters.items() if parameter.is_facet]
        return tuple(_first(cls.panel_order, names))

    @property
    def is_narrowed(self):
        """Whether the address says anything about the set, right or wrong."""
        return not self.base_filters.keys().isdisjoint(self.data)

    # -- Rows --------------------------------------------------------------------------------------

    @cached_property
    def qs(self):
        return self.ordered(self.matching()) if self.is_valid() else self.queryset.none()

    def matching(self, *, leaving_out=None):
        """Rows that all parameters name, or all but one: the basis of that one's counts. In any order."""
        rows = self.queryset if leaving_out == "q" else self.searched
        for name, value in self.form.cleaned_data.items():
            if name not in ("q", leaving_out) and value:
                rows = self.filters[name].filter(rows, value)
        return rows

    @cached_property
    def searched(self):
        """The published rows that hold the words of `q`: asked first and once, as it may forgive typos."""
        text = self.form.cleaned_data.get("q")
        return self.filters["q"].filter(self.queryset, text) if text else self.queryset

    def ordered(self, rows):
        """Rows in the order of the query."""
        return rows

    def listed(self, rows):
        """Rows with what a page tells of each."""
        return rows

    @property
    def hits(self):
        """All rows in the order of the query, with what a page tells of each; it has a number and slices."""
        return self.listed(self.qs)

    def paginate(self, size=LIST_PAGE_SIZE):
        """The page that is asked for; None after noting an error on `page`."""
        return self.page_of(self.hits, size) if self.is_valid() else None

    def page_of(self, rows, size=LIST_PAGE_SIZE):
        """The page of these rows that is asked for; None after noting an error on `page`."""
        paginator = Paginator(rows, size)
        try:
            return paginator.page(self.form.cleaned_data["page"] or 1)
        except EmptyPage:
            last = _("Diese Seite gibt es nicht; die letzte ist Seite %(last)d.")
            self.form.add_error("page", last % {"last": paginator.num_pages})
            return None

    # -- Counts ------------------------------------------------------------------------------------

    def counts(self, name, rows=None):
        """Value of this parameter -> number of rows that it names under the *other* parameters, or of these
        rows; zeros are left out.

        Values count on each level: a municipality's entries are its district's too. What carries a retired
        term counts for the term that replaced it, what is meant for all terms for each.
        """
        if rows is None:
            if self.is_valid():
                rows = self.matching(leaving_out=name)
            elif self.counts_all_when_wrong:
                rows = self.queryset
            else:
                return {}
        return self.filters[name].counts(rows)

    def facet_counts(self):
        """Name of each facet -> its `counts`."""
        return {name: self.counts(name) for name in self.facet_names()}

    # -- The page ----------------------------------------------------------------------------------

    def facets(self, counts=None):
        """A `Facet` for each multi-select parameter; `counts`: the `facet_counts`, where they are known."""
        counts = counts or self.facet_counts()
        return [self.filters[name].facet(counts[name]) for name in self.facet_names()]

    def chips(self):
        """One `Chip` per value in force, with the address of the page without it. None of a wrong query."""
        if not self.is_valid():
            return []
        return [chip for name in _first(self.chip_order, self.filters) for chip in self.filters[name].chips()]

    def replacements(self):
        """Pairs for each retired term that the address names: its name, that of what replaced it or ""."""
        if not self.is_valid():
            return []
        vocabularies = [parameter for parameter in self.filters.values() if parameter.vocabulary]
        return [pair for parameter in vocabularies for pair in parameter.replacements()]


def _first(names, known):
    """The known names, these first."""
    return [*(name for name in names if name in known), *(name for name in known if name not in names)]
