"""Rules that the database itself keeps, whoever writes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from landkarte.models import Entry, Focus, FurtherSource, Industry, Place, Region
from machinery.publishing import DataVersion
from tests.factories import EntryFactory, IndustryFactory, MunicipalityFactory, StateFactory

pytestmark = pytest.mark.django_db


def refused(constraint, change):
    """Whether the database refuses the change, and by this constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return constraint in str(error.value)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("entry_point_is_whole", {"latitude": None}),
        ("entry_point_is_whole", {"longitude": None}),
        ("entry_point_is_on_globe", {"latitude": 90.1}),
        ("entry_point_is_on_globe", {"latitude": -90.1}),
        ("entry_point_is_on_globe", {"longitude": 180.1}),
        ("entry_point_is_on_globe", {"longitude": -180.1}),
        ("entry_has_name_and_slug", {"name": ""}),
        ("entry_has_name_and_slug", {"slug": ""}),
        ("entry_kind_is_known", {"kind": "password"}),
        ("entry_kind_is_known", {"kind": ""}),
        ("entry_status_is_known", {"status": "deleted"}),
        ("entry_status_is_known", {"status": ""}),
        ("entry_size_is_known", {"size": "huge"}),
        ("entry_published_has_date", {"published_at": None}),
        ("entry_published_has_summary", {"summary_de": ""}),
        ("entry_precision_goes_with_point", {"precision": ""}),
        ("entry_precision_goes_with_point", {"precision": "roughly"}),
        ("entry_precision_goes_with_point", {"latitude": None, "longitude": None}),
        ("entry_founded_is_a_year", {"founded": 999}),
        ("entry_founded_is_a_year", {"founded": 2101}),
        ("entry_city_has_region", {"region": None}),
    ],
)
def test_entry_constraint_binds_bulk_updates_and_bulk_inserts(constraint, values):
    entry = EntryFactory()
    copy = EntryFactory.build(slug="kopie", region=entry.region)
    for name, value in values.items():
        setattr(copy, name, value)

    assert refused(constraint, lambda: Entry.objects.update(**values))
    assert refused(constraint, lambda: Entry.objects.bulk_create([copy]))


@pytest.mark.parametrize(
    "values",
    [
        {"founded": 1000},
        {"founded": 2100},
        {"latitude": 90, "longitude": -180},
        {"latitude": None, "longitude": None, "precision": ""},
        {"city": "", "region": None},
        {"size": ""},
        {"status": "draft", "published_at": None},
        {"status": "unpublished"},
    ],
)
def test_entry_constraints_allow_what_is_right(values):
    EntryFactory()
    Entry.objects.update(**values)

    assert Entry.objects.filter(**values).count() == 1


def test_entry_cannot_be_its_own_organisation():
    entry = EntryFactory()

    assert refused("entry_not_its_own_organisation", lambda: Entry.objects.update(organisation=entry))


def test_two_entries_cannot_have_one_slug():
    EntryFactory(slug="a")
    other = EntryFactory(slug="b")

    assert refused("slug", lambda: Entry.objects.filter(pk=other.pk).update(slug="a"))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("replaced_means_retired", {"retired": False}),
        ("has_names", {"name_de": ""}),
        ("has_names", {"name_en": ""}),
    ],
)
@pytest.mark.parametrize("model", [Industry, Focus])
def test_term_constraint_binds_bulk_updates(model, constraint, values):
    new = model.objects.create(slug="new", name_de="N", name_en="N")
    old = model.objects.create(slug="old", name_de="A", name_en="O", retired=True, replaced_by=new)

    name = f"{model._meta.model_name}_{constraint}"
    assert refused(name, lambda: model.objects.filter(pk=old.pk).update(**values))


@pytest.mark.parametrize("model", [Industry, Focus])
def test_term_cannot_replace_itself(model):
    term = model.objects.create(slug="a", name_de="A", name_en="A", retired=True)

    name = f"{model._meta.model_name}_not_replaced_by_itself"
    assert refused(name, lambda: model.objects.update(replaced_by=term))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("region_has_parent_unless_state", {"parent": None}),
        ("region_point_is_whole", {"latitude": None}),
        ("region_point_is_on_globe", {"longitude": 200}),
    ],
)
def test_region_constraint_binds_bulk_updates(constraint, values):
    region = MunicipalityFactory()

    assert refused(constraint, lambda: Region.objects.filter(pk=region.pk).update(**values))


def test_state_has_no_parent():
    state = StateFactory()
    other = StateFactory(ags="06", name="Hessen")

    assert refused(
        "region_has_parent_unless_state", lambda: Region.objects.filter(pk=state.pk).update(parent=other)
    )


def test_place_has_a_whole_point():
    Place.objects.create(name="Ruhrort", latitude=51.4, longitude=6.7)

    assert refused("place_point_is_whole", lambda: Place.objects.update(latitude=None))


