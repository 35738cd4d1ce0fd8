"""Making one entry of two."""

import pytest
from django.core.exceptions import ValidationError

from desk.duplicates import journal, rules
from desk.duplicates.choices import FIELDS, OWN, default_choices, fingerprint
from desk.duplicates.merging import merge
from desk.models import DuplicatePair, Merge
from flagships.models import Partner
from landkarte.entries import moderation
from landkarte.models import Entry, FormerSlug, FurtherSource
from landkarte.query.filters import EntryFilter
from machinery.publishing import current_version
from tests.desk.duplicates.merged import GONE, entangled
from tests.factories import EntryFactory, FlagshipFactory, StaffFactory
from tests.submissions.states import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def two():
    """What stays and what goes."""
    kept = EntryFactory(name="Alpha", slug="alpha", industries=["energy"], website="https://alpha.example")
    gone = EntryFactory(
        name="Alpha GmbH", slug="alpha-gmbh", industries=["crafts"], focuses=["vision"], founded=1999
    )
    return kept, gone


def refused(kept, gone, by, values=None, **more):
    with pytest.raises(ValidationError) as refusal:
        merge(kept, gone, values or {}, by=by, **more)
    return refusal.value.code


# -- What stays ------------------------------------------------------------------------------------------


def test_every_column_is_chosen_or_the_entry_s_own():
    chosen = {column for field in FIELDS for column in field.columns}
    terms = {field.name for field in FIELDS if field.is_terms}

    assert chosen | OWN == {field.attname for field in Entry._meta.concrete_fields}
    assert terms == {field.name for field in Entry._meta.many_to_many}


def test_merge_takes_each_value_from_where_it_was_chosen(two, staff):
    kept, gone = two

    merge(kept, gone, {"name": "gone", "industries": "both", "focuses": "gone"}, by=staff)

    kept.refresh_from_db()
    assert (kept.name, kept.founded, kept.website) == ("Alpha GmbH", None, "https://alpha.example")
    assert {term.slug for term in kept.industries.all()} == {"energy", "crafts"}
    assert [term.slug for term in kept.focuses.all()] == ["vision"]
    assert kept.search_name == " alpha gmbh "


def test_proposed_choices_lose_nothing(two):
    kept, gone = two
    choices = default_choices(kept, gone)

    assert [name for name, choice in choices.items() if choice == "gone"] == ["founded"]
    assert [name for name, choice in choices.items() if choice == "both"] == ["industries", "focuses"]


def test_merged_entry_is_public_nowhere(two, staff, client):
    kept, gone = two
    version = current_version()

    merge(kept, gone, GONE, by=staff)

    assert [entry.pk for entry in EntryFilter({}).qs] == [kept.pk]
    assert client.get("/api/v1/map/").json()["total"] == 1
    assert current_version() > version


def test_rows_of_the_merged_entry_hang_on_the_other(two, staff):
    kept, gone = two
    entangled(gone)
    DuplicatePair.objects.create(first=kept, second=gone, score=0.9)

    merge(kept, gone, {}, by=staff)

    on_gone, on_kept = rules.counts(gone, kept)
    numbers = {meta.label: number for meta, number in on_kept}
    assert on_gone == []
    assert numbers == {
        "landkarte.Entry": 1,
        "landkarte.FurtherSource": 1,
        "landkarte.Report": 1,
        "offers.Event": 1,
        "flagships.Flagship": 1,
        "flagships.Partner": 1,
    }
    assert " alpha " in Entry.objects.get(organisation=kept).search_text


def test_what_both_have_is_there_once(two, staff):
    kept, gone = two
    flagship = FlagshipFactory()
    for number, entry in enumerate(two):
        FurtherSource.objects.create(entry=entry, source="https://q.example", fields="name")
        Partner.objects.create(flagship=flagship, name=f"Partner {number}", entry=entry, kind="company")

    merge(kept, gone, {}, by=staff)

    assert (FurtherSource.objects.count(), Partner.objects.count()) == (1, 1)


def test_history_of_both_tells_of_the_merge(two, staff):
    kept, gone = two

    merge(kept, gone, {"name": "gone"}, by=staff)

    told = [
        (line.history_change_reason, line.history_user)
        for line in (kept.history.first(), gone.history.first())
    ]
    assert told == [("merge: alpha-gmbh", staff), ("merge", staff)]


