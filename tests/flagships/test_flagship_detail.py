"""The page of one flagship: its texts, who takes part, what goes with it."""

import datetime
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from flagships.models import News
from landkarte.plugs import related_offers
from landkarte.plugs.relations import Way
from tests.config.test_pages import Page
from tests.factories import EntryFactory, FlagshipFactory, PartnerFactory
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEADINGS = {"Ziel": "aim", "Was herauskam": "results", "Was andere nutzen können": "reuse"}


@pytest.fixture
def flagship():
    lead = EntryFactory(slug="klinik", name="Klinik", kind="research", latitude=51, longitude=7)
    own = EntryFactory(slug="projekt", name="Projekt", kind="project", latitude=51.1, longitude=7.1)
    flagship = FlagshipFactory(
        slug="haus",
        name="SmartHaus",
        full_name="Das smarte Haus",
        entry=own,
        lead=lead,
        start="2021-10",
        funding_eur=14_000_000,
        website="https://haus.example/",
        source="https://quelle.example/person/",
        industries=["health"],
    )
    PartnerFactory(flagship=flagship, entry=lead, role="lead", kind="research")
    firm = EntryFactory(slug="firma", name="Firma", latitude=50.9, longitude=6.9)
    PartnerFactory(flagship=flagship, entry=firm, role="user company", city="Köln")
    PartnerFactory(flagship=flagship, name="Auswärts AG", city="Hamburg")
    PartnerFactory(flagship=flagship, name="Amt", kind="public")
    return flagship


def page(client, address="/flagships/haus/"):
    return seen(client.get(address))


def groups(client):
    return {
        group.name: [line.name for line in group.lines]
        for group in client.get("/flagships/haus/").context["groups"]
    }


def test_page_says_what_is_known(client, flagship):
    content = page(client)

    for part in (
        "<h1>SmartHaus</h1>",
        "Das smarte Haus",
        "Kurztext des Flagships.",
        "seit Oktober 2021",
        "14 Mio. Euro",
        '<a class="tag" href="/flagships/?industry=health">health de</a>',
        "<dd>quelle.example</dd>",
        'href="/eintraege/projekt/"',
    ):
        assert part in content
    assert "/person/" not in content
    assert 'href="https://haus.example/" rel="nofollow ugc noopener"' in content


def test_empty_parts_have_no_heading(client, flagship):
    content = page(client)

    assert [
        heading for heading in [*HEADINGS, "Neues aus dem Projekt"] if f">{heading}</h2>" in content
    ] == []
    assert "Nächste Schritte" not in content


def test_texts_stand_under_their_headings(client, flagship):
    for name in HEADINGS.values():
        setattr(flagship, f"{name}_de", f"Text <{name}>\nzweite Zeile")
    flagship.save()

    content = page(client)

    for heading, name in HEADINGS.items():
        assert f">{heading}</h2><p>Text &lt;{name}&gt;<br>zweite Zeile</p>" in content
    assert '<span lang="de">Text &lt;aim&gt;<br>zweite Zeile</span>' in page(client, "/en/flagships/haus/")


def test_partners_are_grouped_by_role_and_kind(client, flagship):
    assert groups(client) == {
        "lead": ["Klinik"],
        "company": ["Auswärts AG", "Firma"],
        "public": ["Amt"],
    }


def test_partner_is_linked_to_its_entry_or_named_with_its_town(client, flagship):
    content = page(client)

    assert re.search(
        r'<a href="/eintraege/firma/">Firma</a> <span class="leaf__city note">Köln · Anwendung im', content
    )
    assert re.search(r'<span>Auswärts AG <span class="leaf__city note">Hamburg</span>', content)


def test_partner_whose_entry_is_hidden_is_just_a_name(client, flagship):
    entry = EntryFactory(slug="geheim", name="Geheimer Eintrag", status="unpublished")
    PartnerFactory(flagship=flagship, entry=entry, name="Zeta")

    content = page(client)

    assert "eheim" not in content
    assert "<span>Zeta</span>" in content


def test_leading_entry_that_is_no_partner_stands_among_them(client, flagship):
    flagship.partners.filter(role="lead").delete()

    assert groups(client)["lead"] == ["Klinik"]


