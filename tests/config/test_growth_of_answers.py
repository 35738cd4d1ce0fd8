"""Answers cost the same with ten times as many entries: queries, rows that are read, bytes."""

from unittest.mock import patch

import pytest
from django.test import override_settings
from django.utils import timezone

from landkarte.loading.synthetic import generate, synthetic_entries
from landkarte.models import Entry, Focus, Industry
from landkarte.views import print as entry_print
from tests.client import Client
from tests.config.counted import cost_of
from tests.factories import FocusFactory, IndustryFactory, MunicipalityFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FEW, TIMES = 110, 10  # more than a page of any list has
FIRST, KEY = "synthetisch-1-0", 1_000_000  # slug and key of one of them
MORE_ROWS, MORE_BYTES = 1.1, 1.05  # greater numbers, and what other entries say of themselves
BAR, BAR_OF_STAFF = 20, 15  # queries: fewer than a page has entries
PAGES = [
    "/",
    "/?kind=company&region=05",
    "/?q=gibtesnicht",
    "/?near=50.94,6.96&radius=50",
    "/?bbox=6,50,8,52&sort=-updated",
    f"/eintraege/{FIRST}/",
    "/zahlen/",
    "/zahlen/region.csv",
    "/aenderungen/",
    "/feed.atom",
    "/drucken/",
    "/einbetten/",
    "/embed/",
    "/starthilfe/?stage=curious",
    "/api/v1/entries/?page_size=100",
    f"/api/v1/entries/{FIRST}/",
    "/api/v1/suggestions/?q=s",
    "/api/v1/suggestions/?q=ort",
]
OF_STAFF = [
    "/admin/",
    "/admin/zahlen/",
    "/admin/landkarte/entry/",
    "/admin/landkarte/entry/?q=Synthetisch",
    f"/admin/landkarte/entry/{KEY}/change/",
    "/admin/landkarte/entry/map/",
    "/admin/landkarte/industry/",
    "/admin/landkarte/region/",
]
# What looks at a few columns of every entry, or hit of a text: once, with an answer that does not grow.
LOOKING_AT_ALL = [
    "/?q=Synthetisch",
    "/?q=synthetish",
    "/api/v1/entries/?q=Synthetisch",
    "/api/v1/map/",
    "/api/v1/map/?kind=company&zoom=9",
    "/admin/landkarte/entry/map/answer/",
    "/mitmachen/?q=Synthetisch",
]


@pytest.fixture(scope="module")
def costs_of_few(kept_rows):
    return kept_rows(make_entries)


def make_entries():
    """A few, and after looking at what those cost, ten times as many, with the same words and places."""
    for number in range(5):
        IndustryFactory(slug=f"i-{number}")
        FocusFactory(slug=f"f-{number}")
    for number in range(10):
        MunicipalityFactory(ags=f"05315{number:03}", name=f"Ort {number}")
    generate(FEW, seed=1)
    give_each_one_term()
    synthetic_entries().exclude(published_at=None).update(published_at=timezone.now())
    entry = Entry.objects.get(slug=FIRST)
    entry.pk, entry.slug = KEY, "einer"
    entry.save()
    with override_settings(MAP_POINT_LIMIT=50), patch.object(entry_print, "MOST_ENTRIES", 50):
        costs = {
            address: cost_of(visitor(address), address) for address in [*PAGES, *OF_STAFF, *LOOKING_AT_ALL]
        }
    multiply()
    return costs


def give_each_one_term():
    """So that no page has more of them by chance."""
    keys = list(synthetic_entries().order_by("pk").values_list("pk", flat=True))
    for name, vocabulary in (("industry", Industry), ("focus", Focus)):
        terms, model = list(vocabulary.objects.order_by("pk")), through(name)
        model.objects.all().delete()
        model.objects.bulk_create(
            model(**{"entry_id": key, name: terms[place % len(terms)]}) for place, key in enumerate(keys)
        )


def multiply():
    links = {
        name: list(through(name).objects.values("entry_id", f"{name}_id")) for name in ("industry", "focus")
    }
    first = list(synthetic_entries().exclude(pk=KEY).values_list("pk", flat=True))
    for number in range(1, TIMES):
        copies = synthetic_entries().filter(pk__in=first).in_bulk()
        for row in copies.values():
            row.pk, row.slug = None, f"{row.slug}-mal-{number}"
        Entry.objects.bulk_create(copies.values())
        for row in copies.values():  # of their own copies of the organisations
            row.organisation_id = row.organisation_id and copies[row.organisation_id].pk
        Entry.objects.bulk_update(copies.values(), ["organisation"], batch_size=500)
        for name, found in links.items():
            model = through(name)
            model.objects.bulk_create(
                [model(**link | {"entry_id": copies[link["entry_id"]].pk}) for link in found]
            )


def through(name):
    return {"industry": Entry.industries, "focus": Entry.focuses}[name].through


def visitor(address):
    client = Client()
    if address.startswith("/admin/"):
        client.force_login(StaffFactory())
    return client


@pytest.fixture
def costs(costs_of_few, settings, monkeypatch):
    """What an address costs with the few, and what it costs now."""
    settings.MAP_POINT_LIMIT = 50
    monkeypatch.setattr(entry_print, "MOST_ENTRIES", 50)
    return lambda address: (costs_of_few()[address], cost_of(visitor(address), address))


@pytest.mark.parametrize("address", [*PAGES, *OF_STAFF])
def test_answer_costs_the_same_with_more_entries(costs, address):
    few, many = costs(address)

    assert Entry.objects.count() == FEW * TIMES + 1
    assert many.queries == few.queries
    assert few.queries <= (BAR if address in PAGES else BAR_OF_STAFF)
    assert many.rows <= few.rows * MORE_ROWS
    assert many.bytes <= few.bytes * MORE_BYTES


@pytest.mark.parametrize("address", LOOKING_AT_ALL)
def test_what_looks_at_all_entries_does_so_once_and_answers_the_same(costs, address):
    few, many = costs(address)

    assert many.queries == few.queries
    assert many.rows - few.rows <= FEW * (TIMES - 1)
    assert many.bytes <= few.bytes * 1.25  # more digits in every cell