def test_tables_with_a_rule_of_one_row_are_leaves_or_have_a_rule():
    """A row that clashes is deleted past everything that hangs on it."""
    for model, field in journal.references(Entry):
        if (model, field.name) not in rules.RULES and not field.one_to_one and model is not Entry:
            unique = [one for one in model._meta.constraints if field.name in getattr(one, "fields", ())]
            assert not unique or not list(journal.references(model)), model


# -- What is refused -------------------------------------------------------------------------------------


def test_entry_is_not_merged_with_itself_or_its_organisation(two, staff):
    kept, _gone = two
    product = EntryFactory(kind="product", organisation=kept)

    assert refused(kept, kept, staff) == "same"
    assert refused(kept, product, staff) == "organisation"
    assert refused(product, kept, staff) == "organisation"


def test_merged_entry_is_not_merged_again_in_either_way(two, staff):
    kept, gone = two
    merge(kept, gone, {}, by=staff)

    assert refused(kept, gone, staff) == "merged"
    assert refused(gone, kept, staff) == "merged"
    assert refused(EntryFactory(), gone, staff) == "merged"


def test_choice_that_does_not_exist_is_refused(two, staff):
    assert refused(*two, staff, {"slug": "gone"}) == "choice"
    assert refused(*two, staff, {"name": "both"}) == "choice"
    assert refused(*two, staff, {"name": "nix"}) == "choice"


def test_merge_of_what_has_changed_since_is_refused(two, staff):
    kept, gone = two
    seen = fingerprint(kept, gone)
    Entry.objects.filter(pk=gone.pk).update(founded=2001)

    assert refused(kept, gone, staff, seen=seen) == "changed"
    merge(kept, gone, {}, by=staff, seen=fingerprint(*Entry.objects.all()))


def test_merge_keeps_public_what_was_public(two, staff):
    kept, gone = two
    Entry.objects.filter(pk=kept.pk).update(status="draft", published_at=None)

    assert refused(kept, gone, staff) == "not-published"
    merge(kept, gone, {"status": "gone"}, by=staff)
    assert Entry.objects.get(pk=kept.pk).is_published


def test_details_of_another_kind_are_refused_by_name(two, staff):
    kept, gone = two
    Entry.objects.filter(pk=gone.pk).update(kind="product", audience_de="Alle")

    with pytest.raises(ValidationError) as refusal:
        merge(kept, gone, {"audience_de": "gone"}, by=staff)
    assert list(refusal.value.message_dict) == ["audience_de"]


def test_two_flagships_are_refused(two, staff):
    for entry in two:
        FlagshipFactory(entry=entry)

    assert refused(*two, staff) == "both"


def test_merged_entry_is_not_published(two, staff):
    kept, gone = two
    merge(kept, gone, {}, by=staff)

    with pytest.raises(ValidationError) as refusal:
        moderation.publish(gone, by=staff)
    assert refusal.value.code == "merged"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_at_once_one_is_told():
    staff, kept, gone = StaffFactory(), EntryFactory(), EntryFactory()

    results = at_once(lambda: merge(kept, gone, {}, by=staff), lambda: merge(gone, kept, {}, by=staff))

    assert sorted(type(result).__name__ for result in results) == ["Merge", "ValidationError"]
    assert Merge.objects.count() == 1


# -- The old address -------------------------------------------------------------------------------------


def test_addresses_of_the_merged_entry_forward(two, staff, client):
    kept, gone = two
    FormerSlug.objects.create(entry=gone, slug="uralt")
    merge(kept, gone, {}, by=staff)

    for old in ("alpha-gmbh", "uralt"):
        places = {
            f"/eintraege/{old}/": "/eintraege/alpha/",
            f"/en/entries/{old}/": "/en/entries/alpha/",
            f"/api/v1/entries/{old}/": "/api/v1/entries/alpha/",
        }
        for address, target in places.items():
            answer = client.get(address)
            assert (answer.status_code, answer.url) == (301, target)


def test_address_forwards_over_a_chain_and_to_nothing_hidden(two, staff, client):
    kept, gone = two
    last = EntryFactory(slug="omega")
    merge(kept, gone, {}, by=staff)
    merge(last, kept, {}, by=staff)
    assert client.get("/eintraege/alpha-gmbh/").url == "/eintraege/omega/"

    moderation.unpublish(last, by=staff)
    assert client.get("/eintraege/alpha-gmbh/").status_code == 404


def test_no_entry_takes_the_address_of_a_merged_one(two, staff):
    kept, gone = two
    merge(kept, gone, {}, by=staff)

    with pytest.raises(ValidationError):
        EntryFactory.build(slug=gone.slug, region=None).full_clean()
