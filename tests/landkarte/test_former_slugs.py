"""Addresses that an entry once had keep leading to it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from landkarte.models import Entry, FormerSlug
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


def rename(entry, slug):
    entry.slug = slug
    entry.save()


def former(entry):
    return sorted(FormerSlug.objects.filter(entry=entry).values_list("slug", flat=True))


def test_renamed_entry_keeps_its_former_addresses():
    entry = EntryFactory(slug="a")
    rename(entry, "b")
    rename(entry, "c")

    assert former(entry) == ["a", "b"]


def test_entry_may_return_to_a_former_address():
    entry = EntryFactory(slug="a")
    rename(entry, "b")
    rename(entry, "a")

    assert (entry.slug, former(entry)) == ("a", ["b"])


def test_saving_without_a_new_address_keeps_no_former_one():
    entry = EntryFactory(slug="a")
    entry.name = "Neu"
    entry.save()

    assert former(entry) == []


def test_address_that_forwards_to_another_entry_is_refused():
    renamed = EntryFactory(slug="a")
    rename(renamed, "b")
    other = EntryFactory(slug="c")

    for entry in (other, EntryFactory.build(region=renamed.region)):
        entry.slug = "a"
        with pytest.raises(ValidationError) as error:
            entry.full_clean()
        assert error.value.error_dict["slug"][0].code == "former-slug"
        with pytest.raises(ValidationError):
            entry.save()

    assert list(Entry.objects.order_by("slug").values_list("slug", flat=True)) == ["b", "c"]


def test_refused_address_leaves_the_entry_as_it_was():
    EntryFactory(slug="a")
    entry = EntryFactory(slug="b", name="Alt")
    entry.name = "Neu"

    with pytest.raises(IntegrityError), transaction.atomic():
        rename(entry, "a")

    assert (Entry.objects.get(pk=entry.pk).name, former(entry)) == ("Alt", [])
