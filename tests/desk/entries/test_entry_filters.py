"""The filters of the editors' list of entries, its columns, and its map."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from desk.models import Finding
from tests.factories import (
    EntryFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/landkarte/entry/"
TODAY = timezone.localdate()
EVERY = ["draft", "firm", "gone", "old", "product"]
FILTERED = {  # query -> slugs
    "organisation=zahn": ["firm", "product"],
    "organisation=%20": EVERY,
    "organisation=%25": [],
    "district=053": ["draft", "firm", "gone", "old"],
    "district=05911": [],
    "freshness=confirmed": ["firm", "product"],
    "freshness=old": ["old"],
    "freshness=unconfirmed": ["gone"],
    "freshness=never": ["draft"],
    "freshness=nix": EVERY,
    "completeness=low": ["draft", "product"],
    "completeness=middle": ["gone", "old"],
    "completeness=high": ["firm"],
    "missing=website": ["draft", "gone", "old", "product"],
    "missing=audience_de": ["product"],
    "missing=size": ["draft", "gone", "old"],
    "missing=focuses": ["draft", "gone", "old", "product"],
    "missing=point": ["product"],
    "missing=password": EVERY,
    "finding=any": ["old"],
    "finding=website": ["old"],
    "finding=nix": [],
    "owner=yes": ["firm", "product"],
    "owner=no": ["draft", "gone", "old"],
    "bbox=6.9,50.9,7.0,51.0": ["draft", "firm", "gone", "old"],
    "bbox=8,50.9,9,51.0": [],
    "bbox=1,2": EVERY,
    "owner=yes&missing=point&organisation=zahn": ["product"],
}


@pytest.fixture
def entries():
    """One of each: `firm` has said much and has members, `old` little."""
    firm = EntryFactory(
        slug="firm",
        name="Zahnrad Werke",
        website="https://zahnrad.example",
        summary_en="Text",
        street="Weg 1",
        size="sme",
        confirmed_on=TODAY,
        industries=["a"],
        focuses=["b"],
    )
    MembershipFactory(organisation=OrganisationFactory(entry=firm))
    EntryFactory(slug="product", kind="product", name="Presse", organisation=firm, without_place=True)
    old = EntryFactory(slug="old", name="Alt", published_at=timezone.now() - timedelta(days=800))
    EntryFactory(slug="gone", name="Stumm", unconfirmed_since=date(2026, 1, 1))
    EntryFactory(slug="draft", name="Entwurf", status="draft", summary_de="")
    Finding.objects.create(entry=old, check_name="website")
    Finding.objects.create(entry=firm, check_name="website", ignored_at=timezone.now())
    return firm


def test_list_is_filtered(staff_client, entries):
    found = {
        query: sorted(entry.slug for entry in staff_client.get(f"{LIST}?{query}").context["cl"].result_list)
        for query in FILTERED
    }

    assert found == FILTERED


def test_columns_say_freshness_and_completeness_in_words(staff_client, entries):
    text = staff_client.get(LIST).content.decode()

    for word in (
        ">bestätigt am</span> ",
        ">älter als 12 Monate</span> ",
        ">nicht bestätigt seit</span> 01.01.2026",
        "Es fehlt: ",
    ):
        assert word in text, word


def test_list_is_sorted_by_completeness(staff_client, entries):
    listed = staff_client.get(f"{LIST}?o=-7").context["cl"].result_list

    assert listed[0].slug == "firm"


# -- The map ------------------------------------------------------------------------------------------


def test_map_shows_all_of_the_selection_drafts_too(staff_client, entries):
    answer = staff_client.get(f"{LIST}map/answer/", {"filter": "district=053"})

    assert "no-store" in answer.headers["Cache-Control"]
    assert (answer.json()["total"], len(answer.json()["points"]["id"])) == (4, 4)
    assert answer.json()["facets"] == {"region": {"05": 4, "053": 4, "05315": 4, "05315000": 4}}


def test_page_of_the_map_counts_what_has_no_point(staff_client, entries):
    MunicipalityFactory()
    text = staff_client.get(f"{LIST}map/", {"filter": "owner=yes"}).content.decode()

    assert "1 davon hat einen Punkt. 1 hat keinen und steht nicht auf der Karte." in " ".join(text.split())
    assert f'href="{LIST}?owner=yes&amp;missing=point"' in text
    assert f'data-list-url="{LIST}?owner=yes"' in text


def test_popup_of_the_map_leads_to_the_form(staff_client, entries):
    answer = staff_client.get(f"{LIST}map/entries/", {"filter": "status__exact=draft"}).json()

    (result,) = answer["results"]
    assert (answer["count"], result["name"], result["summary"]) == (1, "Entwurf", "Entwurf. ")
    assert staff_client.get(f"{LIST}{result['slug']}/change/").status_code == 200


@pytest.mark.parametrize("query", ["zoom=x", "zoom=99", "bbox=1,2", "bbox=nan,1,2,3", "page_size=-1"])
def test_wrong_view_of_the_map_is_named(staff_client, query):
    answer = staff_client.get(f"{LIST}map/answer/?{query}")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [query.partition("=")[0]])


@pytest.mark.parametrize("path", ["map/", "map/answer/", "map/entries/"])
def test_map_needs_the_right_to_see_entries(client, path):
    user = UserFactory(is_staff=True)
    client.force_login(user)
    without = client.get(LIST + path).status_code
    user.user_permissions.set(Permission.objects.filter(codename="view_entry"))

    assert (without, client.get(LIST + path).status_code) == (403, 200)
