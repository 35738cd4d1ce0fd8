"""Events and series in the API."""

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from landkarte.api.parameters import query_parameters
from landkarte.api.published import PageView, PublishedView
from landkarte.api.serializers import OfAnother
from landkarte.query.parameters import PageSize
from offers.api.serializers import LanguagesField
from offers.filters import EventFilter
from offers.models import Event

MOMENT = {"type": "string", "format": "date-time", "nullable": True}


class PagedEventFilter(EventFilter):
    page_size = PageSize()

    def listed(self, events):
        return events.for_api()


class EventSerializer(serializers.ModelSerializer):
    """A published event, or a series: that has no dates itself. Times are those of Europe/Berlin. What is not
    known is null or empty."""

    summary = serializers.CharField(help_text="In the language of Accept-Language, else in the other one")
    summary_language = serializers.CharField(source="summary.language")
    is_series = serializers.BooleanField()
    series = OfAnother("public_series.slug", help_text="Slug of the series it belongs to")
    state = serializers.ChoiceField(choices=Event.State.choices, help_text="Of a series: open or cancelled")
    starts = serializers.SerializerMethodField(help_text="The moment, where the time is known")
    ends = serializers.SerializerMethodField(help_text="The moment, where the time is known")
    format = OfAnother("format.slug")
    audiences = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    industries = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    languages = LanguagesField(read_only=True)
    organiser_entry = OfAnother("public_organiser.slug", help_text="Slug of the organiser's entry")
    registration = serializers.ChoiceField(
        choices=Event.Registration.choices, help_text="form: on the event's page; external: registration_url"
    )
    takes_registrations = serializers.SerializerMethodField(help_text="Whether our form is open now")
    seats_left = serializers.IntegerField(help_text="Seats that our form can still give", allow_null=True)
    url = serializers.SerializerMethodField(help_text="The event's page")
    calendar = serializers.SerializerMethodField(help_text="The event as iCalendar")

    class Meta:
        model = Event
        fields = [
            "id",
            "slug",
            "name",
            "summary",
            "summary_language",
            "summary_de",
            "summary_en",
            "is_series",
            "series",
            "state",
            "date_start",
            "date_end",
            "time_start",
            "time_end",
            "starts",
            "ends",
            "city",
            "venue",
            "mode",
            "format",
            "audiences",
            "industries",
            "languages",
            "organiser",
            "organiser_entry",
            "website",
            "registration",
            "registration_url",
            "takes_registrations",
            "capacity",
            "seats_left",
            "visitors",
            "url",
            "calendar",
        ]

    @extend_schema_field(MOMENT)
    def get_starts(self, event):
        return event.starts_at.isoformat() if event.time_start else None

    @extend_schema_field(MOMENT)
    def get_ends(self, event):
        return event.ends_at.isoformat() if event.time_end else None

    def get_takes_registrations(self, event) -> bool:
        return event.takes_registrations

    def get_url(self, event) -> str:
        return self.context["request"].build_absolute_uri(event.get_absolute_url())

    def get_calendar(self, event) -> str:
        return self.context["request"].build_absolute_uri(reverse("offers:event-ics", args=[event.slug]))


class EventPageSerializer(serializers.Serializer):
    """A page of events."""

    count = serializers.IntegerField(help_text="All events that the query names")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = EventSerializer(many=True)


class EventList(PageView):
    """Events and series, a page at a time: the latest first, with `when=upcoming` the next one first."""

    filterset_class = PagedEventFilter
    serializer_class = EventSerializer
    scheduled = True

    @extend_schema(
        operation_id="events_list",
        summary="Events and series, a page at a time",
        parameters=query_parameters(PagedEventFilter),
        responses=EventPageSerializer,
    )
    def get(self, request):
        return self.page()


class EventDetail(PublishedView):
    """One event or series by its slug."""

    scheduled = True

    @extend_schema(operation_id="events_detail", summary="One event or series", responses=EventSerializer)
    def get(self, request, slug):
        event = Event.objects.published().for_api().filter(slug=slug).first()
        if event is None:
            raise Http404
        return Response(EventSerializer(event, context={"request": request}).data)
