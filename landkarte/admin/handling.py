"""The panel about one item of the queue: who takes care of it, who has it open, what staff note about it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from landkarte import handling, queue
from landkarte.admin.queue import item_address, next_address, people, person_named, queue_address
from landkarte.admin.queue_filter import passed_on
from landkarte.forms import LongText
from landkarte.models import DeskNote
from landkarte.waiting import with_columns

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


def handling_context(request, source, key, *, note=None):
    """What `admin/queue/_handling.html` shows of an item, for its page: {"handling": {...}}. Whoever opens
    the page counts from then on as looking at the item. None for those who may not see the source."""
    one = queue.sources(request.user).get(source)
    if one is None:
        return {"handling": None}
    row = with_columns(one, one.kept_rows().filter(pk=key)).values("item_assigned").first()
    other = None
    if row and request.method == "GET":
        other = handling.look_at(source, key, by=request.user)
    staff = list(people()) if row else []
    assigned = row["item_assigned"] if row else None
    return {
        "handling": {
            "source": source,
            "key": key,
            "is_open": row is not None,
            "assigned_to": next((person for person in staff if person.pk == assigned), None),
            "may_assign": one.may_assign(request.user),
            "may_drop": not one.assignee,
            "other": other,
            "people": staff,
            "notes": DeskNote.objects.filter(source=source, key=key).select_related("by"),
            "form": note or NoteForm(auto_id="handling_%s"),
            "query": passed_on(request)[0],
            "back": queue_address(passed_on(request)[0]),
        }
    }


@require_POST
def handle(request, source, key):
    """One button of the panel. What cannot be noted is shown again with what is wrong."""
    one = queue.sources(request.user).get(source)
    if one is None or not one.rows().model._base_manager.filter(pk=key).exists():
        raise Http404
    query = passed_on(request)[0]
    verb = VERBS.get(request.POST.get("do"), _note)
    if verb is _note:
        note = NoteForm(request.POST, auto_id="handling_%s")
        if not _note(request, one, key, note):
            return _again(request, one, key, note)
    else:
        if verb is not _look_away and not one.may_assign(request.user):
            raise PermissionDenied
        try:
            verb(request, one, key)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
    if verb is _look_away:
        return redirect(queue_address(query))
    return redirect(item_address(one, key, query))


def _take(request, source, key):
    queue.take(source, key, by=request.user)


def _give(request, source, key):
    queue.assign(source, key, to=person_named(request.POST.get("to", "")), by=request.user)


def _drop(request, source, key):
    queue.assign(source, key, to=None, by=request.user)


def _look_away(request, source, key):
    handling.look_away(source.name, key, by=request.user)


def _note(request, source, key, note):
    """Write it down. False, with the error in the form, when there is something wrong."""
    if not note.is_valid():
        return False
    said = note.cleaned_data
    try:
        handling.add_note(source.name, key, by=request.user, text=said["note"], proposal=said["proposal"])
    except ValidationError as error:
        note.add_error(None, error)
        return False
    return True


VERBS = {"take": _take, "give": _give, "drop": _drop, "away": _look_away}


def _again(request, source, key, note):
    context = {
        **admin.site.each_context(request),
        **handling_context(request, source.name, key, note=note),
        "title": _("Notiz"),
        "address": item_address(source, key, passed_on(request)[0]),
    }
    return TemplateResponse(request, "admin/queue/handling.html", context, status=400)


class HandledAdmin:
    """A page of the administration about an item of the queue, with the panel above it."""

    change_form_template = "admin/queue/change_form.html"

    def queue_source(self, row):
        """The name of its source."""
        raise NotImplementedError

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self._row(object_id)
        panel = {}
        if row is not None and self.has_view_permission(request, row):
            panel = handling_context(request, self.queue_source(row), row.pk)
        return super().change_view(request, object_id, form_url, panel | (extra_context or {}))

    def _row(self, object_id):
        """Without the lock that `get_object` takes of what is about to be saved."""
        try:
            return self.model._base_manager.filter(pk=unquote(object_id)).first()
        except ValueError:
            return None  # no number; the page itself says so

    def go_on(self, request, row):
        """To the item after this one; to the page itself as long as this one waits."""
        source = self.queue_source(row)
        if queue.sources(request.user)[source].rows().filter(pk=row.pk).exists():
            return redirect(request.get_full_path())
        return redirect(next_address(request, source, row.pk))
