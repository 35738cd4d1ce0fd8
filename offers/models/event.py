"""Events with a date, the series and communities they belong to, and who registered for them."""

from calendar import monthrange
from datetime import datetime, time, timedelta

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte.models import Entry, Industry
from machinery.model_fields import LineColumn, MailboxColumn
from machinery.web_addresses import host_of, validate_web_address
from offers.models.catalogue import Audience, CatalogueItem, CatalogueQuerySet, Format, Languages, Mode
from offers.models.event_words import days_in_words, hours_in_words, place_in_words


class EventQuerySet(CatalogueQuerySet):
    searched = (*CatalogueQuerySet.searched, "city", "venue", "organiser")

    def dated(self):
        return self.filter(date_start__isnull=False)

    def series(self):
        """Communities and series: what has no date of its own."""
        return self.filter(date_start=None)

    def upcoming(self):
        """Events that have not ended, the next one first."""
        today = timezone.localdate()
        return (
            self.dated()
            .filter(models.Q(date_end__gte=today) | models.Q(date_end=None, date_start__gte=today))
            .order_by("date_start", models.F("time_start").asc(nulls_first=True), "name")
        )

    def past(self):
        """Events that have ended, the latest first."""
        today = timezone.localdate()
        ended = models.Q(date_end__lt=today) | models.Q(date_end=None, date_start__lt=today)
        return self.dated().filter(ended).order_by("-date_start", "name")

    def in_month(self, first):
        """Events of which a day lies in the month that begins on this date, the first one first."""
        last = first.replace(day=monthrange(first.year, first.month)[1])
        reaching = self.dated().annotate(last_date=Coalesce("date_end", "date_start"))
        return reaching.filter(date_start__lte=last, last_date__gte=first).order_by(
            "date_start", models.F("time_start").asc(nulls_first=True), "name"
        )

    def with_seats(self):
        """Annotate how many seats our form has given (`seats_taken`): `state` then asks nothing more."""
        given = EventRegistration.objects.filter(event=models.OuterRef("pk"), withdrawn_at=None)
        number = given.order_by().values("event").annotate(number=models.Count("pk")).values("number")
        return self.annotate(seats_taken=Coalesce(models.Subquery(number), 0))

    def with_facts(self):
        """Fetch what a line of a list shows, in a fixed number of queries."""
        return self.with_seats().select_related("format", "series", "organiser_entry")

    def for_api(self):
        """Fetch all that the API tells of an event, in a fixed number of queries."""
        return self.with_facts().prefetch_related("audiences", "industries")

    def with_changes(self):
        """Annotate when each was last saved (`changed_at`) and how often (`changes`)."""
        lines = self.model.history.filter(id=models.OuterRef("pk")).order_by().values("id")
        last = lines.annotate(at=models.Max("history_date")).values("at")
        number = lines.annotate(number=models.Count("history_id")).values("number")
        return self.annotate(changed_at=models.Subquery(last), changes=Coalesce(models.Subquery(number), 0))


