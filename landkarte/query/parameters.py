"""What a query declares: its parameters, each with its form field, the column that it compares and its words.

A declaration knows everything that answering needs, and no answer: `engine.Query` asks SQL with it, and
`indexed.IndexedQuery` the columns in memory. What it says of rows (`filter`, `counts`) and of columns
(`select`, `counts_of`) is the same.
"""

from collections import Counter
from copy import copy
from functools import cached_property

from django import forms
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django_filters.filters import Filter

from landkarte.models.vocabulary import meanings, slugs_meaning
from landkarte.query import addresses
from landkarte.query.fields import MonthField, TermsField, TextField
from landkarte.query.panel import Chip, Facet, Option
from landkarte.search import LONGEST_QUERY


class Parameter(Filter):
    """A parameter that names no rows: an order, a page, how something is shown.

    `help_text` is what the API's description says of it, in English; `takes_along` names the parameters that
    mean nothing without it. Each query has copies of its own, with `name` and `parent`, the query.
    """

    name = ""
    is_facet = False  # whether pages offer its values with their counts
    vocabulary = None  # the model of the terms that are its values
    levels = ()  # lengths of the beginnings of a value that are values themselves
    kept_as = ""  # "codes" or "links": what its column in memory is made of, where it has one

    def __init__(self, field, *, column=None, help_text="", takes_along=()):
        super().__init__(field_name=column)  # django-filter fills in the parameter's name
        self._field = field
        self.help_text = help_text
        self.takes_along = takes_along

    def __deepcopy__(self, memo):
        """A query's own copy. It shares the form field, of which the form makes copies of its own."""
        return copy(self)

    @property
    def field(self):
        return self._field

    @property
    def column(self):
        """The lookup from a row to what is compared."""
        return self.field_name

    @property
    def in_force(self):
        """The value of a right query."""
        return self.parent.form.cleaned_data.get(self.name)

    def filter(self, rows, value):
        """The rows that this value names."""
        return rows

    def select(self, columns, value):
        """A mask of the rows of `columns` that this value names; None where it names none."""
        return

    def written(self, value):
        """The texts that stand in an address for this value."""
        return addresses.written(value)

    def words(self, value):
        """How a chip says this value; "" where none does."""
        return ""

    def chips(self):
        """One `Chip` per value in force, with the address of the page without it."""
        value = self.in_force
        label = self.words(value) if value else ""
        return [self._chip(value, label, left=[])] if label else []

    def _chip(self, value, label, left):
        rest = self.parent.data.copy()
        rest.setlist(self.name, left)
        for name in ("page", *self.takes_along):
            rest.pop(name, None)
        return Chip(self.name, str(label), ",".join(self.written(value)), f"?{rest.urlencode()}")


class Page(Parameter):
    """Which page, from 1."""

    def __init__(self):
        field = forms.IntegerField(label=_("Seite"), min_value=1, max_value=10**6, required=False)
        super().__init__(field, help_text="Page, from 1")


class PageSize(Parameter):
    """How many rows a page; only the API lets its clients choose."""

    def __init__(self):
        field = forms.IntegerField(min_value=1, max_value=10**6, required=False)
        super().__init__(field, help_text="Rows a page, 24 by default, at most 100")


class Text(Parameter):
    """Words to search for."""

    def __init__(self, *, help_text):
        super().__init__(
            TextField(label=_("Suche"), max_length=LONGEST_QUERY, required=False), help_text=help_text
        )

    def filter(self, rows, text):
        return rows.search(text)

    def found(self, rows, text):
        """Pairs of key and relevance of the same rows, read at once: whether some hold the text is not asked
        before, as that may take as long."""
        exactly = list(rows.holding(text).order_by().values_list("pk", "relevance"))
        return exactly or list(rows.nearly_holding(text).order_by().values_list("pk", "relevance"))

    def words(self, text):
        return f"„{text}“"


class Choice(Parameter):
    """One of a few fixed choices, which a chip names."""

    def words(self, value):
        return dict(self.field.choices)[value]


class CalendarMonth(Parameter):
    """A month; which rows it names, and whether a chip says it, is the query's matter."""

    def __init__(self, *, help_text=""):
        super().__init__(MonthField(label=_("Monat"), required=False), help_text=help_text)

    def written(self, first):
        return [f"{first:%Y-%m}"] if first else []


