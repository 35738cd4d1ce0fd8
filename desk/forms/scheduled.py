"""Content that appears by the clock: its stage as a column, a filter and two verbs."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, TextField
from django.forms import SplitDateTimeField
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from desk.forms.copies import CopyMixin
from desk.forms.history import HistoryAdmin
from desk.forms.previews import PreviewMixin
from desk.forms.translations import TranslationFilter, TranslationMixin
from desk.lists.days import PublicOnFilter, days_filter
from desk.lists.words import GOOD, QUIET, WAITING, WRONG, word
from machinery.models import Scheduled
from machinery.refusals import in_words, label_in
from machinery.scheduling import publish, withdraw

Stage = Scheduled.Stage
TONES = {Stage.DRAFT: QUIET, Stage.PLANNED: WAITING, Stage.PUBLISHED: GOOD, Stage.EXPIRED: WRONG}
TIMES = ("published_from", "published_until")
PUBLICATION = (_("Veröffentlichung"), {"fields": ["stage", TIMES, "preview", "missing_texts"]})
PUBLICATION_OF_NEW = (_("Veröffentlichung"), {"fields": [TIMES]})


class StageFilter(admin.SimpleListFilter):
    title = _("Stand")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return Stage.choices

    def queryset(self, request, rows):
        return rows.at_stage(self.value()) if self.value() in Stage.values else rows


SinceFilter = days_filter("published_from", _("Öffentlich seit"), "since")


class TimeWidget(AdminSplitDateTime):
    """Nothing sent is no time: never the model's default, which is now."""

    def value_omitted_from_data(self, data, files, name):
        return False


class ScheduledAdmin(CopyMixin, PreviewMixin, TranslationMixin, HistoryAdmin):
    """For models that are `Scheduled` and have `slug`, `name` and `Translated` texts; their `fieldsets` hold
    `PUBLICATION`."""

    change_form_template = "desk/scheduled_change_form.html"
    list_filter = [StageFilter, TranslationFilter, PublicOnFilter, SinceFilter]
    list_per_page = 50
    actions = ["publish_selected", "withdraw_selected"]

    formfield_overrides = {
        DateTimeField: {"form_class": SplitDateTimeField, "widget": TimeWidget},
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    }

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            return fieldsets
        if not self.has_publish_permission(request):
            return [part for part in fieldsets if part is not PUBLICATION]
        return [PUBLICATION_OF_NEW if part is PUBLICATION else part for part in fieldsets]

    def get_readonly_fields(self, request, obj=None):
        times = () if self.has_publish_permission(request) else TIMES
        return ["stage", "preview", "missing_texts", *times, *super().get_readonly_fields(request, obj)]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}

    def get_changeform_initial_data(self, request):
        """A new row is a draft until somebody says from when it is public."""
        return {"published_from": None} | super().get_changeform_initial_data(request)

    @admin.display(description=_("Stand"), ordering="published_from")
    def stage(self, row):
        text = row.stage.label
        if row.stage == Stage.PLANNED:
            text = _("geplant ab %(day)s") % {"day": _day(row.published_from)}
        elif row.stage == Stage.PUBLISHED and row.published_until:
            text = _("öffentlich bis %(day)s") % {"day": _day(row.published_until)}
        return word(text, TONES[row.stage])

    # -- Who may publish ---------------------------------------------------------------------------

    def has_publish_permission(self, request):
        """Each model has a permission of its own for that, as for Django's verbs."""
        name = get_permission_codename("publish", self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{name}")

    def save_form(self, request, form, change):
        """What somebody adds who may not publish is a draft: the model's default is now."""
        row = super().save_form(request, form, change)
        if not change and not self.has_publish_permission(request):
            row.published_from = None
        return row

    def render_change_form(self, request, context, *args, **kwargs):
        context["has_publish_permission"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    # -- The verbs ---------------------------------------------------------------------------------

    def response_add(self, request, obj, post_url_continue=None):
        return self._asked(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._asked(request, obj) or super().response_change(request, obj)

    def _asked(self, request, row):
        """The answer to a button that saves and then publishes or withdraws; None when none was used."""
        for verb, name in ((publish, "_publish"), (withdraw, "_withdraw")):
            if name in request.POST and self.has_publish_permission(request):
                self._apply(request, verb, [row])
                address = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
                return HttpResponseRedirect(reverse(address, args=[row.pk]))
        return None

    @admin.action(description=_("Jetzt veröffentlichen"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        self._apply(request, publish, queryset)

    @admin.action(description=_("Zurückziehen"), permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        self._apply(request, withdraw, queryset)

    def _apply(self, request, verb, rows):
        done = 0
        for row in rows:
            try:
                verb(row, by=request.user)
                done += 1
            except ValidationError as error:
                self.message_user(request, in_words(error, label_in(self.model)), messages.WARNING)
        if done:
            told = _("%d veröffentlicht.") if verb is publish else _("%d zurückgezogen.")
            self.message_user(request, told % done, messages.SUCCESS)


def _day(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")