class Event(CatalogueItem):
    """An event, or a series or community: that has no date itself, its events have."""

    moves_data_version = True

    class Registration(models.TextChoices):
        NONE = "", _("nicht nötig oder nicht bekannt")
        FORM = "form", _("mit unserem Formular")
        EXTERNAL = "external", _("auf einer anderen Website")

    class State(models.TextChoices):
        OPEN = "open", _("findet statt")
        FULL = "full", _("ausgebucht")
        CANCELLED = "cancelled", _("abgesagt")
        PAST = "past", _("vorbei")

    series = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("Reihe oder Gemeinschaft"),
        limit_choices_to={"date_start": None},
    )
    date_start = models.DateField(_("Beginn"), null=True, blank=True)
    date_end = models.DateField(_("Ende"), null=True, blank=True)
    time_start = models.TimeField(_("Uhrzeit"), null=True, blank=True)
    time_end = models.TimeField(_("bis"), null=True, blank=True)
    city = LineColumn(_("Ort"), max_length=100, blank=True)
    venue = LineColumn(_("Haus und Adresse"), max_length=300, blank=True)
    mode = models.CharField(_("Vor Ort oder online"), max_length=10, choices=Mode.choices, blank=True)
    format = models.ForeignKey(
        Format, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("Format")
    )
    languages = models.CharField(_("Sprachen"), max_length=10, choices=Languages.choices, blank=True)
    organiser = LineColumn(_("Veranstalter"), max_length=200, blank=True)
    organiser_entry = models.ForeignKey(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="organised_events",
        verbose_name=_("Veranstalter auf der Karte"),
    )
    audiences = models.ManyToManyField(
        Audience, blank=True, related_name="events", verbose_name=_("Zielgruppen")
    )
    industries = models.ManyToManyField(
        Industry, blank=True, related_name="events", verbose_name=_("Branchen")
    )
    website = LineColumn(_("Website"), max_length=500, blank=True, validators=[validate_web_address])
    registration = models.CharField(
        _("Anmeldung"), max_length=10, choices=Registration.choices, blank=True, default=""
    )
    registration_url = LineColumn(
        _("Adresse der Anmeldung"), max_length=500, blank=True, validators=[validate_web_address]
    )
    registration_ends = models.DateTimeField(_("Anmeldung bis"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    is_full = models.BooleanField(
        _("ausgebucht"), default=False, help_text=_("Bei unserem Formular zählen die Anmeldungen von selbst.")
    )
    is_cancelled = models.BooleanField(_("abgesagt"), default=False)
    visitors = models.PositiveIntegerField(
        _("Gäste"), null=True, blank=True, help_text=_("Gezählt, nachdem die Veranstaltung war.")
    )

    objects = EventQuerySet.as_manager()

    class Meta(CatalogueItem.Meta):
        abstract = False
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        permissions = [("publish_event", _("Veranstaltungen veröffentlichen und zurückziehen"))]
        ordering = [models.F("date_start").desc(nulls_last=True), "name"]
        constraints = [
            *CatalogueItem.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(date_end=None) | models.Q(date_end__gte=models.F("date_start")),
                name="event_ends_after_it_starts",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
            models.CheckConstraint(
                condition=models.Q(time_start=None, time_end=None) | models.Q(date_start__isnull=False),
                name="event_with_time_has_date",
                violation_error_message=_("Zu einer Uhrzeit gehört ein Datum."),
            ),
            models.CheckConstraint(
                condition=~models.Q(registration="external") | ~models.Q(registration_url=""),
                name="event_registered_elsewhere_says_where",
                violation_error_message=_("Zur Anmeldung auf einer anderen Website gehört deren Adresse."),
            ),
            models.CheckConstraint(
                condition=~models.Q(registration="form") | models.Q(date_start__isnull=False),
                name="event_with_form_has_date",
                violation_error_message=_("Anmelden kann man sich nur zu einem Termin."),
            ),
            models.CheckConstraint(
                condition=models.Q(series=None) | models.Q(date_start__isnull=False),
                name="event_of_series_has_date",
                violation_error_message=_("Was zu einer Reihe gehört, hat ein Datum."),
            ),
            models.CheckConstraint(
                condition=models.Q(time_end=None)
                | models.Q(
                    time_start__isnull=False, date_end__isnull=False, date_end__gt=models.F("date_start")
                )
                | models.Q(time_start__isnull=False, time_end__gt=models.F("time_start")),
                name="event_time_ends_after_it_starts",
                violation_error_message=_("Die Uhrzeit des Endes liegt nach der des Beginns."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("offers:event-detail", args=[self.slug])

    @property
    def is_series(self):
        return self.date_start is None

    @property
    def last_day(self):
        return self.date_end or self.date_start

    @property
    def days(self):
        """When it is, in words; "" for a series."""
        return "" if self.is_series else days_in_words(self.date_start, self.last_day)

    @property
    def hours(self):
        return hours_in_words(self.time_start, self.time_end, several_days=self.date_start != self.last_day)

    @property
    def place(self):
        """Where it is, in words."""
        return place_in_words(self.venue, self.city, self.mode)

    @property
    def starts_at(self):
        """The moment at which it starts; that its first day begins where no time is known."""
        return _moment(self.date_start, self.time_start or time.min)

    @property
    def ends_at(self):
        """The moment at which it ends, or None where no time is known."""
        return _moment(self.last_day, self.time_end) if self.time_end else None

    @property
    def is_past(self):
        return self.last_day is not None and self.last_day < timezone.localdate()

    @property
    def public_series(self):
        """The series that it belongs to, when that is public."""
        return self.series if self.series and self.series.is_published else None

    @property
    def public_organiser(self):
        """The organiser's entry on the map, when that is public."""
        return self.organiser_entry if self.organiser_entry and self.organiser_entry.is_published else None

    @property
    def website_host(self):
        return host_of(self.website)

    @property
    def registration_host(self):
        return host_of(self.registration_url)

    @property
    def seats_left(self):
        """Seats that our form can still give; None without a limit."""
        if self.capacity is None:
            return None
        taken = self.__dict__.get("seats_taken")  # see EventQuerySet.with_seats
        if taken is None:
            taken = self.registrations.filter(withdrawn_at=None).count()
        return max(0, self.capacity - taken)

    @property
    def state(self):
        if self.is_cancelled:
            return self.State.CANCELLED
        if self.is_past:
            return self.State.PAST
        counted = self.registration == self.Registration.FORM and self.seats_left == 0
        return self.State.FULL if self.is_full or counted else self.State.OPEN

    @property
    def registration_closes_at(self):
        """The moment from which on nobody can register: set by staff, at the latest when it starts; where no
        time is known, when its first day ends."""
        start = self.starts_at if self.time_start else self.starts_at + timedelta(days=1)
        return min(self.registration_ends, start) if self.registration_ends else start

    @property
    def takes_registrations(self):
        """Whether our form is open."""
        mine = self.registration == self.Registration.FORM and self.state == self.State.OPEN
        return mine and timezone.now() <= self.registration_closes_at


def _moment(day, clock):
    """In Berlin, where the events are."""
    return timezone.make_aware(datetime.combine(day, clock))


class EventRegistration(models.Model):
    """Somebody who wants to come to an event."""

    moves_data_version = True  # the last seat taken makes an event full

    reference = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="registrations", verbose_name=_("Veranstaltung")
    )
    name = LineColumn(_("Name"), max_length=200)
    organisation = LineColumn(_("Unternehmen oder Einrichtung"), max_length=200, blank=True)
    email = MailboxColumn(_("E-Mail-Adresse"))
    consent_version = models.CharField(_("Einwilligung"), max_length=20)
    language = models.CharField(_("Sprache"), max_length=5)
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("abgemeldet am"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")
        ordering = ["event", "created_at", "pk"]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("offers:registration-received", args=[self.reference])
