"""What the address of the queue says: which items somebody wants to see, and links to see others."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.queue import sources
from desk.queue.page_query import ME, NOBODY, OTHERS, OVER, SOON_DUE, Wanted
from landkarte.search import LONGEST_QUERY
from machinery.form_fields import LegibleField
from machinery.texts import validate_characters

WHO = [
    (ME, pgettext_lazy("zuständig", "ich")),
    (NOBODY, pgettext_lazy("zuständig", "niemand")),
    (OTHERS, pgettext_lazy("zuständig", "andere")),
]
DUE = [(OVER, _("überfällig")), (SOON_DUE, _("bald fällig"))]
LONGEST_ADDRESS = 1000


class QueueForm(forms.Form):
    kind = forms.MultipleChoiceField(required=False)
    who = forms.ChoiceField(choices=[("", ""), *WHO], required=False)
    due = forms.ChoiceField(choices=[("", ""), *DUE], required=False)
    q = LegibleField(max_length=LONGEST_QUERY, required=False, validators=[validate_characters])

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["kind"].choices = [(one.name, one.label) for one in sources.sources(user).values()]

    @property
    def wanted(self):
        """What a valid form wants; otherwise everything."""
        if not self.is_valid():
            return Wanted()
        return Wanted(**self.cleaned_data | {"kind": tuple(self.cleaned_data["kind"])})

    def links(self, counts):
        """The filters with their values, each with its number and the address to see just these."""
        kinds = [(_("alle"), "", sum(counts.kind.values()))]
        kinds += [(label, name, counts.kind[name]) for name, label in self.fields["kind"].choices]
        who = [(_("alle"), "", sum(counts.who.values()))]
        who += [(label, name, counts.who[name]) for name, label in WHO]
        due = [(_("alle"), "", sum(counts.due.values()))]
        due += [(label, name, counts.due[name]) for name, label in DUE]
        return [
            (_("Art"), self._choices("kind", kinds)),
            (_("Zuständig"), self._choices("who", who)),
            (_("Frist"), self._choices("due", due)),
        ]

    def _choices(self, parameter, values):
        said = self.data if self.is_valid() else QueryDict()
        chosen = set(said.getlist(parameter)) - {""}
        for label, value, number in values:
            yield {
                "label": label,
                "number": number,
                "address": "?" + query_with(said, **{parameter: value}),
                "is_chosen": value in chosen if value else not chosen,
            }


def query_with(data, **changes):
    """The query of the queue with other values, without a page; empty values are left out."""
    query = QueryDict(mutable=True)
    for name in ("kind", "who", "due", "q"):
        values = [changes[name]] if name in changes else data.getlist(name)
        if values := [value for value in values if value]:
            query.setlist(name, values)
    return query.urlencode()


def passed_on(request):
    """The query of the queue from which somebody has come to an item, as far as it is a good one, and what it
    wants."""
    said = request.POST.get("queue") or request.GET.get("queue") or ""
    form = QueueForm(QueryDict(said[:LONGEST_ADDRESS]), user=request.user)
    return (query_with(form.data), form.wanted) if form.is_valid() else ("", Wanted())