def test_hidden_lead_is_not_named(client, flagship):
    flagship.partners.filter(role="lead").delete()
    type(flagship.lead).objects.filter(slug="klinik").update(status="draft")

    content = page(client)

    assert "lead" not in groups(client)
    assert "linik" not in content


def test_map_draws_the_project_and_partners_that_have_a_point(client, flagship):
    PartnerFactory(flagship=flagship, entry=EntryFactory(name="Ohne Ort", without_place=True))

    places = client.get("/flagships/haus/").context["places"]

    assert [(place["name"], place["own"]) for place in places] == [
        ("Projekt", True),
        ("Klinik", False),
        ("Firma", False),
    ]
    assert places[0]["place"] == [51.1, 7.1]


def test_flagship_without_any_place_has_no_map(client):
    FlagshipFactory(slug="haus")

    content = page(client)

    assert "data-map" not in content
    assert "leaflet" not in content


def test_best_practices_are_those_of_partners_then_of_the_industry_nearest_first(client, flagship):
    firm, hidden = type(flagship.entry).objects.get(slug="firma"), EntryFactory(status="draft")
    PartnerFactory(flagship=flagship, entry=hidden, name="Versteckt")
    common = {"kind": "best_practice", "industries": ["health"]}
    EntryFactory(name="Eigenes", kind="best_practice", organisation=firm)
    EntryFactory(name="Fern", **common, latitude=52, longitude=8)
    EntryFactory(name="Nah", **common, latitude=51.1, longitude=7.2)
    EntryFactory(name="Ohne Ort", **common, without_place=True)
    EntryFactory(name="Andere Branche", kind="best_practice", industries=["trade"])
    EntryFactory(name="Kein Beispiel", kind="product", industries=["health"])
    EntryFactory(name="Geheim", **common, status="draft")

    response = client.get("/flagships/haus/")

    assert [(one.entry.name, one.reason) for one in response.context["best_practices"]] == [
        ("Eigenes", "Von Firma, hier dabei"),
        ("Nah", "Aus derselben Branche: health de"),
        ("Fern", "Aus derselben Branche: health de"),
        ("Ohne Ort", "Aus derselben Branche: health de"),
    ]
    assert 'href="/?kind=best_practice&amp;industry=health"' in response.content.decode()


def test_best_practices_of_partners_are_three_at_most_first_those_of_the_industry(client, flagship):
    firm = type(flagship.entry).objects.get(slug="firma")
    for name in "ABCD":
        EntryFactory(name=name, kind="best_practice", organisation=firm)
    EntryFactory(name="Z", kind="best_practice", organisation=firm, industries=["health"])

    found = client.get("/flagships/haus/").context["best_practices"]

    assert [one.entry.name for one in found] == ["Z", "A", "B"]


def test_best_practices_are_six_at_most(client, flagship):
    for _ in range(8):
        EntryFactory(kind="best_practice", industries=["health"])

    assert len(client.get("/flagships/haus/").context["best_practices"]) == 6


def test_offers_come_from_the_registry_with_their_reason(client, flagship, monkeypatch):
    def source(industries):
        names = ", ".join(str(industry) for industry in industries)
        return [Way("Kick-off", "Einsteigen", f"Für {names}", "/angebote/k/")]

    monkeypatch.setattr(related_offers, "_sources", [source])

    content = page(client)

    assert '<a href="/angebote/k/"><strong>Kick-off</strong></a>' in content
    assert "Für health de" in content


def test_news_are_newest_first_and_lead_out(client, flagship):
    for day, title in ((1, "Alt"), (3, "Neu"), (2, "Mittel")):
        date = datetime.date(2026, 1, day)
        News.objects.create(flagship=flagship, date=date, title_de=title, link="https://news.example/a")
    News.objects.create(flagship=FlagshipFactory(), date=datetime.date(2026, 1, 1), title_de="Fremd")

    response = client.get("/flagships/haus/")

    assert [one.title_de for one in response.context["news"]] == ["Neu", "Mittel", "Alt"]
    assert 'href="https://news.example/a" rel="nofollow ugc noopener">Neu</a>' in response.content.decode()


