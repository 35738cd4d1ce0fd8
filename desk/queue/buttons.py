"""What the buttons of the panel about one item of the queue do, and the pages that show the panel."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from desk.queue import assignment, sources
from desk.queue.filters import passed_on
from desk.queue.panel import (
    NOTE,
    NoteForm,
    handling_context,
    item_address,
    next_address,
    person_named,
    queue_address,
)
from machinery.refusals import in_words


@require_POST
def handle(request, source, key):
    """One button of the panel. What cannot be noted is shown again with what is wrong."""
    one = sources.sources(request.user).get(source)
    if one is None or not one.rows().model._base_manager.filter(pk=key).exists():
        raise Http404
    query = passed_on(request)[0]
    do = request.POST.get("do")
    if do == "away":
        assignment.look_away(source, key, by=request.user)
        return redirect(queue_address(query))
    if do not in VERBS:
        note = NoteForm(request.POST)
        if not _note(request, one, key, note):
            return _again(request, one, key, note)
    elif not one.may_assign(request.user):
        raise PermissionDenied
    else:
        try:
            VERBS[do](request, one, key)
        except ValidationError as error:
            messages.warning(request, in_words(error))
    return redirect(item_address(one, key, query))


def _take(request, source, key):
    sources.take(source, key, by=request.user)


def _give(request, source, key):
    sources.assign(source, key, to=person_named(request.POST.get("to", "")), by=request.user)


def _drop(request, source, key):
    sources.assign(source, key, to=None, by=request.user)


def _note(request, source, key, note):
    """Write it down. False, with the error in the form, when there is something wrong."""
    if not request.user.has_perm(NOTE):
        raise PermissionDenied
    if not note.is_valid():
        return False
    said = note.cleaned_data
    try:
        assignment.add_note(source.name, key, by=request.user, text=said["note"], proposal=said["proposal"])
    except ValidationError as error:
        note.add_error(None, in_words(error))
        return False
    return True


VERBS = {"take": _take, "give": _give, "drop": _drop}


def _again(request, source, key, note):
    context = {
        **admin.site.each_context(request),
        **handling_context(request, source.name, key, note=note),
        "title": _("Notiz"),
        "address": item_address(source, key, passed_on(request)[0]),
    }
    return TemplateResponse(request, "desk/queue/handling.html", context, status=400)


class HandledAdmin:
    """A page of the administration about an item of the queue, with the panel above it."""

    change_form_template = "desk/queue/change_form.html"

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
        if sources.sources(request.user)[source].rows().filter(pk=row.pk).exists():
            return redirect(request.get_full_path())
        return redirect(next_address(request, source, row.pk))
