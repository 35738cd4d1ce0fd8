"""Funding programmes: list, page, and whether one can apply."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.models import FundingProgramme
from tests.config.test_pages import Page
from tests.factories import AudienceFactory, DistrictFactory, FundingProgrammeFactory, IndustryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = datetime.timedelta(days=1)


def day(offset):
    return timezone.localdate() + offset * DAY


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        (None, None, ""),
        (1, None, "planned"),
        (0, None, "open"),
        (None, 0, "open"),
        (-1, 1, "open"),
        (None, -1, "closed"),
        (-2, -1, "closed"),
    ],
)
def test_state_follows_from_the_dates(opens, closes, state):
    programme = FundingProgramme(
        opens_on=None if opens is None else day(opens), closes_on=None if closes is None else day(closes)
    )

    assert programme.state == state


def test_what_has_closed_comes_last_and_says_so(client):
    FundingProgrammeFactory(name="Abc", closes_on=day(-1))
    FundingProgrammeFactory(name="Bcd")
    FundingProgrammeFactory(name="Cde", closes_on=day(1))

    response = client.get("/foerderung/")

    assert [row.name for row in response.context["page"]] == ["Bcd", "Cde", "Abc"]
    assert response.content.decode().count("Antragsfrist vorbei") == 1


@pytest.mark.parametrize(
    "period",
    [
        {"published_from": None},
        {"published_from": timezone.now() + DAY},
        {"published_from": timezone.now() - 2 * DAY, "published_until": timezone.now() - DAY},
    ],
    ids=["draft", "planned", "expired"],
)
def test_programme_that_is_not_public_is_nowhere(client, period):
    FundingProgrammeFactory(slug="geheim", name="Geheim", **period)
    FundingProgrammeFactory(slug="offen")

    assert [row.slug for row in client.get("/foerderung/").context["page"]] == ["offen"]
    assert client.get("/foerderung/geheim/").status_code == 404


def test_programme_without_industries_is_for_all(client):
    IndustryFactory(slug="crafts")
    FundingProgrammeFactory(name="Alle")
    FundingProgrammeFactory(name="Klinik").industries.set([IndustryFactory(slug="health")])

    assert [row.name for row in client.get("/foerderung/?industry=crafts").context["page"]] == ["Alle"]
    assert [row.name for row in client.get("/foerderung/?industry=health").context["page"]] == [
        "Alle",
        "Klinik",
    ]
    assert client.get("/foerderung/?audience=nix").status_code == 400


def test_programme_without_audiences_is_for_all(client):
    FundingProgrammeFactory(name="Alle")
    FundingProgrammeFactory(name="Betrieb").audiences.set([AudienceFactory(slug="sme")])
    FundingProgrammeFactory(name="Labor").audiences.set([AudienceFactory(slug="research")])

    rows = client.get("/foerderung/?audience=sme").context["page"]

    assert [row.name for row in rows] == ["Alle", "Betrieb"]


def test_page_shows_what_is_known(client):
    programme = FundingProgrammeFactory(
        slug="alpha",
        provider="Land NRW",
        region="Rheinisches Revier",
        audience="Kommunen",
        grant="bis zur Hälfte",
        budget_eur=10_000_000,
        period="2025 bis 2028",
        opens_on=day(1),
        website="https://geld.example/",
    )
    programme.regions.set([DistrictFactory(ags="05315"), DistrictFactory(ags="05362", name="Kreis")])

    response = client.get("/foerderung/alpha/")

    content, links = response.content.decode(), {link["href"] for link in Page(response).all("a")}
    for fact in ("Land NRW", "Rheinisches Revier", "Kommunen", "bis zur Hälfte", "10.000.000 Euro", "2028"):
        assert fact in content, fact
    assert "Anträge noch nicht möglich" in content
    assert {"https://geld.example/", "/?region=05315&region=05362"} <= links


def test_page_leaves_out_what_is_unknown(client):
    FundingProgrammeFactory(slug="alpha")

    content = client.get("/foerderung/alpha/").content.decode()

    for label in ("Geldgeber", "Für wen", "Region", "Budget", "Laufzeit", "Anträge ab", "Quelle"):
        assert f"<dt>{label}" not in content, label
    assert 'class="state' not in content


def test_list_takes_the_same_queries_for_one_and_three(client):
    numbers = []
    for _ in range(2):
        FundingProgrammeFactory()
        with CaptureQueriesContext(connection) as queries:
            client.get("/foerderung/")
        numbers.append(len(queries))
        FundingProgrammeFactory().industries.set([IndustryFactory()])

    assert numbers[0] == numbers[1]


def test_real_programmes_open(client, real_data):
    programmes = list(client.get("/foerderung/").context["page"])

    assert len(programmes) == 9
    assert [client.get(row.get_absolute_url()).status_code for row in programmes] == [200] * 9
