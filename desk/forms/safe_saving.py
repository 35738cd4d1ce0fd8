"""Nobody's change is lost: who saves a form that somebody else has overtaken gets a page with both."""

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from desk.forms.conflicts import BASE, OPENED, Conflict, forms_now
from desk.forms.form_state import seal, state_of, unseal
from desk.forms.list_conflicts import GuardedFormSet


class SafeSaving:
    """For a ModelAdmin whose rows have a `history` and are locked while their form is saved.

    The form carries what it said when it was opened (`OPENED`); a request without it was made by no page of
    ours, and is taken at its word.
    """

    # -- The form of a row -------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            sent = request.POST.get(OPENED)
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            if sent is None and request.method != "POST":
                sent = seal(state_of(context["adminform"].form, formsets))
            context["opened_version"] = sent
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Inside the transaction that locks the row; Django's own method saves."""
        if request.method == "POST" and object_id and OPENED in request.POST:
            row = self.get_object(request, unquote(object_id))
            if row and self.has_change_permission(request, row) and (page := self._conflict_of(request, row)):
                return page
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _conflict_of(self, request, row):
        """The page that asks what shall stay, or None when the data of the request can be saved as it is."""
        form, formsets, now = forms_now(self, request, row)
        base = unseal(request.POST[OPENED])
        if BASE in request.POST:  # sent by the page itself
            first = unseal(request.POST[BASE])
            conflict = Conflict(form, formsets, first, base, request.POST, request.FILES)
            if conflict.complain():
                if not base.says_the_same(now):
                    conflict = Conflict(form, formsets, first, now, request.POST, request.FILES)
                return self._conflict_page(request, row, conflict)
            request.POST = conflict.merged()
        if base.says_the_same(now):
            return None
        return self._conflict_page(
            request, row, Conflict(form, formsets, base, now, request.POST, request.FILES)
        )

    def _conflict_page(self, request, row, conflict):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Jemand hat inzwischen gespeichert"),
            "subtitle": str(row),
            "original": row,
            "conflict": conflict,
            "base": seal(conflict.base),
            "opened": seal(conflict.now),
            "saved": row.history.filter(history_date__gte=conflict.base.at).order_by("-history_date", "-pk")[
                :5
            ],
            "has_errors": any(line.error for line in conflict.lines),
        }
        return TemplateResponse(request, "desk/conflict.html", context, status=409)

    # -- The list ----------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and "_save" in request.POST:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        return super().changelist_view(request, extra_context)

    def get_changelist_formset(self, request, **kwargs):
        return super().get_changelist_formset(request, **{"formset": GuardedFormSet, **kwargs})

    def _get_list_editable_queryset(self, request, prefix):
        rows = super()._get_list_editable_queryset(request, prefix)
        return rows.select_for_update(of=("self",))
