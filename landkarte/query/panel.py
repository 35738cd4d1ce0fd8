"""What a page shows of a query: its facets with counts, the parts in force as removable chips, its errors."""

from dataclasses import dataclass, field

LONG_FACET = 10  # values that a reader takes in at a glance


@dataclass
class Option:
    value: str
    label: str
    count: int
    checked: bool
    definition: str = ""
    inner: list = field(default_factory=list)  # options inside this one

    @property
    def disabled(self):
        return not self.count and not self.checked

    @property
    def holds_checked(self):
        return any(option.checked for option in self.inner)


@dataclass
class Facet:
    name: str
    label: str
    groups: list = field(default_factory=list)  # pairs: heading or "", options
    tree: list = field(default_factory=list)  # the same of the regions, with the municipalities inside

    @property
    def is_long(self):
        """Whether a reader wants to search in it."""
        return sum(len(options) for _, options in self.groups) > LONG_FACET

    @property
    def selected(self):
        return sum(option.checked for _, options in self.groups for option in options)


@dataclass
class Chip:
    name: str
    label: str
    value: str
    href: str


@dataclass
class QueryError:
    name: str
    label: str
    message: str


def query_errors(query):
    return form_errors(query.form)


def form_errors(form):
    return [
        QueryError(name, form.fields[name].label, message)
        for name, messages in form.errors.items()
        for message in messages
    ]
