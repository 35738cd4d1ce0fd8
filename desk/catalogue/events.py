"""Events with their dates, and who registered."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from desk.catalogue.catalogue import CatalogueAdmin
from desk.forms.history import HistoryAdmin
from desk.forms.previews import Preview
from desk.forms.scheduled import PUBLICATION, ScheduledAdmin
from desk.lists.days import DaysFilter, days_filter
from desk.vocabularies.pages import number_of
from machinery.refusals import in_words
from offers import registrations
from offers.models import Event, EventRegistration
from offers.views.events import event_context


class TimeFilter(admin.SimpleListFilter):
    title = _("Termin")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [
            ("upcoming", _("kommt noch")),
            ("past", _("vorbei")),
            ("series", _("Reihe oder Gemeinschaft")),
        ]

    def queryset(self, request, events):
        asked = {"upcoming": events.upcoming, "past": events.past, "series": events.series}
        return asked[self.value()]() if self.value() in asked else events


DayFilter = days_filter("date_start", _("Tag"), "day", is_moment=False)


@admin.register(Event)
class EventAdmin(CatalogueAdmin):
    public_page = Preview("offers/event_detail.html", event_context, rows=Event.objects.with_facts)
    list_display = ["name", "days", "city", "format", "stage", "translation", "registered", "visitors"]
    list_filter = [
        TimeFilter,
        DayFilter,
        *ScheduledAdmin.list_filter,
        "is_cancelled",
        "registration",
        "format",
    ]
    list_select_related = ["format"]
    autocomplete_fields = ["series", "format", "audiences", "industries", "organiser_entry"]
    readonly_fields = ["registered"]
    not_copied = [
        "date_start",
        "date_end",
        "time_start",
        "time_end",
        "registration_ends",
        "registration_url",
        "is_full",
        "is_cancelled",
        "visitors",
    ]
    fieldsets = [
        (None, {"fields": ["name", "slug", "series", "format"]}),
        PUBLICATION,
        (
            _("Wann und wo"),
            {
                "fields": [
                    ("date_start", "date_end"),
                    ("time_start", "time_end"),
                    ("mode", "city"),
                    "venue",
                    "languages",
                    "is_cancelled",
                ]
            },
        ),
        (_("Inhalt"), {"fields": [("summary_de", "summary_en"), "website"]}),
        (_("Für wen und von wem"), {"fields": ["audiences", "industries", "organiser", "organiser_entry"]}),
        (
            _("Anmeldung"),
            {
                "fields": [
                    ("registration", "registration_url"),
                    "registration_ends",
                    ("capacity", "is_full"),
                    "registered",
                    "visitors",
                ]
            },
        ),
        (_("Herkunft"), {"fields": ["source"]}),
    ]

    def get_queryset(self, request):
        here = EventRegistration.objects.filter(withdrawn_at=None)
        return super().get_queryset(request).annotate(number_registered=number_of(here, "event"))

    @admin.display(description=_("Termin"), ordering="date_start")
    def days(self, event):
        days = [day for day in (event.date_start, event.date_end) if day]
        return " – ".join(dict.fromkeys(date_format(day, "SHORT_DATE_FORMAT") for day in days))

    @admin.display(description=_("Anmeldungen"), ordering="number_registered")
    def registered(self, event):
        """How many come, of how many who can, with a link to their list."""
        number = getattr(event, "number_registered", 0)
        if not number and event.registration != Event.Registration.FORM:
            return self.get_empty_value_display()
        text = _("%(number)d von %(capacity)d") if event.capacity is not None else "%(number)d"
        text = text % {"number": number, "capacity": event.capacity}
        if not number:
            return text
        address = f"{reverse('admin:offers_eventregistration_changelist')}?event__id__exact={event.pk}"
        return format_html('<a href="{}">{}</a>', address, text)


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("Stand")
    parameter_name = "withdrawn"

    def lookups(self, request, model_admin):
        return [("no", _("angemeldet")), ("yes", _("abgemeldet"))]

    def queryset(self, request, registrations):
        if self.value() in ("no", "yes"):
            return registrations.filter(withdrawn_at__isnull=self.value() == "no")
        return registrations


class DayOfHeldFilter(DaysFilter):
    """By the day of the event, of those that are over and were not cancelled."""

    title = _("Stattgefunden")
    parameter_name = "day"

    def narrowed(self, rows, days):
        held = Event.objects.past().filter(is_cancelled=False, date_start__range=(days.first, days.last))
        return rows.filter(event__in=held.order_by().values("pk"))


@admin.register(EventRegistration)
class EventRegistrationAdmin(HistoryAdmin):
    """To read: people register and withdraw by themselves, or ask the editors to withdraw them."""

    actions = ["withdraw_selected"]

    list_display = ["reference", "name", "organisation", "email", "event", "created_at", "withdrawn_at"]
    list_filter = [WithdrawnFilter, DayOfHeldFilter]
    list_select_related = ["event"]
    list_per_page = 100
    search_fields = ["reference", "name", "organisation", "email", "event__name"]
    ordering = ["-created_at", "-pk"]
    fields = [
        "reference",
        "event",
        "name",
        "organisation",
        "email",
        ("created_at", "withdrawn_at"),
        ("language", "consent_version"),
    ]
    readonly_fields = ["reference", "created_at", "language", "consent_version"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_withdraw_permission(self, request):
        return request.user.has_perm("offers.change_eventregistration")

    @admin.action(description=_("Ausgewählte abmelden"), permissions=["withdraw"])
    def withdraw_selected(self, request, queryset):
        withdrawn = 0
        for registration in queryset:
            try:
                registrations.withdraw(registration, address=request.build_absolute_uri)
                withdrawn += 1
            except ValidationError as error:
                told = f"{registration.reference}: {in_words(error)}"
                self.message_user(request, told, messages.WARNING)
        if withdrawn:
            told = ngettext("%d Anmeldung zurückgenommen.", "%d Anmeldungen zurückgenommen.", withdrawn)
            self.message_user(request, told % withdrawn, messages.SUCCESS)
