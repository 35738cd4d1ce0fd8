"""What nobody should send to the administration: refused, never a server error."""

import pytest

from landkarte.models import Entry
from tests.factories import EntryFactory, IndustryFactory
from tests.landkarte.waiting import report

pytestmark = pytest.mark.django_db

BIG, LONG = "9" * 30, "9" * 5000  # more than a column, and more than Python's int() takes
LISTS = ["/admin/landkarte/entry/?", "/admin/landkarte/finding/?entry__", "/admin/landkarte/report/?"]
FILTERS = [
    f"id__in=1,{BIG}",
    f"id__exact={BIG}",
    "name__regex=(",
    "updated_at__year=99999",
    "updated_at__year=0",
    "organisation=" + "x" * 100_000,
    "name__icontains=" + "x" * 100_000,
    "%00=1",
]


@pytest.fixture
def sender(staff_client):
    staff_client.raise_request_exception = False
    return staff_client


@pytest.mark.parametrize("filter", FILTERS, ids=lambda text: text[:30])
def test_hostile_filter_is_no_server_error(sender, filter):
    quoted = filter.replace("%", "%25").replace("=", "%3D")
    pages = [f"{page}{filter}" for page in LISTS]
    pages += [f"/admin/landkarte/entry/map/answer/?filter={quoted}"]
    pages += [f"/admin/landkarte/entry/bulk/publish/?filter={quoted}"]
    pages += [f"/admin/landkarte/export/add/?list={quoted}"]
    codes = {page[:60]: sender.get(page).status_code for page in pages}

    assert not {page: code for page, code in codes.items() if code >= 500}


def test_filter_by_a_year_is_answered(sender):
    EntryFactory()

    assert sender.get("/admin/landkarte/entry/?created_at__year=2026").status_code == 200


@pytest.mark.parametrize("key", [BIG, LONG, "x", "²", ""])
def test_what_is_no_key_is_no_server_error(sender, key):
    entry, other, term, row = EntryFactory(), EntryFactory(), IndustryFactory(), report()
    sent = [
        ("/admin/queue/assign/", {"item": f"report:{key}", "do": "take"}),
        ("/admin/queue/assign/", {"take": f"report:{key}"}),
        ("/admin/queue/assign/", {"item": f"report:{row.pk}", "do": "give", "to": key}),
        (f"/admin/queue/report/{row.pk}/", {"do": "give", "to": key}),
        (f"/admin/landkarte/entry/{entry.pk}/compare/?with={other.pk}", {"_merge": "", "stays": key}),
        (f"/admin/landkarte/industry/{term.pk}/merge/", {"into": key, "rows": "move"}),
        ("/admin/landkarte/entry/", {"action": "bulk_publish", "_selected_action": key}),
        ("/admin/landkarte/entry/bulk/publish/", {"ids": key}),
        ("/admin/saved-view/", {"page": "/admin/", "delete": key}),
    ]
    codes = [(address, sender.post(address, data).status_code) for address, data in sent]

    assert not [(address, code) for address, code in codes if code >= 500]


@pytest.mark.parametrize("opened", [{}, {"_opened": "x"}])
def test_number_that_no_column_holds_is_refused_and_saves_nothing(sender, opened):
    entry = EntryFactory()
    data = {"industries": BIG, "organisation": BIG, "name": "x", **opened}

    code = sender.post(f"/admin/landkarte/entry/{entry.pk}/change/", data).status_code

    assert code in (200, 400, 409)  # SQLite cannot even be asked whether there is such a row
    assert not Entry.objects.filter(name="x").exists()


def test_pair_that_nobody_has_decided_is_not_taken_back(sender):
    one, other = EntryFactory(), EntryFactory()

    assert (
        sender.post(f"/admin/landkarte/entry/{one.pk}/compare/?with={other.pk}", {"_again": ""}).status_code
        == 409
    )


@pytest.mark.parametrize("address", ["http://[::1/?q=1", "?q=1#", "https://ki.example/", "q=1", "http://["])
def test_strange_address_of_a_search_is_no_server_error(sender, address):
    said = {"scope": "public", "address": address, "columns": ["slug"], "format": "csv"}

    assert sender.post("/admin/landkarte/export/add/", said).status_code in (200, 400)
