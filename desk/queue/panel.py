"""The queue as all pages of the administration know it: its addresses, its people, and the panel about one
item, which says who takes care of it, who has it open and what staff note about it."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from desk.lists.hostile_queries import is_key
from desk.models import DeskNote
from desk.queue import assignment, sources
from desk.queue.filters import passed_on
from desk.queue.page_query import Waiting, with_columns
from machinery.form_fields import LongText

NOTE = "desk.add_desknote"
LONGEST_NOTE = 2000


class NoteForm(forms.Form):
    note = LongText(
        label=_("Notiz"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": _(
                "Bitte kürzen Sie den Text auf %(limit_value)d Zeichen; jetzt sind es %(show_value)d."
            )
        },
    )
    proposal = forms.ChoiceField(
        label=_("Vorschlag"),
        required=False,
        choices=[("", _("kein Vorschlag")), *DeskNote.Proposal.choices],
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="handling_%s")  # beside the forms of the page


def item_address(source, key, query=""):
    """The page of an item, which keeps the filters with which somebody goes through the queue."""
    return source.address(key) + (f"?{urlencode({'queue': query})}" if query else "")


def queue_address(query=""):
    return reverse("admin:index") + (f"?{query}" if query else "")


def people():
    """Who may take care of something."""
    return get_user_model().objects.filter(is_staff=True, is_active=True).order_by("name", "email")


def person_named(key):
    """The one of `people` whose key was sent; ValidationError when it is none of them."""
    person = people().filter(pk=key).first() if is_key(key) else None
    if person is None:
        raise ValidationError(_("Bitte wählen Sie, wer zuständig ist."))
    return person


def next_address(request, source, key):
    """Where somebody goes on who has just decided this item: to the next of the queue as they had filtered
    it, or to the queue when nothing is left. Whoever decides by a form looks at this one no longer."""
    if request.method == "POST":
        assignment.look_away(source, key, by=request.user)
    query, wanted = passed_on(request)
    following = Waiting(request.user, wanted).after(source, key)
    return item_address(*following, query) if following else queue_address(query)


def handling_context(request, source, key, *, note=None):
    """What `desk/queue/_handling.html` shows of an item, for its page: {"handling": {...}}, and the address
    of the item after it. Whoever opens the page counts from then on as looking at the item. `handling` is
    None for those who may not see the source."""
    query = passed_on(request)[0]
    onward = {"next_item": "?" + urlencode({"next": 1} | ({"queue": query} if query else {}))}
    one = sources.sources(request.user).get(source)
    if one is None:
        return onward | {"handling": None}
    row = with_columns(one, one.kept_rows().filter(pk=key)).values("item_assigned").first()
    other = None
    if row and request.method == "GET":
        other = assignment.look_at(source, key, by=request.user)
    staff = list(people()) if row else []
    assigned = row["item_assigned"] if row else None
    return onward | {
        "handling": {
            "source": source,
            "key": key,
            "is_open": row is not None,
            "assigned_to": next((person for person in staff if person.pk == assigned), None),
            "may_assign": one.may_assign(request.user),
            "may_drop": not one.assignee,
            "may_note": request.user.has_perm(NOTE),
            "other": other,
            "people": staff,
            "notes": DeskNote.objects.filter(source=source, key=key).select_related("by"),
            "form": note or NoteForm(),
            "query": query,
            "back": queue_address(query),
        }
    }