def test_news_say_their_date_as_exactly_as_it_is_known(client, flagship):
    for date, title in (("2024-08", "Monat"), ("2024-08-14", "Tag"), ("", "Ohne"), ("2023", "Jahr")):
        News.objects.create(flagship=flagship, date=date, title_de=title)

    response = client.get("/flagships/haus/")
    content = response.content.decode()

    assert [one.title_de for one in response.context["news"]] == ["Tag", "Monat", "Jahr", "Ohne"]
    assert '<time class="note numbers" datetime="2024-08">August 2024</time>' in content
    assert content.count("ohne Datum") == 1


def test_page_says_what_no_date_and_no_sum_can_say(client, flagship):
    flagship.term_note_de = "Die Quellen widersprechen sich."
    flagship.source = "https://www.a.example/x;seed:1.txt;https://b.example/y"
    flagship.save()

    content = page(client)

    assert "<dt>Zu Laufzeit und Förderung</dt><dd>Die Quellen widersprechen sich.</dd>" in content
    assert "<dt>Quelle</dt><dd>a.example, b.example</dd>" in content


def test_kiosk_has_no_way_out(client, flagship):
    News.objects.create(
        flagship=flagship, date=datetime.date(2026, 1, 1), title_de="Neu", link="https://news.example/a"
    )

    links = [link["href"] for link in Page(client.get("/flagships/haus/?kiosk=1")).all("a")]

    assert [link for link in links if link.startswith("http")] == []
    assert "haus.example" in page(client, "/flagships/haus/?kiosk=1")


def test_previous_and_next_are_the_published_neighbours_by_name(client, flagship):
    FlagshipFactory(slug="a", name="Alpha")
    FlagshipFactory(slug="z", name="zeta")
    FlagshipFactory(slug="geheim", name="SmartGeheim", published_from=None)

    context = client.get("/flagships/haus/").context

    assert (context["previous"].slug, context["next"].slug) == ("a", "z")
    assert client.get("/flagships/a/").context["previous"] is None
    assert client.get("/flagships/z/").context["next"] is None


def test_structured_data_says_the_same(client, flagship):
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client))[1]
    data = json.loads(text)

    assert data["@type"] == "ResearchProject"
    assert data["@id"] == "http://testserver/flagships/haus/"
    assert (data["name"], data["alternateName"]) == ("SmartHaus", "Das smarte Haus")
    assert data["foundingDate"] == "2021-10"
    assert "dissolutionDate" not in data
    assert data["funding"]["amount"]["value"] == 14_000_000
    assert {"@type": "Organization", "name": "Amt"} in data["member"]
    assert [one["@id"] for one in data["member"] if one["name"] == "Firma"] == [
        "http://testserver/eintraege/firma/"
    ]


def test_hostile_text_stays_text(client, flagship):
    flagship.name = flagship.summary_de = "</script><script>alert(1)</script>"
    flagship.save()

    assert "<script>alert" not in page(client)


def test_flagships_that_are_not_public_are_one_and_the_same_404(client):
    now = timezone.now()
    FlagshipFactory(slug="entwurf", published_from=None)
    FlagshipFactory(slug="geplant", published_from=now + timedelta(days=1))
    FlagshipFactory(
        slug="abgelaufen", published_from=now - timedelta(days=2), published_until=now - timedelta(days=1)
    )

    answers = [client.get(f"/flagships/{slug}/") for slug in ("entwurf", "geplant", "abgelaufen", "niemals")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_page_takes_the_same_queries_for_one_and_three_partners(client, flagship):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            partner = PartnerFactory(flagship=flagship, entry=EntryFactory())
            EntryFactory(kind="best_practice", organisation=partner.entry, industries=["health"])
            EntryFactory(kind="best_practice", organisation=EntryFactory(), industries=["health"])
        with CaptureQueriesContext(connection) as queries:
            client.get("/flagships/haus/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 13


def test_editors_see_a_draft_as_its_page_will_be(staff_client, flagship):
    type(flagship).objects.update(published_from=None)

    response = staff_client.get(f"/admin/flagships/flagship/{flagship.pk}/preview/")

    content = response.content.decode()
    assert "<h1>SmartHaus</h1>" in content
    assert "Vorschau: diese Seite ist nicht öffentlich." in content
    assert '<meta name="robots" content="noindex">' in content
    assert "application/ld+json" not in content
    assert (response.context["previous"], response.context["next"]) == (None, None)
