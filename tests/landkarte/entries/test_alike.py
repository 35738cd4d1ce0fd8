"""Which entries may be the same as another one."""

import pytest

from landkarte.entries.alike import alike
from landkarte.models import Entry
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return EntryFactory(name="Zauberzeug"), EntryFactory(name="Zauberzeug GmbH")


def test_pair_has_a_score_and_reasons(two):
    one, other = two

    assert alike(one) == {other.pk: (0.902, ["gleicher Name", "gleicher Ort"])}


def test_exact_points_next_door_count_and_are_told(two):
    Entry.objects.update(precision="address")
    Entry.objects.filter(pk=two[1].pk).update(latitude=two[1].latitude + 0.0004)

    assert alike(Entry.objects.get(pk=two[0].pk)) == {
        two[1].pk: (0.931, ["gleicher Name", "gleicher Ort", "metres:44"])
    }


def test_organisation_and_its_own_product_are_no_pair(two):
    one, other = two
    Entry.objects.filter(pk=other.pk).update(organisation=one, kind="initiative")

    assert alike(one) == alike(Entry.objects.get(pk=other.pk)) == {}


@pytest.mark.parametrize(
    ("kinds", "is_pair"),
    [
        (("company", "research"), True),
        (("company", "initiative"), True),
        (("product", "product"), True),
        (("company", "product"), False),
        (("project", "best_practice"), False),
    ],
)
def test_kinds_that_may_be_the_same(two, kinds, is_pair):
    for entry, kind in zip(two, kinds, strict=True):
        Entry.objects.filter(pk=entry.pk).update(kind=kind)

    assert bool(alike(Entry.objects.get(pk=two[0].pk))) is is_pair


def test_website_of_its_house_proves_nothing_of_a_product():
    pages = [f"https://zauberzeug.example/{name}" for name in ("", "feldfreund")]
    products = [
        EntryFactory(kind="product", name=name, website=page)
        for name, page in zip(("NiceGUI", "Feldfreund"), pages, strict=True)
    ]
    houses = [EntryFactory(name=name, website="https://nice.example") for name in ("Quanten", "Müllerei")]

    assert alike(products[0]) == {}
    assert alike(houses[0]) == {houses[1].pk: (0.7, ["gleiche Website", "gleicher Ort"])}
