"""One thing done to many entries: the page that says what will happen to how many, and its button."""

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from desk.bulk import planning
from desk.bulk.selection import Selection, without_page

ACTION = "bulk_{}"
TOKEN, FINGERPRINT = "token", "fingerprint"
LONGEST_TOKEN = 64


class BulkMixin:
    """For the ModelAdmin of entries: the actions of `desk.planning.plan` in its list, each with its page."""

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.bulk_view))
        return [path("bulk/<slug:name>/", view, name="landkarte_entry_bulk"), *super().get_urls()]

    def get_actions(self, request):
        own = {
            ACTION.format(name): (_opening(name), ACTION.format(name), action.label)
            for name, action in planning.actions_of(request.user).items()
        }
        return own | super().get_actions(request)

    def bulk_view(self, request, name):
        action = self._action(request, name)
        selection = Selection.asked(self, request)
        options, form, fields = _options(action, request)
        plan = None if options is None else planning.plan(action, selection.entries, options)
        if request.method == "POST" and plan and (answer := self._carry_out(request, plan)):
            return answer
        context = {
            **self.admin_site.each_context(request),
            "title": action.titled(options) if plan else action.label,
            "opts": self.opts,
            "action": action,
            "selection": selection,
            "form": form,
            "fields": fields,
            "plan": plan,
            "token": secrets.token_urlsafe(16),
            "at_once": planning.AT_ONCE,
        }
        return render(request, "admin/landkarte/entry/bulk.html", context)

    def _action(self, request, name):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if name not in planning.names():
            raise Http404
        try:
            return planning.actions_of(request.user)[name]
        except KeyError:
            raise PermissionDenied from None

    def _carry_out(self, request, plan):
        """The way to the job; None where what was shown is no longer what would happen."""
        token = request.POST.get(TOKEN, "")[:LONGEST_TOKEN].replace("\x00", "")
        if job := planning.carried_out(by=request.user, token=token):
            return HttpResponseRedirect(job.get_absolute_url())
        if request.POST.get(FINGERPRINT) != plan.fingerprint or not token:
            told = _("Inzwischen hat sich etwas geändert: bitte sehen Sie noch einmal, was geschehen wird.")
            messages.warning(request, told)
            return None
        if not plan.changes:
            return None
        return HttpResponseRedirect(planning.carry_out(plan, by=request.user, token=token).get_absolute_url())


def _options(action, request):
    """The options (None: still to be asked for, or wrong), their form, and what it was sent as pairs."""
    if action.form is None:
        return {}, None, []
    data = request.POST if request.method == "POST" else request.GET
    names = list(action.form.base_fields)
    if not any(name in data for name in names):
        return None, action.form(), []
    form = action.form(data)
    if not form.is_valid():
        return None, form, []
    return form.options(), form, [(name, value) for name in names for value in data.getlist(name)]


def _opening(name):
    """An action of the list: it opens the page for what is ticked, or for all that the list has."""

    def open_page(model_admin, request, queryset):
        if request.POST.get("select_across") == "1":
            selection = Selection(model_admin, request, filter=without_page(request.GET.urlencode()))
        else:
            ticked = sorted(queryset.order_by().values_list("pk", flat=True))
            selection = Selection(model_admin, request, keys=ticked)
        return HttpResponseRedirect(selection.address("bulk", name))

    return open_page
