"""What all editors' forms with a history share: one line of it for each save, and its pages."""

from django.http import Http404, HttpResponseNotAllowed
from simple_history.admin import SimpleHistoryAdmin

from desk.forms.safe_saving import SafeSaving
from machinery.history import one_record

CHANGED_BY_ADMIN = "admin"


class HistoryAdmin(SafeSaving, SimpleHistoryAdmin):
    def get_queryset(self, request):
        """While a form is saved nobody else changes its row: saving writes all of its fields."""
        rows = super().get_queryset(request)
        change = f"{self.opts.app_label}_{self.opts.model_name}_change"
        saving = request.method == "POST" and request.resolver_match.url_name == change
        return rows.select_for_update(of=("self",)) if saving else rows

    # -- Saving: one line of history for a row with its relations ----------------------------------

    def save_model(self, request, obj, form, change):
        """Saved by `save_related`, together with its relations, so that both are one line of history."""

    def save_related(self, request, form, formsets, change):
        if change and not form.has_changed() and not any(formset.has_changed() for formset in formsets):
            super().save_related(
                request, form, formsets, change
            )  # writes nothing; the admin asks what it wrote
            return
        with one_record(form.instance, reason=CHANGED_BY_ADMIN):
            super().save_model(request, form.instance, form, change)
            super().save_related(request, form, formsets, change)

    # -- The pages: simple_history fails at an address that holds no number, and takes a POST for a revert --

    def history_view(self, request, object_id, extra_context=None):
        if self.get_object(request, object_id) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if self.get_object(request, object_id) is None or not version_id.isdecimal():
            raise Http404
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super().history_form_view(request, object_id, version_id, extra_context)
