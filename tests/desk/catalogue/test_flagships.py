"""The editors' pages for flagships."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagships.models import Flagship, News, Partner
from tests.desk.catalogue.test_catalogue import change, sent_form
from tests.desk.entries.test_entries import listed, said
from tests.factories import EntryFactory, FlagshipFactory, IndustryFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/flagships/flagship/"


@pytest.fixture
def flagship():
    flagship = FlagshipFactory(
        slug="haus", name="Haus", summary_en="Text.", entry=EntryFactory(), lead=EntryFactory()
    )
    flagship.industries.add(IndustryFactory())
    Partner.objects.create(flagship=flagship, name="Hochschule", kind="research", entry=EntryFactory())
    News.objects.create(flagship=flagship, date="2026-03-01", title_de="Start")
    return flagship


def test_list_takes_the_same_queries_for_any_number_of_rows(staff_client):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            flagship = FlagshipFactory(lead=EntryFactory())
            Partner.objects.create(flagship=flagship, name="A", kind="company")
        with CaptureQueriesContext(connection) as queries:
            staff_client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("stage=draft", ["draft"]),
        ("stage=%27", ["draft", "haus"]),
        ("texts=en", ["draft"]),
        ("q=haus", ["haus"]),
        ("q=%25", []),
    ],
)
def test_list_is_searched_and_filtered(staff_client, flagship, query, slugs):
    FlagshipFactory(slug="draft", name="Anfang", published_from=None)

    assert listed(staff_client.get(f"{LIST}?{query}")) == slugs


def test_list_counts_partners(staff_client, flagship):
    Partner.objects.create(flagship=flagship, name="Firma", kind="company")
    FlagshipFactory(slug="z", name="Z")

    result = staff_client.get(LIST).context["cl"].result_list

    assert [row.number_of_partners for row in result] == [2, 0]


def test_one_save_with_partner_news_and_industries(staff_client, staff, flagship):
    entry = EntryFactory()
    industry = IndustryFactory()

    change(
        staff_client,
        flagship,
        aim_de="Ziel.",
        industries=[industry.pk],
        **{
            "partners-TOTAL_FORMS": 2,
            "partners-1-name": "Firma",
            "partners-1-kind": "company",
            "partners-1-entry": entry.pk,
            "news-0-DELETE": "on",
        },
    )

    record = flagship.history.first()
    assert [partner.name for partner in flagship.partners.all()] == ["Firma", "Hochschule"]
    assert (flagship.aim_de, flagship.news.count(), entry.flagship_partnerships.count()) == ("Ziel.", 0, 1)
    assert (record.history_user, record.history_change_reason) == (staff, "admin")
    assert [row.industry for row in record.industries.all()] == [industry]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"start": "2022-13"}, "Bitte ein Jahr oder einen Monat angeben"),
        ({"website": "http://localhost/"}, "errorlist"),
        ({"news-0-link": "javascript:alert(1)"}, "errorlist"),
        ({"slug": "besetzt"}, "existiert bereits"),
        ({"funding_eur": "-1"}, "errorlist"),
    ],
)
def test_wrong_value_is_refused_in_the_form(staff_client, flagship, values, message):
    FlagshipFactory(slug="besetzt")

    response = change(staff_client, flagship, name="Neu", **values)

    assert (response.status_code, flagship.name) == (200, "Haus")
    assert message in response.content.decode()


def test_entry_of_another_flagship_is_refused_in_the_form(staff_client, flagship):
    other = FlagshipFactory()

    response = change(staff_client, other, entry=flagship.entry_id)

    assert "entry" in response.context["adminform"].form.errors


def test_button_withdraws(staff_client, flagship):
    response = change(staff_client, flagship, _withdraw="1")

    assert (flagship.stage, said(response)) == ("expired", ["1 zurückgezogen."])


def test_copy_takes_partners_along_but_neither_entry_nor_news(staff_client, flagship):
    address = f"{LIST}add/?copy={flagship.pk}"

    staff_client.post(address, sent_form(staff_client, address))

    made = Flagship.objects.latest("pk")
    assert (made.slug, made.stage, made.entry, made.lead) == ("haus-kopie", "draft", None, flagship.lead)
    assert [partner.name for partner in made.partners.all()] == ["Hochschule"]
    assert (made.news.count(), made.industries.count(), flagship.partners.count()) == (0, 1, 1)


def test_hostile_texts_are_shown_verbatim(staff_client, flagship):
    hostile = "<script>alert(1)</script>"
    change(staff_client, flagship, name=hostile, aim_de=hostile, **{"partners-0-name": hostile})

    for path in ("", f"{flagship.pk}/change/", f"{flagship.pk}/history/", f"{flagship.pk}/delete/"):
        assert "<script>alert" not in staff_client.get(LIST + path).content.decode(), path


def test_history_shows_who_changed_what(staff_client, staff, flagship):
    change(staff_client, flagship, name="Neues Haus")

    content = staff_client.get(f"{LIST}{flagship.pk}/history/").content.decode()

    assert all(text in content for text in (staff.email, "Neues Haus"))
    assert staff_client.get(f"{LIST}{flagship.pk}/history/x/").status_code == 404
