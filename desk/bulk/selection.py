"""The entries that a list names, by its filters or one by one, for the pages that do something with all."""

from copy import copy
from urllib.parse import urlencode

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.bulk import planning
from desk.lists.hostile_queries import refuse_hostile
from landkarte.models import Entry

FILTER, KEYS = "filter", "ids"
OF_PAGE = ("p", "o", "e", "all", "_facets", "_popup", "_to_field", FILTER, KEYS)
MOST_KEYS, LONGEST_FILTER = 1000, 4000
LARGEST_KEY = 2**63 - 1


class Selection:
    """`filter` is the query of the list, or `keys` those that were ticked; nonsense: SuspiciousOperation."""

    def __init__(self, model_admin, request, *, filter="", keys=None):
        self.model_admin, self.request = model_admin, request
        self.filter, self.keys = filter, keys

    @classmethod
    def asked(cls, model_admin, request):
        """The one that the address (or what was sent) names."""
        data = request.POST if request.method == "POST" else request.GET
        if text := data.get(KEYS):
            return cls(model_admin, request, keys=_read_keys(text))
        return cls(model_admin, request, filter=without_page(data.get(FILTER, "")))

    @property
    def parameters(self):
        if self.keys is not None:
            return {KEYS: ",".join(map(str, self.keys))}
        return {FILTER: self.filter} if self.filter else {}

    def address(self, name, *args):
        """Of a page that works on this selection."""
        query = f"?{urlencode(self.parameters)}" if self.parameters else ""
        return reverse(f"admin:landkarte_entry_{name}", args=args) + query

    @property
    def list_address(self):
        return reverse("admin:landkarte_entry_changelist") + (f"?{self.filter}" if self.filter else "")

    @cached_property
    def change_list(self):
        """The list as it would show these filters."""
        inner = copy(self.request)
        inner.method, inner.GET, inner.POST = "GET", QueryDict(self.filter), QueryDict()
        try:
            return self.model_admin.get_changelist_instance(inner)
        except IncorrectLookupParameters as error:
            raise SuspiciousOperation("the filter of the list is wrong") from error

    @cached_property
    def entries(self):
        if self.keys is not None:
            return Entry.objects.filter(pk__in=self.keys)
        if not self.filter:
            return Entry.objects.all()
        return Entry.objects.filter(pk__in=self.change_list.queryset.order_by().values("pk"))

    @cached_property
    def number(self):
        return self.entries.count()

    @property
    def in_words(self):
        if self.keys is not None:
            told = ngettext("%d ausgewählter Eintrag", "%d ausgewählte Einträge", self.number)
        elif self.filter:
            told = ngettext("%d Treffer der Liste", "%d Treffer der Liste", self.number)
        else:
            return _("alle %d Einträge") % self.number
        return told % self.number

    @cached_property
    def filters(self):
        """Pairs of a filter's title and what is chosen in it."""
        if not self.filter:
            return []
        chosen = [
            (spec.title, str(choice["display"]).lstrip("– "))
            for spec in self.change_list.filter_specs
            if spec.used_parameters
            for choice in spec.choices(self.change_list)
            if choice.get("selected")
        ]
        text = self.change_list.query
        return [(_("Suche"), text), *chosen] if text else chosen


def without_page(query):
    """The part of a list's query that says which entries it has. SuspiciousOperation for hostile text."""
    if len(query) > LONGEST_FILTER:
        raise SuspiciousOperation("the filter of the list is too long")
    values = QueryDict(query, mutable=True)
    for name in OF_PAGE:
        values.pop(name, None)
    refuse_hostile(values)
    return values.urlencode()


def _read_keys(text):
    keys = text.split(",")
    if len(keys) > MOST_KEYS or not all(key.isascii() and key.isdecimal() and len(key) < 20 for key in keys):
        raise SuspiciousOperation("no list of keys")
    return sorted({min(int(key), LARGEST_KEY) for key in keys})


def selection_of_list(model_admin, request, change_list):
    """The context of the list for what can be done with all that it has."""
    found = Selection(model_admin, request, filter=without_page(request.GET.urlencode()))
    return {
        "map_address": found.address("map"),
        "number_found": change_list.result_count,
        "bulk_actions": [
            (action.label, found.address("bulk", name))
            for name, action in planning.actions_of(request.user).items()
        ],
    }