class Values(Parameter):
    """Several values of one column; rows with any of them are named.

    `words` are a chip's for a value where the label of its choice does not do.
    """

    is_facet = True
    several = False  # whether a row may have more than one of them
    kept_as = "codes"

    def __init__(self, field, *, is_facet=True, has_chips=True, words=None, **named):
        super().__init__(field, **named)
        self.is_facet, self.has_chips, self._words = is_facet, has_chips, words

    def filter(self, rows, values):
        return rows.filter(**{f"{self.column}__in": values})

    def select(self, columns, values):
        return columns.lists[self.kept].chosen(set(values).__contains__)

    @property
    def kept(self):
        """The name of its column in memory."""
        return self.column

    # -- Counts ------------------------------------------------------------------------------------

    def tally(self, rows):
        """Value -> number of these rows that have it, None -> of those that have none; one grouped query."""
        numbers = Counter()
        for value, number in rows.order_by().values_list(self.counted).annotate(number=self.number):
            numbers[value or None] += number
        return numbers

    @property
    def counted(self):
        """What `tally` groups by."""
        return self.column

    @property
    def number(self):
        return Count("pk")

    def counts(self, rows):
        """Value -> number of these rows that it names; without zeros."""
        return self.summed(self.tally(rows))

    def counts_of(self, selection):
        """The same of selected rows of the columns."""
        return self.summed(self.tally_of(selection))

    def tally_of(self, selection):
        """The twin of `tally`, of selected rows of the columns."""
        return Counter(selection.tally(self.kept))

    def summed(self, numbers):
        """What a tally means to the reader: value -> number of rows that it names."""
        numbers.pop(None, None)
        return dict(numbers)

    # -- The page ----------------------------------------------------------------------------------

    @property
    def asked(self):
        """The values in force as a control writes them; of a wrong parameter, those in the address."""
        self.parent.is_valid()
        return set(self.written(self.in_force) if self.in_force else self.parent.data.getlist(self.name))

    def facet(self, counts):
        """The `Facet` with every value that is offered; `counts` is {value: number}."""
        form_field, asked = self.parent.form.fields[self.name], self.asked
        options = [
            Option(value, str(label), counts.get(value, 0), value in asked, self.definition(value))
            for value, label in self.offered(asked).items()
        ]
        return Facet(self.name, form_field.label, [("", options)])

    def offered(self, asked):
        """Value -> label."""
        return dict(self.parent.form.fields[self.name].choices)

    def definition(self, value):
        return ""

    def words(self, value):
        return self._words(value) if self._words else dict(self.parent.form.fields[self.name].choices)[value]

    def chips(self):
        if not self.has_chips:
            return []
        return [self._chip(value, self.words(value), self.left(value)) for value in self.in_force]

    def left(self, value):
        """What stays in the address without this value."""
        (gone,) = self.written(value)
        return [text for text in self.parent.data.getlist(self.name) if self.meaning(text) != gone]

    def meaning(self, text):
        """What a value of the address means today."""
        return text


class Terms(Values):
    """Terms of a vocabulary, by the relation that leads to them; retired ones mean what replaced them.

    `empty_means_all`: a row without a term is meant for every one.
    """

    kept_as = "links"

    def __init__(self, vocabulary, relation, *, label, empty_means_all=False, **named):
        field = TermsField(label=label, model=vocabulary, required=False)
        super().__init__(field, column=f"{relation}__slug", **named)
        self.vocabulary, self.relation, self.empty_means_all = vocabulary, relation, empty_means_all

    @property
    def several(self):
        return self._relation.many_to_many

    @property
    def _relation(self):
        return self.model._meta.get_field(self.relation)

    @cached_property
    def meanings(self):
        """Slug of each retired term that was replaced -> slug of what it means today."""
        return meanings(self.vocabulary)

    @cached_property
    def terms(self):
        """Slug -> term, the retired ones too, in the order of the vocabulary."""
        return self.parent.form.fields[self.name].terms()

    def filter(self, rows, terms):
        asked = slugs_meaning(terms, self.meanings)
        if not self.several:
            named, none = Q(**{f"{self.column}__in": asked}), Q(**{self.relation: None})
        else:
            links, term = self._relation.remote_field.through.objects, self._relation.m2m_reverse_field_name()
            owner = self._relation.m2m_field_name()
            named = Q(pk__in=links.filter(**{f"{term}__slug__in": asked}).values(owner))
            none = ~Q(pk__in=links.values(owner))
        return rows.filter(named | none if self.empty_means_all else named)

    def select(self, columns, terms):
        return super().select(columns, {term.slug for term in terms})

    @property
    def kept(self):
        return self.relation

    @property
    def counted(self):
        if not self.meanings:
            return self.column
        today = [When(**{self.column: old}, then=Value(new)) for old, new in self.meanings.items()]
        return Case(*today, default=F(self.column), output_field=CharField())

    @property
    def number(self):
        """A row with a retired term and with what it means counts once."""
        return Count("pk", distinct=True) if self.meanings else Count("pk")

    def summed(self, numbers):
        for_all = numbers.pop(None, 0)
        if for_all and self.empty_means_all:
            numbers.update(dict.fromkeys(self.terms.keys() - self.meanings.keys(), for_all))
        return dict(numbers)

    def offered(self, asked):
        """A retired term without a successor is not offered, and yet may be in force."""
        offered = {slug: term.name for slug, term in self.terms.items() if not term.retired}
        retired = {slug: self.terms[slug].name for slug in asked - offered.keys() if slug in self.terms}
        return offered | retired

    def definition(self, slug):
        return self.terms[slug].definition

    def words(self, term):
        return term.name

    def meaning(self, slug):
        return self.meanings.get(slug, slug)

    def replacements(self):
        """Pairs for each retired term that the address names: its name, that of what replaced it or ""."""
        asked = dict.fromkeys(self.parent.data.getlist(self.name))
        named = [self.terms[slug] for slug in asked if slug in self.terms] if asked else []
        return [
            (str(term.name), str(term.current.name) if term.current != term else "")
            for term in named
            if term.retired
        ]
