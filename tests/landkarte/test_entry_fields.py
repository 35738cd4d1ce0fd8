"""What an entry says is declared once, and every layer keeps to it."""

import pytest
from django.contrib import admin

from desk.importing.mapping import SYNONYMS
from landkarte.entries import said
from landkarte.loading.spreadsheet import COLUMNS, IMPORTED, words
from landkarte.models import Entry
from landkarte.models.entry_fields import BY_COLUMN, FIELDS, named, ordered
from submissions.content import STAFF_ONLY, content_of, empty_content, fields_of, lay_onto
from submissions.forms import fields as form_fields
from submissions.forms import sections
from tests.factories import EntryFactory
from tests.landkarte.detailed_entries import OF_KINDS
from tests.landkarte.test_entry_detail import text_of

PUBLIC = ordered("head text details facts terms web place", without="origin state own")
TYPED = [field for field in PUBLIC if field.is_typed and field.name != "website"]  # of that the host is shown
KINDS = pytest.mark.parametrize("kind", Entry.Kind.values)


def full(kind):
    """An entry that says something else in each field that people type, as far as its kind may."""
    said = {field.name: str(10_000 + place) for place, field in enumerate(TYPED)}
    return EntryFactory(
        slug="voll", kind=kind, **{name: word for name, word in said.items() if may_say(kind, name)}
    )


def may_say(kind, name):
    return FIELDS[name].may_be_said_by(kind)


# -- The declaration -------------------------------------------------------------------------------------


def test_every_field_of_the_model_is_declared():
    fields = [*Entry._meta.concrete_fields, *Entry._meta.many_to_many]

    assert FIELDS.keys() == {field.name for field in fields}


def test_order_names_every_field():
    with pytest.raises(ValueError, match="founded"):
        ordered("head text details terms web place origin state own size")
    with pytest.raises(ValueError, match="gibt_es_nicht"):
        ordered("head gibt_es_nicht")


def test_order_goes_by_its_words_and_leaves_out_what_it_names():
    found = ordered(
        "founded facts name head", without="slug kind text details terms web place origin state own"
    )

    names = [field.name for field in found]
    assert sorted(["founded", "size", "name", "organisation"], key=names.index) == [
        "founded",
        "size",
        "name",
        "organisation",
    ]
    assert (names[0], "slug" in names) == ("founded", False)


def test_unit_is_whole_within_one_group_of_what_people_see():
    """So that a form and a merge can offer it as one."""
    for field in PUBLIC:
        assert {other.group for other in named(field.unit)} <= {field.group, "own"}


# -- The layers ------------------------------------------------------------------------------------------


def test_layers_name_only_what_is_declared():
    of_forms = [sections.LABELS, sections.HINTS, form_fields.SPECIAL, sections.PAIRED]

    assert {name for table in of_forms for name in table} - {*STAFF_ONLY} <= BY_COLUMN.keys()
    assert SYNONYMS.keys() <= {field.column for field in IMPORTED}
    assert said.SPECIAL.keys() <= FIELDS.keys()


@KINDS
def test_form_asks_for_all_that_the_kind_says_in_one_section_each(kind):
    asked = [name for section in sections.sections_of(kind) for name in section.fields]

    assert sorted(asked) == sorted(fields_of(kind))
    assert {BY_COLUMN[name].name for name in asked if name not in STAFF_ONLY} == {
        field.name
        for field in PUBLIC
        if field.is_asked_of(kind) and field.name not in ("slug", "kind", "organisation")
    }


def test_form_has_a_field_for_each():
    for name in {name for kind in Entry.Kind.values for name in fields_of(kind)} - {"ags"}:
        assert form_fields.field_of(name, "", suggested=[]).required is False


def test_staff_can_change_all_that_is_theirs_to_change():
    shown = {
        name
        for _title, options in admin.site.get_model_admin(Entry).fieldsets
        for name in flat(options["fields"])
    }
    theirs = {name for name, field in FIELDS.items() if field.model_field.editable and name != "id"}

    assert theirs <= shown


def flat(rows):
    return [name for row in rows for name in ([row] if isinstance(row, str) else row)]


@pytest.mark.django_db
def test_files_hold_all_that_is_public_but_pictures():
    assert {*COLUMNS} - {"updated", "organisation_name", *words().beside(dict.fromkeys(COLUMNS))} == {
        field.column for field in PUBLIC if not field.is_file
    }


@pytest.mark.django_db
@pytest.mark.one_database
@KINDS
def test_page_shows_all_that_the_kind_says(client, kind):
    entry = full(kind)

    page = text_of(client.get("/eintraege/voll/")) + text_of(client.get("/en/entries/voll/"))

    expected = [getattr(entry, field.name) for field in TYPED if may_say(kind, field.name)]
    assert [word for word in expected if word not in page] == []


@pytest.mark.django_db
@pytest.mark.one_database
@KINDS
def test_api_says_all_that_is_public(client, kind):
    entry = full(kind)

    body = client.get("/api/v1/entries/voll/").json()

    assert body.keys() >= {field.column for field in PUBLIC}
    for field in TYPED:
        word = getattr(entry, field.name)
        assert body[field.column] in (word, [word] if word else [])


@pytest.mark.django_db
@pytest.mark.one_database
@KINDS
def test_search_finds_what_the_kind_says(client, kind):
    entry = full(kind)

    for field in TYPED:
        if field.is_searched and (word := getattr(entry, field.name)):
            assert list(Entry.objects.search(word)) == [entry], field.name


@pytest.mark.django_db
@pytest.mark.one_database
@KINDS
def test_content_of_an_entry_makes_another_say_the_same(kind):
    facts = OF_KINDS.get(kind) or {"size": "sme", "founded": 1999}
    content = content_of(EntryFactory(kind=kind, website="https://a.example/", street="Weg 1", **facts))
    other = EntryFactory(kind=kind, without_place=True)

    assert content_of(lay_onto(other, content)) == content
    assert content.keys() == empty_content(kind).keys()
