"""Funding that may fit, and the next events."""

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from landkarte.geometry import kilometres_between
from landkarte.models import Region
from landkarte.query.addresses import address
from offers.guide.answers import Stage
from offers.guide.hit import Group, Hit, note
from offers.guide.places import NEAR_KM, whereabouts
from offers.models import Event, FundingProgramme

MOST_PROGRAMMES, MOST_EVENTS = 4, 3
COMPANIES = ("sme", "company")
# industry -> whom programmes must be for, where that is somebody else than companies
AUDIENCES = {"public-sector": ("public-sector",), "education": ("research", *COMPANIES)}
RECURRING = ("community", "theme-week")  # formats of what comes again without a date of ours
FOR_EVERYBODY = ("theme-week",)  # of them, those that ask for no experience
BUILDING = (Stage.USE_CASE, Stage.IMPLEMENT)


# -- Funding -------------------------------------------------------------------------------------------


def funding(answers):
    """Programmes that are not closed, for such as these, at this place: the region's before the land's."""
    audiences = AUDIENCES.get(answers.industry.slug if answers.industry else "", COMPANIES)
    programmes = (
        FundingProgramme.objects.published()
        .not_closed()
        .order_by("name", "pk")
        .prefetch_related("audiences", "industries", "regions")
    )
    fitting = [
        (programme, _scope(programme, answers))
        for programme in programmes
        if _is_for(programme, audiences, answers)
    ]
    ranked = sorted((pair for pair in fitting if pair[1] is not None), key=lambda pair: pair[1])
    hits = [
        Hit(
            name=programme.name,
            address=programme.get_absolute_url(),
            reason=_funding_reason(programme, scope, audiences),
            note=note(programme.provider, programme.audience, programme.grant, language="de"),
            summary=programme.summary,
            key=programme.slug,
        )
        for programme, scope in ranked[:MOST_PROGRAMMES]
    ]
    values = {"audience": list(audiences)}
    if answers.industry:
        values["industry"] = answers.industry.slug
    return Group(
        "funding",
        _("Wer fördert das?"),
        hits,
        address(reverse("offers:funding-list"), values),
        _all_funding(answers),
        _("Ein Programm, das passt, kennen wir gerade nicht."),
    )


def _all_funding(answers):
    """What the whole list holds: it knows whom a programme is for, not where."""
    if not answers.industry:
        return _("Alle Förderprogramme für Unternehmen")
    return {
        "public-sector": _("Alle Förderprogramme für Kommunen und Verwaltung"),
        "education": _("Alle Förderprogramme für Forschung und Unternehmen Ihrer Branche"),
    }.get(answers.industry.slug, _("Alle Förderprogramme für Unternehmen Ihrer Branche"))


HERE, WHOLE_LAND, ELSEWHERE_TOO = range(3)


def _scope(programme, answers):
    """Whether it holds at the place: None when it does not."""
    keys = [region.ags for region in programme.regions.all()]
    if not keys:
        return WHOLE_LAND
    if not answers.ags:
        return ELSEWHERE_TOO
    if any(answers.ags.startswith(key) for key in keys):
        return HERE
    # A place that is itself a region may hold some of those where the programme runs.
    return ELSEWHERE_TOO if any(key.startswith(answers.ags) for key in keys) else None


def _is_for(programme, audiences, answers):
    slugs = {audience.slug for audience in programme.audiences.all()}
    industries = {industry.slug for industry in programme.industries.all()}
    return (not slugs or not slugs.isdisjoint(audiences)) and (
        not industries or not answers.industry or not industries.isdisjoint(answers.industry_slugs)
    )


def _funding_reason(programme, scope, audiences):
    named = [str(audience.name) for audience in programme.audiences.all() if audience.slug in audiences]
    whom = _("Für: %(audiences)s") % {"audiences": ", ".join(named)} if named else _("Für alle")
    region = programme.region or ", ".join(one.name for one in programme.regions.all())
    where = {
        HERE: _("gilt an Ihrem Ort (%(region)s)"),
        WHOLE_LAND: _("gilt in ganz Nordrhein-Westfalen"),
        ELSEWHERE_TOO: _("gilt nur hier: %(region)s"),
    }[scope]
    return f"{whom}; {where % {'region': region}}"


# -- Events --------------------------------------------------------------------------------------------


def events(answers):
    """The next events of the industry or for all; when there is none, what comes again and again."""
    rows = Event.objects.published().select_related("format").prefetch_related("industries")
    if answers.industry:
        rows = rows.filter(
            Q(industries=None)
            | Q(
                pk__in=Event.industries.through.objects.filter(
                    industry__slug__in=answers.industry_slugs
                ).values("event")
            )
        )
    found = list(rows.upcoming().filter(is_cancelled=False)[:MOST_EVENTS])
    if not found:
        found = list(rows.series().filter(format__slug__in=RECURRING).order_by("name", "pk"))
    kilometres = _distances(found, answers)
    if found and not found[0].date_start:
        found = sorted(
            (event for event in found if _concerns(event, kilometres, answers)),
            key=lambda event: (not event.industries.all(), kilometres.get(event.city, 1000), event.name),
        )[:MOST_EVENTS]
    hits = [
        Hit(
            name=event.name,
            address=event.get_absolute_url(),
            reason=_event_reason(event, kilometres, answers),
            note=note(event.organiser, event.city),
            summary=event.summary,
            key=event.slug,
        )
        for event in found
    ]
    values = {"industry": answers.industry.slug} if answers.industry else {}
    return Group(
        "events",
        _("Wo treffen Sie andere?"),
        hits,
        address(reverse("offers:event-list"), values if hits else {}),
        _("Alle Veranstaltungen"),
        _("Ein Termin, der passt, steht gerade nicht fest."),
    )


def _concerns(event, kilometres, answers):
    """What comes again is shown to its industry and to those who seek exchange; the rest only nearby, and a
    community of no industry to those who build something."""
    is_of_field = bool(event.industries.all())
    if answers.stage == Stage.EXCHANGE or (is_of_field and answers.industry):
        return True
    is_near = kilometres.get(event.city, NEAR_KM + 1) <= NEAR_KM
    return is_near and (is_of_field or event.format.slug in FOR_EVERYBODY or answers.stage in BUILDING)


def _distances(found, answers):
    """Town -> kilometres from the place, as far as the towns are known."""
    point = answers.spot.point if answers.spot else None
    if not point:
        return {}
    towns = Region.objects.municipalities().filter(name__in={event.city for event in found})
    return {town.name: kilometres_between(point, town.point) for town in towns if town.point}


def _event_reason(event, kilometres, answers):
    industries = [str(industry.name) for industry in event.industries.all()]
    whom = (
        _("Branche %(industry)s") % {"industry": ", ".join(industries)}
        if industries
        else _("Für jede Branche")
    )
    when = date_format(event.date_start, _("j. F Y")) if event.date_start else ""
    again = "" if event.date_start else _("regelmäßig")
    where = whereabouts(answers, ags="", km=kilometres.get(event.city))
    return ", ".join(part for part in (when, whom, again, where) if part)
