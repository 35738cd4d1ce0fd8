"""The overview: every published flagship, its sums, its fields."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from flagships.models import Flagship
from flagships.templatetags.flagships import euros
from tests.config.test_pages import Page
from tests.factories import EntryFactory, FlagshipFactory, IndustryFactory, PartnerFactory
from tests.markup import seen
from tests.real_files import rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOW = timezone.now()
HIDDEN = [
    {"published_from": None},
    {"published_from": NOW + timedelta(days=1)},
    {"published_from": NOW - timedelta(days=2), "published_until": NOW - timedelta(days=1)},
]


def shown(client, address="/flagships/"):
    """Names of the flagships on the page."""
    return [flagship.name for flagship in client.get(address).context["page"]]


def text(response):
    return seen(response)


def test_list_shows_published_flagships_by_name(client):
    for name in ("beta", "Alpha", "Gamma"):
        FlagshipFactory(name=name)
    for number, fields in enumerate(HIDDEN):
        FlagshipFactory(name="Geheim", slug=f"geheim-{number}", funding_eur=10**6, industries=["x"], **fields)

    response = client.get("/flagships/")

    assert [flagship.name for flagship in response.context["page"]] == ["Alpha", "beta", "Gamma"]
    assert "eheim" not in response.content.decode()
    assert (response.context["sums"].projects, response.context["sums"].funding_eur) == (3, 0)
    assert response.context["fields"] == []


def test_sums_are_those_of_the_rows(client, real_data):
    sums = client.get("/flagships/").context["sums"]

    projects, partners = rows("flagships.csv"), rows("flagship_partners.csv")
    undisputed = [row for row in projects if row["funding_disputed"] != "true"]
    funded = [int(row["funding_eur"]) for row in undisputed if row["funding_eur"]]
    assert (sums.projects, sums.partners) == (len(projects), len(partners))
    assert sums.organisations == len({row["entry"] or row["partner_name"] for row in partners})
    assert (sums.funding_eur, sums.funded) == (sum(funded), len(funded))
    unknown = {row["name"] for row in undisputed if not row["funding_eur"]}
    assert {one.name for one in sums.without_funding} == unknown
    assert len(sums.disputed) == len(projects) - len(undisputed)


def test_organisation_that_is_linked_in_one_flagship_and_named_in_another_counts_once(client):
    PartnerFactory(flagship=FlagshipFactory(), name="hochschule im Tal")
    PartnerFactory(flagship=FlagshipFactory(), name="Hochschule im Tal", entry=EntryFactory())
    PartnerFactory(flagship=FlagshipFactory(), name="Werk am Berg")

    sums = client.get("/flagships/").context["sums"]

    assert (sums.partners, sums.organisations) == (3, 2)


def test_sums_are_said_with_what_is_not_known(client, real_data):
    Flagship.objects.filter(slug="kidiha").update(funding_disputed=True)
    response = client.get("/flagships/")
    sums, content = response.context["sums"], text(response)

    unknown = ", ".join(one.name for one in sums.without_funding)
    for part in (
        f"<strong>{sums.projects}</strong> Projekte",
        f"<strong>{sums.partners}</strong> Partner",
        f"<strong>{euros(sums.funding_eur)}</strong> Förderung für {sums.funded} Projekte",
        "Soweit öffentlich bekannt. Nicht alle Partner nennt eine öffentliche Quelle.",
        f"Hinter den Partnern stehen {sums.organisations} Organisationen; manche sind mehrfach dabei.",
        f"Für {len(sums.without_funding)} Projekte nennt keine Quelle eine Fördersumme: {unknown}.",
        "Für 1 Projekt nennen die Quellen verschiedene Summen, es ist nicht mitgezählt: KIDiHA.",
    ):
        assert part in content


def test_unknown_funding_shows_no_figure(client):
    FlagshipFactory(name="Alpha")

    content = text(client.get("/flagships/"))

    assert "<strong>1</strong> Projekt<" in content
    assert "Euro" not in content
    assert "<dt>Förderung</dt>" not in content


def test_disputed_funding_shows_no_figure(client):
    FlagshipFactory(name="Alpha", funding_eur=7_500_000, funding_disputed=True)

    content = text(client.get("/flagships/"))

    assert "Euro" not in content
    assert "<dt>Förderung</dt><dd>Die Quellen nennen verschiedene Summen.</dd>" in content


def test_organisation_in_two_projects_is_one(client):
    entry = EntryFactory()
    for _ in range(2):
        flagship = FlagshipFactory()
        PartnerFactory(flagship=flagship, entry=entry)
        PartnerFactory(flagship=flagship, name="Nur ein Name")

    sums = client.get("/flagships/").context["sums"]

    assert (sums.partners, sums.organisations) == (4, 2)


def test_card_says_field_lead_partners_and_period(client):
    IndustryFactory(slug="health", name_de="Gesundheit")
    flagship = FlagshipFactory(
        slug="a",
        name="SmartHaus",
        full_name="Smartes Haus",
        lead=EntryFactory(name="Klinik"),
        start="2021",
        end="2027",
        funding_eur=1_250_000,
        industries=["health"],
    )
    PartnerFactory(flagship=flagship)

    content = text(client.get("/flagships/"))

    for part in (
        '<a href="/flagships/a/">SmartHaus</a>',
        "Smartes Haus",
        ">Gesundheit</p>",
        "<dd>Klinik</dd>",
        "<dt>Partner</dt><dd>1</dd>",
        "<dd>2021 bis 2027</dd>",
        "<dd>1,25 Mio. Euro</dd>",
    ):
        assert part in content


def test_industry_narrows_list_sums_and_map(client):
    for name, industry in (("Alpha", "health"), ("Beta", "trade")):
        entry = EntryFactory(name=f"Eintrag {name}", kind="project")
        FlagshipFactory(name=name, industries=[industry], entry=entry, funding_eur=2_000_000)

    response = client.get("/flagships/?industry=health")

    assert [flagship.name for flagship in response.context["page"]] == ["Alpha"]
    assert response.context["sums"].funding_eur == 2_000_000
    assert [place["name"] for place in response.context["places"]] == ["Eintrag Alpha"]
    assert 'content="noindex, follow"' in response.content.decode()


def test_several_industries_mean_any_and_words_mean_all(client):
    FlagshipFactory(name="Alpha", industries=["health"])
    FlagshipFactory(name="Beta", industries=["trade"])
    FlagshipFactory(name="Gamma")

    assert shown(client, "/flagships/?industry=health&industry=trade") == ["Alpha", "Beta"]
    assert shown(client, "/flagships/?industry=health&industry=trade&q=beta") == ["Beta"]
    assert shown(client, "/flagships/?q=xqz") == []


def test_retired_industry_means_what_replaced_it(client):
    FlagshipFactory(name="Alpha", industries=["care"])
    IndustryFactory._meta.model.objects.filter(slug="care").update(
        retired=True, replaced_by=IndustryFactory(slug="health")
    )

    assert shown(client, "/flagships/?industry=care") == ["Alpha"]
    assert shown(client, "/flagships/?industry=health") == ["Alpha"]
    assert [field.label for field in client.get("/flagships/").context["fields"]] == ["health de"]


def test_fields_are_the_industries_in_use_with_their_number(client):
    FlagshipFactory(industries=["a", "b"])
    FlagshipFactory(industries=["b"])
    IndustryFactory(slug="leer")

    fields = client.get("/flagships/?industry=a&q=flagship").context["fields"]

    assert [(field.label, field.count, field.asked) for field in fields] == [
        ("a de", 1, True),
        ("b de", 2, False),
    ]
    assert fields[1].href == "?industry=b&q=flagship"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("industry=nix", "industry"),
        ("q=%00", "q"),
        ("page=9", "page"),
        ("page=0", "page"),
        ("q=" + "x" * 300, "q"),
    ],
)
def test_wrong_query_shows_nothing_and_says_why(client, query, name):
    FlagshipFactory(name="Alpha")

    response = client.get(f"/flagships/?{query}")

    assert response.status_code == 400
    assert "Alpha" not in response.content.decode()
    assert f"<code>{name}</code>" in response.content.decode()


def test_unknown_parameter_is_ignored(client):
    FlagshipFactory(name="Alpha")

    assert shown(client, "/flagships/?lead=1&status=draft") == ["Alpha"]


def test_hidden_entry_and_lead_leave_no_trace(client):
    hidden = EntryFactory(slug="geheim", name="Geheim", status="draft")
    FlagshipFactory(name="Alpha", entry=hidden, lead=hidden)

    response = client.get("/flagships/")

    assert response.context["places"] == []
    assert "eheim" not in response.content.decode()
    assert not [one for _, one in Page(response).elements if "data-entry" in one]


def test_english_page_marks_german_text(client):
    FlagshipFactory(name="Alpha")

    content = client.get("/en/flagships/").content.decode()

    assert '<span lang="de">Kurztext des Flagships.</span>' in content


def test_list_takes_the_same_queries_for_one_and_three(client):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            flagship = FlagshipFactory(
                entry=EntryFactory(kind="project"), lead=EntryFactory(), industries=["a", "b"]
            )
            PartnerFactory(flagship=flagship, entry=EntryFactory())
        with CaptureQueriesContext(connection) as queries:
            client.get("/flagships/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