def test_data_version_has_one_row():
    assert refused("data_version_is_one_row", lambda: DataVersion.objects.create(pk=2, number=1))


def test_further_source_is_said_once():
    entry = EntryFactory()
    FurtherSource.objects.create(entry=entry, fields="founded", source="https://example.org/")
    again = FurtherSource(entry=entry, fields="founded", source="https://example.org/")

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.parametrize(
    ("constraint", "choices"),
    [
        ("entry_kind_is_known", Entry.Kind.values),
        ("entry_status_is_known", Entry.Status.values),
        ("entry_size_is_known", ["", *Entry.Size.values]),
    ],
)
def test_constraint_lists_the_choices_of_its_field(constraint, choices):
    (condition,) = (rule.condition.children for rule in Entry._meta.constraints if rule.name == constraint)

    assert condition[0][1] == choices


def test_every_kind_status_size_and_precision_can_be_stored():
    for number, kind in enumerate(Entry.Kind.values):
        EntryFactory(slug=f"k{number}", kind=kind)
    for number, size in enumerate(["", *Entry.Size.values]):
        EntryFactory(slug=f"s{number}", size=size)
    for number, precision in enumerate(Entry.Precision.values):
        EntryFactory(slug=f"p{number}", precision=precision)
    for number, status in enumerate(Entry.Status.values):
        EntryFactory(slug=f"t{number}", status=status)


@pytest.mark.parametrize("parent", ["organisation", "region", "industry"])
def test_what_an_entry_needs_cannot_be_deleted(parent):
    organisation = EntryFactory()
    EntryFactory(organisation=organisation, industries=["a"])
    IndustryFactory(slug="old", retired=True, replaced_by=Industry.objects.get(slug="a"))
    needed = {
        "organisation": organisation,
        "region": organisation.region,
        "industry": Industry.objects.get(slug="a"),
    }

    with pytest.raises(ProtectedError):
        needed[parent].delete()


# -- Clean says it before the database does ----------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"postal_code": "1234"}, ["postal_code"]),
        ({"postal_code": "12345\n"}, ["postal_code"]),
        ({"website": "javascript:alert(1)"}, ["website"]),
        ({"website": "https://user:secret@example.org/"}, ["website"]),
        ({"website": "http://127.0.0.1/"}, ["website"]),
        ({"latitude": 91}, ["latitude"]),
        ({"founded": 3}, ["founded"]),
        ({"slug": "mit leerzeichen"}, ["slug"]),
        ({"kind": "nix"}, ["kind"]),
    ],
)
def test_clean_names_the_wrong_field(values, fields):
    entry = EntryFactory()
    for name, value in values.items():
        setattr(entry, name, value)

    with pytest.raises(ValidationError) as error:
        entry.full_clean()

    assert [name for name in error.value.message_dict if name != "__all__"] == fields


def test_entry_of_the_factory_is_clean():
    EntryFactory(industries=["a"]).full_clean()


# -- Words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Entry.Status.values)
def test_is_published_agrees_with_published(status):
    entry = EntryFactory(status=status)

    assert Entry.objects.published().filter(pk=entry.pk).exists() == entry.is_published


@pytest.mark.parametrize(("status", "shown"), [("published", True), ("draft", False), ("unpublished", False)])
def test_public_organisation_is_a_published_one(status, shown):
    organisation = EntryFactory(status=status)

    assert EntryFactory(organisation=organisation).public_organisation == (organisation if shown else None)


@pytest.mark.parametrize("status", ["draft", "unpublished"])
def test_search_does_not_find_an_entry_by_its_hidden_organisation(status):
    organisation = EntryFactory(name="Geheimbund")
    entry = EntryFactory(name="Werkzeug", organisation=organisation)
    assert Entry.objects.search("geheimbund").filter(pk=entry.pk).exists()

    organisation.status = status
    organisation.save()

    assert not Entry.objects.search("geheimbund").filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    ("confirmed", "retrieved", "checked"),
    [("2026-02-01", "2026-01-01", "2026-02-01"), (None, "2026-01-01", "2026-01-01"), (None, None, None)],
)
def test_entry_is_checked_when_confirmed_else_when_read(confirmed, retrieved, checked):
    entry = EntryFactory.build(confirmed_on=confirmed, retrieved_on=retrieved, region=None)

    assert entry.checked_on == checked


def test_current_term_follows_its_replacements():
    newest = IndustryFactory(slug="newest")
    new = IndustryFactory(slug="new", retired=True, replaced_by=newest)
    old = IndustryFactory(slug="old", retired=True, replaced_by=new)

    assert [term.current for term in (old, new, newest)] == [newest] * 3


def test_regions_named_ignores_case_and_other_levels():
    MunicipalityFactory(name="Köln")
    MunicipalityFactory(ags="05315001", name="Köln-Land")

    assert [region.ags for region in Region.objects.named("köln")] == ["05315000"]
