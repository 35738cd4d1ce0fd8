"""What entries have to do with each other: on both pages, in the API, when two become one."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from desk.duplicates.merging import merge
from landkarte.entries.connections import connections_of
from landkarte.models import Connection, Entry
from tests.factories import EntryFactory, FlagshipFactory
from tests.landkarte.test_entry_detail import text_of
from tests.real_files import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def used():
    """A best practice that uses a product."""
    practice = EntryFactory(slug="praxis", name="Die Praxis", kind="best_practice")
    product = EntryFactory(slug="produkt", name="Das Produkt", kind="product")
    return Connection.objects.create(
        entry=practice,
        kind="uses",
        other=product,
        since="2024-07",
        evidence="nutzt das Produkt",
        source="https://www.zeitung.example/artikel/erika-mustermann",
    )


def said(entry):
    return [(group.label, [side.name for side in group.sides]) for group in connections_of(entry)]


def test_connection_stands_on_both_pages(client, used):
    own, others = text_of(client.get("/eintraege/praxis/")), text_of(client.get("/eintraege/produkt/"))

    assert "Verbindungen Nutzt Das Produkt seit Juli 2024 nutzt das Produkt , zeitung.example" in own
    assert "Verbindungen Wird genutzt von Die Praxis seit Juli 2024" in others
    assert "mustermann" not in own + others


def test_connection_with_a_mere_name_is_no_link(client):
    entry = EntryFactory(slug="praxis", kind="best_practice")
    Connection.objects.create(entry=entry, kind="implemented_with", other_name="Firma aus Berlin")

    page = client.get("/eintraege/praxis/")

    assert "Umgesetzt mit Firma aus Berlin" in text_of(page)
    assert "Firma aus Berlin</a>" not in page.content.decode()


@pytest.mark.parametrize("slug", ["praxis", "produkt"])
def test_connection_with_what_is_not_public_is_not_told(client, used, slug):
    other = {"praxis": used.other, "produkt": used.entry}[slug]
    Entry.objects.filter(pk=other.pk).update(status="unpublished")

    page = client.get(f"/eintraege/{slug}/")

    assert (page.context["connections"], other.name in page.content.decode()) == ([], False)


def test_what_merely_belongs_together_is_not_said_twice():
    flagship = FlagshipFactory(entry=EntryFactory(name="Projekt", kind="project"))
    partner, outsider = EntryFactory(name="Partner"), EntryFactory(name="Anderer")
    flagship.partners.create(name="Partner", kind="company", entry=partner)
    for entry in (partner, outsider):
        Connection.objects.create(entry=entry, kind="partner_in", other=flagship.entry)

    assert said(outsider) == [("Beteiligt an", ["Projekt"])]
    assert connections_of(partner, shown=[flagship.entry]) == []


def test_page_of_a_flagships_partner_names_the_flagship_once(client):
    flagship = FlagshipFactory(entry=EntryFactory(name="Projekt", kind="project"))
    partner = EntryFactory(slug="partner")
    flagship.partners.create(name="Partner", kind="company", entry=partner)
    Connection.objects.create(entry=partner, kind="partner_in", other=flagship.entry)

    page = client.get("/eintraege/partner/")

    assert (len(page.context["relations"]), page.context["connections"]) == (1, [])


def test_api_tells_what_an_entry_says_of_itself(client, used):
    assert client.get("/api/v1/entries/praxis/").json()["connections"] == [
        {
            "kind": "uses",
            "entry": "produkt",
            "name": "Das Produkt",
            "since": "2024-07",
            "evidence": "nutzt das Produkt",
            "source_host": "zeitung.example",
        }
    ]
    assert client.get("/api/v1/entries/produkt/").json()["connections"] == []


@pytest.mark.parametrize("fields", [{}, {"other_name": "Jemand", "with_other": True}])
def test_connection_has_exactly_one_other_side(fields):
    entry = EntryFactory()
    other = EntryFactory() if fields.pop("with_other", False) else None

    with pytest.raises(IntegrityError, match="connection_has_one_other_side"):
        Connection.objects.create(entry=entry, kind="uses", other=other, **fields)


def test_nothing_is_connected_with_itself():
    entry = EntryFactory()

    with pytest.raises(ValidationError, match="keine Verbindung mit sich selbst"):
        Connection(entry=entry, kind="uses", other=entry).full_clean()


def test_connections_go_along_when_two_become_one(used, staff):
    copy = EntryFactory(name="Das Produkt GmbH", kind="product")
    Connection.objects.create(entry=used.entry, kind="uses", other=copy)  # the same, said of the copy
    Connection.objects.create(entry=copy, kind="part_of", other_name="Verbund")
    Connection.objects.create(entry=copy, kind="spin_off_of", other=used.other)

    merge(used.other, copy, {}, by=staff)

    assert said(used.other) == [("Teil von", ["Verbund"]), ("Wird genutzt von", ["Die Praxis"])]


def test_every_connection_of_the_file_is_loaded(real_data):
    wanted = {(row["from"], row["relation"], row["to"] or row["to_name"]) for row in rows("relations.csv")}
    loaded = Connection.objects.select_related("entry", "other")

    assert {
        (one.entry.slug, one.kind, one.other.slug if one.other else one.other_name) for one in loaded
    } == wanted


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nirgends,uses,,Jemand", "Spalte from: „nirgends“ ist unbekannt"),
        ("kidiha,baut,,Jemand", "Spalte relation: „baut“ gibt es hier nicht"),
        ("kidiha,uses,nirgends,", "Spalte to: „nirgends“ ist unbekannt"),
        (
            "kidiha,uses,,",
            "Spalten to_name, to: Bitte einen Eintrag oder einen Namen angeben, nicht beides.",
        ),
    ],
)
def test_wrong_cell_of_a_connection_is_named(real_data, tmp_path, line, reason):
    (tmp_path / "relations.csv").write_text(f"from,relation,to,to_name\n{line}\n", encoding="utf-8")

    with pytest.raises(CommandError, match=f"Zeile 2, {reason}"):
        call_command("load_data", tmp_path)
