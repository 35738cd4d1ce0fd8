"""An event for machines that read pages: schema.org (https://schema.org/Event)."""

from offers.models import Event, Mode

MODES = {
    Mode.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Mode.BOTH: "https://schema.org/MixedEventAttendanceMode",
}


def describe_event(event, absolute):
    """A dict of the event in schema.org's words; `absolute` turns a path into a full address. What is not
    known is left out."""
    address = absolute(event.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "EventSeries" if event.is_series else "Event",
        "@id": address,
        "name": event.name,
        "description": str(event.summary),
        "url": address,
        "location": _locations(event, address),
        "inLanguage": event.languages.split(",") if event.languages else None,
        "organizer": _organiser(event, absolute),
        "sameAs": event.website,
    }
    return {
        name: value for name, value in (data | _dates(event, absolute)).items() if value not in ("", None, [])
    }


def _dates(event, absolute):
    if event.is_series:
        return {}
    cancelled = event.state == Event.State.CANCELLED
    series = event.public_series
    return {
        "startDate": (event.starts_at if event.time_start else event.date_start).isoformat(),
        "endDate": (event.ends_at or event.last_day).isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "eventAttendanceMode": MODES.get(event.mode),
        "maximumAttendeeCapacity": event.capacity,
        "superEvent": series
        and {"@type": "EventSeries", "@id": absolute(series.get_absolute_url()), "name": series.name},
    }


def _locations(event, address):
    locations = []
    if event.city or event.venue:
        town = {"@type": "PostalAddress", "addressLocality": event.city, "addressCountry": "DE"}
        locations.append(
            {
                "@type": "Place",
                "name": event.venue or event.city,
                "address": town if event.city else {"@type": "PostalAddress", "addressCountry": "DE"},
            }
        )
    if event.mode in (Mode.ONLINE, Mode.BOTH):
        locations.append(
            {"@type": "VirtualLocation", "url": event.registration_url or event.website or address}
        )
    return locations if len(locations) != 1 else locations[0]


def _organiser(event, absolute):
    if entry := event.public_organiser:
        return {"@type": "Organization", "@id": absolute(entry.get_absolute_url()), "name": entry.name}
    return {"@type": "Organization", "name": event.organiser} if event.organiser else None
