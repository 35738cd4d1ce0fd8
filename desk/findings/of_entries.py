"""What the map itself checks at its entries (`desk.findings.check`)."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.findings.check import Check
from landkarte.entries import seat
from landkarte.models import Entry
from machinery.web_addresses import validate_web_address

POINT = "point"


def _outside(entry):
    if not seat.is_in_state(entry.region):
        return entry.region.name
    return POINT if entry.point and seat.fault_of(entry.point, entry.region) == seat.OUTSIDE else None


def _outside_in_words(detail):
    if detail == POINT:
        return gettext("Der Punkt liegt außerhalb von Nordrhein-Westfalen.")
    return gettext("%(town)s liegt nicht in Nordrhein-Westfalen.") % {"town": detail}


def _far(entry):
    fault = seat.fault_of(entry.point, entry.region)
    if fault is None or fault == seat.OUTSIDE:
        return None
    return f"{round(fault.kilometres)} km, {entry.region.name}"


def _language_missing(entry):
    return "en" if entry.summary_de else "de"


def _language_in_words(detail):
    missing = {"de": gettext("Der deutsche Kurztext fehlt."), "en": gettext("Der englische Kurztext fehlt.")}
    return missing.get(detail, detail)


def _malformed(entry):
    try:
        validate_web_address(entry.website)
    except ValidationError:
        return entry.website
    return None


CHECKS = (
    Check(
        "outside_nrw",
        _("Außerhalb von Nordrhein-Westfalen"),
        _("Ort und Punkt prüfen; ohne Sitz in Nordrhein-Westfalen gehört der Eintrag nicht auf die Karte."),
        condition=lambda: Q(region__isnull=False),
        detail=_outside,
        words=_outside_in_words,
    ),
    Check(
        "far_from_town",
        _("Punkt weit vom Ort"),
        _("Den Punkt auf der Karte versetzen oder den Ort ändern."),
        condition=lambda: Q(region__isnull=False, latitude__isnull=False),
        detail=_far,
    ),
    Check(
        "organisation_unpublished",
        _("Organisation nicht öffentlich"),
        _("Die Organisation veröffentlichen, oder den Eintrag zurückziehen oder anders zuordnen."),
        condition=lambda: (
            Q(status=Entry.Status.PUBLISHED, organisation__isnull=False)
            & ~Q(organisation__status=Entry.Status.PUBLISHED)
        ),
        detail=lambda entry: entry.organisation.name,
    ),
    Check(
        "malformed_website",
        _("Website falsch geschrieben"),
        _("Die Adresse berichtigen; sie beginnt mit https://."),
        condition=lambda: ~Q(website=""),
        detail=_malformed,
    ),
    Check(
        "no_focus",
        _("Ohne Schwerpunkt"),
        _("Mindestens einen KI-Schwerpunkt wählen: danach wird am häufigsten gefiltert."),
        condition=lambda: ~Exists(Entry.focuses.through.objects.filter(entry=OuterRef("pk"))),
    ),
    Check(
        "no_summary",
        _("Kurztext fehlt in einer Sprache"),
        _("Den Kurztext in der anderen Sprache ergänzen."),
        condition=lambda: Q(summary_de="") ^ Q(summary_en=""),
        detail=_language_missing,
        words=_language_in_words,
    ),
)
