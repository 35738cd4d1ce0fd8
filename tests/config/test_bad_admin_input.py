"""What nobody should send to the administration: refused, never a server error."""

import pytest
from django.db import connection

from desk.models import Handling
from landkarte.models import Entry
from tests.desk.waiting import report
from tests.factories import EntryFactory, IndustryFactory

pytestmark = pytest.mark.django_db

BIG, LONG = "9" * 30, "9" * 5000  # more than a column, and more than Python's int() takes
SQLITE = connection.vendor == "sqlite"
LISTS = ["/admin/landkarte/entry/?", "/admin/desk/finding/?entry__", "/admin/landkarte/report/?"]
# What lists answer, and the page of an export: that is shown with the message, unless the filter is too long.
FILTERS = {
    f"id__in=1,{BIG}": (400, 400) if SQLITE else (200, 200),  # PostgreSQL looks, and finds no such row
    f"id__exact={BIG}": (200, 200),
    "name__regex=(": (400, 200),
    "updated_at__year=99999": (400, 200),
    "updated_at__year=0": (400, 200),
    "organisation=" + "x" * 100_000: (400, 400),
    "name__icontains=" + "x" * 100_000: (400, 400),
    "%00=1": (400, 200),
}


@pytest.fixture
def sender(staff_client):
    staff_client.raise_request_exception = False
    return staff_client


@pytest.mark.parametrize("filter", FILTERS, ids=lambda text: text[:30])
def test_hostile_filter_is_refused(sender, filter):
    quoted = filter.replace("%", "%25").replace("=", "%3D")
    pages = [f"{page}{filter}" for page in LISTS]
    pages += [f"/admin/landkarte/entry/map/answer/?filter={quoted}"]
    pages += [f"/admin/landkarte/entry/bulk/publish/?filter={quoted}"]
    export = f"/admin/desk/export/add/?list={quoted}"
    codes = {page[:60]: sender.get(page).status_code for page in pages}

    assert codes == dict.fromkeys(codes, FILTERS[filter][0])
    assert sender.get(export).status_code == FILTERS[filter][1]


def test_filter_by_a_year_is_answered(sender):
    EntryFactory()

    assert sender.get("/admin/landkarte/entry/?created_at__year=2026").status_code == 200


@pytest.mark.parametrize("key", [BIG, LONG, "x", "²", ""])
def test_what_is_no_key_changes_nothing(sender, key):
    entry, other, term, row = EntryFactory(), EntryFactory(), IndustryFactory(), report()
    number = Entry.objects.count()
    rows = f"/admin/landkarte/entry/{entry.pk}"
    sent = [
        ("/admin/queue/assign/", {"item": f"report:{key}", "do": "take"}, 302),
        ("/admin/queue/assign/", {"take": f"report:{key}"}, 302),
        ("/admin/queue/assign/", {"item": f"report:{row.pk}", "do": "give", "to": key}, 302),
        (f"/admin/queue/report/{row.pk}/", {"do": "give", "to": key}, 302),
        (f"{rows}/compare/?with={other.pk}", {"_merge": "", "stays": key}, 409),
        (f"/admin/landkarte/industry/{term.pk}/merge/", {"into": key, "rows": "move"}, 400),
        ("/admin/landkarte/entry/", {"action": "bulk_publish", "_selected_action": key}, 400),
        ("/admin/landkarte/entry/bulk/publish/", {"ids": key}, 400 if key else 200),
        ("/admin/saved-view/", {"page": "/admin/", "delete": key}, 404),
    ]

    for address, data, status in sent:
        assert (address, sender.post(address, data).status_code) == (address, status)
    assert not Handling.objects.exclude(assigned_to=None).exists()
    assert Entry.objects.count() == number


@pytest.mark.parametrize(("opened", "status"), [({}, 200), ({"_opened": "x"}, 409)])
def test_number_that_no_column_holds_is_refused_and_saves_nothing(sender, opened, status):
    entry = EntryFactory()
    data = {"industries": BIG, "organisation": BIG, "name": "x", **opened}

    code = sender.post(f"/admin/landkarte/entry/{entry.pk}/change/", data).status_code

    assert code == (400 if SQLITE else status)  # which cannot even be asked whether there is such a row
    assert not Entry.objects.filter(name="x").exists()


def test_pair_that_nobody_has_decided_is_not_taken_back(sender):
    one, other = EntryFactory(), EntryFactory()

    assert (
        sender.post(f"/admin/landkarte/entry/{one.pk}/compare/?with={other.pk}", {"_again": ""}).status_code
        == 409
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?q=1#", 302),
        ("q=1", 302),
        ("ki.example/?q=1", 302),
        ("https://ki.example/", 302),  # all that is public
        ("", 302),
        ("/", 302),
        ("http://[::1/?q=1", 400),
        ("http://[", 400),
        ("Hochschule", 400),
        ("?q=%00", 400),
    ],
)
def test_strange_address_of_a_search_is_refused(sender, address, status):
    EntryFactory(name="Haus 1")
    said = {"scope": "public", "address": address, "columns": ["slug"], "format": "csv"}

    assert sender.post("/admin/desk/export/add/", said).status_code == status
