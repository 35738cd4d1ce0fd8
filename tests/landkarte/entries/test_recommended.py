"""Which entries are recommended first, how they are mixed, and when they are placed."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from flagships.models import Flagship
from landkarte.entries import moderation
from landkarte.entries.recommended import FEW, arrange, places_of
from landkarte.models import Entry
from landkarte.models.search_lines import touch
from landkarte.query.filters import EntryFilter
from tests.factories import EntryFactory, FlagshipFactory, FocusFactory, MunicipalityFactory, StaffFactory

pytestmark = pytest.mark.django_db

TWO = "company", "research"


class NewEntry(EntryFactory):
    """One that has no place yet, as whatever a person makes."""

    recommended = Entry.UNPLACED


def listed(text=""):
    return [entry.slug for entry in EntryFilter(QueryDict(text)).hits[:100]]


def of_one_kind(*, better, worse):
    """Slugs as recommended of two entries that differ in this alone."""
    NewEntry(slug="worse", name="A", **worse)
    NewEntry(slug="better", name="B", **better)
    arrange()
    return listed()


# -- What comes first ----------------------------------------------------------------------------------


def test_what_is_reachable_comes_first():
    found = of_one_kind(better={"website": "https://haus.example"}, worse={"website": ""})

    assert found == ["better", "worse"]


def test_what_is_confirmed_comes_first():
    today = timezone.localdate()
    old = today - timedelta(days=400)
    assert of_one_kind(better={"confirmed_on": today}, worse={"confirmed_on": old}) == ["better", "worse"]


def test_what_nobody_confirms_comes_last():
    today = timezone.localdate()
    assert of_one_kind(better={}, worse={"unconfirmed_since": today}) == ["better", "worse"]


def test_what_is_complete_comes_first():
    NewEntry(slug="worse", name="A")
    better = NewEntry(slug="better", name="B", summary_en="Also in English.", founded=2001, size="sme")
    better.focuses.add(FocusFactory())
    arrange()

    assert listed() == ["better", "worse"]


def test_flagship_comes_first():
    NewEntry(slug="worse", name="A")
    FlagshipFactory(entry=NewEntry(slug="better", name="B"))
    assert Flagship.objects.published().exists()
    arrange()

    assert listed() == ["better", "worse"]


# -- How they are mixed --------------------------------------------------------------------------------

columns = st.integers(1, 40).flatmap(
    lambda size: st.tuples(
        *(st.lists(st.integers(0, most), min_size=size, max_size=size) for most in (19, 6, 5, 2**32 - 1))
    )
)


@given(columns)
def test_places_are_those_of_plain_python(rows):
    steps, kinds, towns, chances = rows
    keys = range(len(steps))
    best = sorted(keys, key=lambda key: (-steps[key], chances[key]))
    ahead = {key: sum(towns[other] == towns[key] for other in best[:at]) for at, key in enumerate(best)}
    worth = {key: steps[key] - 2 * ((ahead[key] + 1).bit_length() - 1) for key in keys}
    of_kinds = sorted(keys, key=lambda key: (-worth[key], chances[key]))
    turn = {}
    for at, key in enumerate(of_kinds):
        turn[key] = sum(kinds[other] == kinds[key] for other in of_kinds[:at])
    order = sorted(keys, key=lambda key: (turn[key], chances[key]))

    places = places_of(*(np.array(column, dtype=np.int64) for column in rows))

    assert [places[key] for key in order] == list(keys)


def test_nothing_has_no_places():
    assert arrange() == 0


def test_kinds_take_turns():
    for number in range(6):
        NewEntry(kind=TWO[number >= 3], website="https://haus.example" if number < 3 else "")
    arrange()

    kinds = Entry.objects.order_by("recommended").values_list("kind", flat=True)
    assert [set(kinds[at : at + 2]) for at in (0, 2, 4)] == [set(TWO)] * 3


def test_towns_are_mixed():
    elsewhere = MunicipalityFactory(ags="05334002", name="Aachen")
    for _ in range(8):
        NewEntry()
    NewEntry(slug="elsewhere", region=elsewhere, city="Aachen")
    arrange()

    assert "elsewhere" in listed()[:2]


# -- Day by day ----------------------------------------------------------------------------------------


def test_order_stays_for_a_day_and_is_another_tomorrow(set_clock):
    for number in range(12):
        NewEntry(slug=f"e{number}")
    orders = []
    for day, hour in ((1, 8), (1, 20), (2, 8)):
        set_clock(datetime(2026, 12, day, hour, tzinfo=UTC))
        orders.append((arrange(), listed())[1])

    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])


def test_order_depends_on_the_slug_and_not_on_the_key(set_clock):
    set_clock(datetime(2026, 12, 1, 8, tzinfo=UTC))
    for number in range(8):
        NewEntry(slug=f"e{number}", name="Gleich")
    arrange()
    before = listed()
    Entry.objects.all().delete()
    for number in reversed(range(8)):
        NewEntry(slug=f"e{number}", name="Gleich")
    arrange()

    assert listed() == before


def test_places_leave_history_and_the_day_of_change_alone():
    entry = NewEntry()
    arrange()
    Entry.objects.update(recommended=7)
    before = Entry.objects.get(pk=entry.pk)

    assert arrange() == 1

    after = Entry.objects.get(pk=entry.pk)
    assert (before.recommended, after.recommended) == (7, 0)
    assert after.updated_at == before.updated_at
    assert after.history.count() == before.history.count()


# -- New ones ------------------------------------------------------------------------------------------


def test_published_entry_is_placed_at_once_among_its_kind():
    for number in range(3):
        NewEntry(slug=f"good{number}", website="https://haus.example")
    NewEntry(slug="poor")
    arrange()
    draft = NewEntry(slug="new", name="ZZ", status="draft")

    moderation.publish(draft, by=StaffFactory())

    place, poor = (Entry.objects.get(slug=slug).recommended for slug in ("new", "poor"))
    assert place == poor
    assert listed() == [*listed()[:3], "poor", "new"]


def test_draft_has_no_place():
    assert NewEntry(status="draft").recommended == Entry.UNPLACED


def test_many_new_ones_are_arranged_together():
    entries = [
        Entry(
            slug=f"e{number}",
            name=f"E{number}",
            kind="company",
            status="published",
            published_at=timezone.now(),
            summary_de="Text.",
        )
        for number in range(FEW + 1)
    ]
    Entry.objects.bulk_create(entries)

    Entry.objects.first().save()  # one of them, and so no reason to arrange all
    assert Entry.objects.exclude(recommended=Entry.UNPLACED).count() == 1

    touch([entry.pk for entry in Entry.objects.all()])
    assert not Entry.objects.filter(recommended=Entry.UNPLACED).exists()


# -- On the page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "is_said"),
    [
        ("/", True),
        ("/?kind=company", True),
        ("/?sort=name", False),
        ("/?q=text", False),
        ("/?near=51,7&radius=500", False),
    ],
)
def test_page_says_how_it_recommends(client, address, is_said):
    NewEntry(name="Text A")
    NewEntry(name="Text B")

    assert ("Empfohlen: zuerst" in client.get(address).content.decode()) is is_said


def test_sort_by_name_is_called_name(client):
    text = client.get("/?sort=name").content.decode()

    assert [line.strip() for line in text.splitlines() if line.strip() in ("Empfohlen", "Name")] == [
        "Empfohlen",
        "Name",
    ]


def test_api_keeps_to_names(client):
    NewEntry(slug="a", name="A")
    NewEntry(slug="b", name="B", website="https://haus.example")
    arrange()

    assert listed() == ["b", "a"]
    assert [row["slug"] for row in client.get("/api/v1/entries/").json()["results"]] == ["a", "b"]
