"""What the Starthilfe finds beside the offer: entries, the flagship, funding and events."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from landkarte.models import Entry
from landkarte.plugs import marks
from offers.models import Audience, Event, Format, FundingProgramme, NextStep
from tests.factories import AudienceFactory, EntryFactory, IndustryFactory, MunicipalityFactory
from tests.landkarte.places import add_places
from tests.offers.guide import GUIDE, STAGES, add_offer, add_practice, hidden, keys, reasons, result

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


# -- Entries ----------------------------------------------------------------------------------------------


def add_far_town():
    return MunicipalityFactory(ags="05334002", name="Aachen", latitude=50.776, longitude=6.084)


def test_practices_of_the_industry_come_nearest_first_then_widen_and_say_so():
    add_places()
    far = add_far_town()
    add_practice("a-weit", region=far)
    add_practice("z-nah")
    add_practice("b-fern-offen", "cross-industry", region=far)
    add_practice("fremd", "energy")
    add_practice("entwurf", status=Entry.Status.DRAFT)

    found = result(industry="crafts", place="Köln")

    assert reasons(found, "practices") == {
        "z-nah": "Branche crafts de, in Köln",
        "a-weit": "Branche crafts de, weiter weg, 63 km von Köln",
        "b-fern-offen": "Für jede Branche, 63 km von Köln",
    }
    assert keys(found, "practices") == ["z-nah", "a-weit", "b-fern-offen"]


def test_entries_without_a_point_come_last_and_name_no_distance():
    add_places()
    add_practice("a-ohne", without_place=True)
    add_practice("b-mit")

    assert reasons(result(industry="crafts", place="Köln"), "practices") == {
        "b-mit": "Branche crafts de, in Köln",
        "a-ohne": "Branche crafts de, weiter weg",
    }


def test_place_alone_shows_what_is_near():
    add_places()
    add_practice("nah", "energy")
    add_practice("fern", "energy", region=add_far_town())

    assert reasons(result(place="Köln"), "practices") == {"nah": "In Köln"}


def test_without_industry_and_place_nothing_is_picked():
    add_practice("beliebig")

    assert keys(result(stage="curious"), "practices") == []


def test_equal_distance_is_ordered_by_name():
    for slug in ("c", "a", "b"):
        add_practice(slug)

    assert keys(result(industry="crafts"), "practices") == ["a", "b", "c"]


def test_of_an_organisation_and_its_products_only_one_is_a_provider():
    house = EntryFactory(slug="haus", name="Haus", industries=["crafts"])
    EntryFactory(slug="ding", name="Ding", kind="product", organisation=house, industries=["crafts"])
    EntryFactory(slug="anderes", name="Anderes", kind="product", industries=["crafts"])

    assert keys(result(industry="crafts"), "providers") == ["haus", "anderes"]


def test_group_links_to_the_list_that_holds_its_hits(client):
    add_places()
    add_practice("nah")

    group = result(industry="crafts", place="Köln").group("practices")

    assert group.more == "/?kind=best_practice&industry=crafts&near=50.93333%2C6.95000&radius=50"
    assert [entry.slug for entry in client.get(group.more).context["page"]] == ["nah"]


def test_link_to_the_map_says_when_it_leaves_out_hits_of_other_industries(client):
    add_places()
    add_practice("nah")
    assert (
        result(industry="crafts", place="Köln").group("practices").more_label == "Alle auf der Karte zeigen"
    )
    add_practice("offen", "cross-industry")

    group = result(industry="crafts", place="Köln").group("practices")

    assert group.keys == ["nah", "offen"]
    assert group.more_label == "Alle aus der Branche auf der Karte zeigen"
    assert [entry.slug for entry in client.get(group.more).context["page"]] == ["nah"]


def add_one_of_each(name):
    add_practice(f"praxis-{name}")
    for kind in ("company", "product", "research"):
        EntryFactory(kind=kind, industries=["crafts"])
    add_project(f"flagship-{name}", "crafts")
    add_programme(f"programm-{name}", audiences=["sme"], industries=["crafts"])
    add_event(f"treffen-{name}", industries=["crafts"], city="Köln")
    offer = add_offer(f"angebot-{name}", "identify", requestable=True)
    offer.industries.add(IndustryFactory(slug="crafts"))


def test_number_of_queries_does_not_grow_with_the_rows(client, flagship_mark):
    add_places()
    NextStep.objects.create(offer=add_offer("ai-shadowing", "identify"), query="kind=company", label_de="x")
    address = f"{GUIDE}?stage=use-cases&industry=crafts&region=05315"

    def queries():
        client.get(address)  # fills what is kept
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    add_one_of_each("eins")
    few = queries()
    add_one_of_each("zwei")
    add_one_of_each("drei")

    assert queries() == few


# -- The flagship ----------------------------------------------------------------------------------------


@pytest.fixture
def flagship_mark(monkeypatch):
    """A mark on the projects whose slug says so, as the flagships give it to theirs."""

    def bearers():
        return Entry.objects.filter(slug__startswith="flagship").values_list("pk", flat=True)

    mark = marks.Mark("flagship", "Flagship", bearers, lambda pk: f"/flagships/{pk}/")
    monkeypatch.setitem(marks._marks, "flagship", mark)


def add_project(slug, industry, **fields):
    return EntryFactory(slug=slug, name=slug, kind=Entry.Kind.PROJECT, industries=[industry], **fields)


def test_flagship_of_the_industry_leads_to_its_page(flagship_mark):
    flagship = add_project("flagship-handwerk", "crafts")
    add_project("flagship-alle", "cross-industry")
    add_project("gewoehnlich", "crafts")

    (hit,) = result(industry="crafts").group("flagships").hits

    assert (hit.key, hit.address) == ("flagship-handwerk", f"/flagships/{flagship.pk}/")
    assert hit.reason == "KI.NRW-Flagship der Branche crafts de"


def test_industry_without_flagship_gets_the_one_for_all(flagship_mark):
    add_project("flagship-alle", "cross-industry")
    add_project("flagship-handwerk", "crafts")
    IndustryFactory(slug="energy")

    assert reasons(result(industry="energy"), "flagships") == {
        "flagship-alle": "Das KI.NRW-Flagship für jede Branche"
    }


def test_flagship_that_is_not_public_is_not_shown(flagship_mark):
    add_project("flagship-handwerk", "crafts", status=Entry.Status.UNPUBLISHED)

    assert keys(result(industry="crafts"), "flagships") == []


def test_without_the_mark_there_is_no_flagship(monkeypatch):
    monkeypatch.setattr(marks, "_marks", {})
    add_project("flagship-handwerk", "crafts")

    assert result(industry="crafts").group("flagships") is None


# -- Funding ---------------------------------------------------------------------------------------------


def add_programme(slug, *, audiences=(), regions=(), industries=(), **fields):
    programme = FundingProgramme.objects.create(slug=slug, name=slug, summary_de="Geld.", **fields)
    for audience in audiences:
        row, _ = Audience.objects.get_or_create(
            slug=audience, defaults={"name_de": audience.upper(), "name_en": audience}
        )
        programme.audiences.add(row)
    programme.regions.set(regions)
    programme.industries.set([IndustryFactory(slug=industry) for industry in industries])
    return programme


def test_funding_holds_here_for_companies_and_says_so():
    add_places()
    erft = MunicipalityFactory(ags="05362032").parent
    add_programme("hier", audiences=["sme"], regions=[erft], region="Rhein-Erft")
    add_programme("land", audiences=["company"])
    add_programme("anderswo", audiences=["sme"], regions=[add_far_town().parent])
    add_programme("forschung", audiences=["research"])
    add_programme("andere-branche", audiences=["sme"], industries=["health"])
    IndustryFactory(slug="crafts")

    assert reasons(result(place="Kerpen", industry="crafts"), "funding") == {
        "hier": "Für: SME; gilt an Ihrem Ort (Rhein-Erft)",
        "land": "Für: COMPANY; gilt in ganz Nordrhein-Westfalen",
    }


def test_funding_of_a_region_is_named_as_such_when_the_place_is_open():
    erft = MunicipalityFactory(ags="05362032").parent
    add_programme("dort", audiences=["sme"], regions=[erft], region="Rhein-Erft")

    assert reasons(result(), "funding") == {"dort": "Für: SME; gilt nur hier: Rhein-Erft"}


def test_administration_gets_the_programmes_for_administrations():
    IndustryFactory(slug="public-sector")
    add_programme("kommune", audiences=["public-sector"])
    add_programme("betrieb", audiences=["sme"])

    assert keys(result(industry="public-sector"), "funding") == ["kommune"]


def add_audiences(*slugs):
    for slug in slugs:
        AudienceFactory(slug=slug)


@pytest.mark.parametrize(
    ("industry", "words"),
    [
        ("", "Alle Förderprogramme für Unternehmen"),
        ("crafts", "Alle Förderprogramme für Unternehmen Ihrer Branche"),
        ("public-sector", "Alle Förderprogramme für Kommunen und Verwaltung"),
        ("education", "Alle Förderprogramme für Forschung und Unternehmen Ihrer Branche"),
    ],
)
def test_whole_funding_list_says_whom_it_is_for_and_holds_the_hits(client, industry, words):
    add_audiences("sme", "company", "research", "public-sector")
    add_programme("fuer-alle")
    add_programme("fremd", audiences=["sme"], industries=["health"])
    answers = {"industry": IndustryFactory(slug=industry).slug} if industry else {"stage": ""}

    group = result(**answers).group("funding")

    assert group.more_label == words
    listed = [programme.slug for programme in client.get(group.more).context["page"]]
    assert listed == group.keys == (["fuer-alle"] if industry else ["fremd", "fuer-alle"])


@pytest.mark.parametrize("how", [*STAGES, "closed"])
def test_funding_that_is_closed_or_not_public_is_not_shown(how):
    yesterday = timezone.localdate() - timedelta(days=1)
    add_programme("weg", **({"closes_on": yesterday} if how == "closed" else hidden(how)))
    add_programme("da", closes_on=timezone.localdate())

    assert keys(result(), "funding") == ["da"]


# -- Events ----------------------------------------------------------------------------------------------


def add_event(slug, days=7, *, industries=(), format_slug="conference", **fields):
    kind, _ = Format.objects.get_or_create(
        slug=format_slug, defaults={"name_de": format_slug, "name_en": format_slug}
    )
    start = None if days is None else timezone.localdate() + timedelta(days=days)
    event = Event.objects.create(
        slug=slug, name=slug, summary_de="Treffen.", date_start=start, format=kind, **fields
    )
    event.industries.set([IndustryFactory(slug=industry) for industry in industries])
    return event


def test_next_events_are_those_of_the_industry_or_for_all_by_date():
    add_event("spaeter", 9, industries=["crafts"])
    add_event("bald", 2)
    add_event("fremd", 1, industries=["health"])
    add_event("vorbei", -1)
    add_event("abgesagt", 3, is_cancelled=True)
    for how in STAGES:
        add_event(how, 4, **hidden(how))

    assert keys(result(industry="crafts"), "events") == ["bald", "spaeter"]


def test_whole_list_of_events_holds_the_hits(client):
    add_event("branche", 9, industries=["crafts"])
    add_event("fuer-alle", 2)
    add_event("fremd", 1, industries=["health"])

    group = result(industry="crafts").group("events")

    listed = [event.slug for event in client.get(group.more).context["page"]]
    assert listed == group.keys == ["fuer-alle", "branche"]


def test_communities_stand_in_for_missing_dates():
    add_event("community", None, industries=["crafts"], format_slug="community")
    add_event("fremd", None, industries=["health"], format_slug="community")
    add_event("konferenz", None, industries=["crafts"])

    assert reasons(result(industry="crafts"), "events") == {"community": "Branche crafts de, regelmäßig"}


def test_community_of_no_industry_is_for_those_who_exchange():
    add_event("entwicklung", None, format_slug="community")

    assert keys(result(stage="curious"), "events") == []
    assert keys(result(stage="exchange"), "events") == ["entwicklung"]
