"""The page of an entry says in which flagships it takes part; these tables are public data then."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagships.models import Flagship, Partner
from flagships.on_the_map.relations import flagships_of
from landkarte.models import Entry
from machinery.publishing import current_version
from tests.config.test_pages import Page
from tests.factories import EntryFactory
from tests.landkarte.test_entry_detail import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def flagship():
    lead = EntryFactory(slug="klinik", name="Klinik")
    flagship = Flagship.objects.create(
        slug="haus", name="SmartHaus", website="https://haus.example/", lead=lead
    )
    for slug, role in (("alpha", "partner"), ("beta", "user company"), ("geheim", "partner")):
        entry = EntryFactory(slug=slug, name=slug.title())
        Partner.objects.create(flagship=flagship, name=entry.name, entry=entry, role=role, kind="company")
    Partner.objects.create(flagship=flagship, name="Nur ein Name", role="partner", kind="company")
    Entry.objects.filter(slug="geheim").update(status="unpublished")
    return flagship


def relation_of(slug):
    (relation,) = flagships_of(Entry.objects.get(slug=slug))
    return relation


def test_partner_sees_its_role_and_the_others_on_the_map(flagship):
    relation = relation_of("beta")

    assert (relation.name, relation.role, relation.website) == (
        "SmartHaus",
        "Anwendung im Unternehmen",
        "https://haus.example/",
    )
    assert [(other.slug, role) for other, role in relation.others] == [
        ("klinik", "Leitung"),
        ("alpha", "Partner"),
    ]


def test_lead_sees_its_role(flagship):
    assert relation_of("klinik").role == "Leitung"


def test_lead_that_is_a_partner_too_stands_there_once(flagship):
    Partner.objects.create(
        flagship=flagship, name="Klinik", entry=flagship.lead, role="lead", kind="research"
    )

    assert [other.slug for other, _ in relation_of("alpha").others] == ["klinik", "beta"]
    assert relation_of("klinik").role == "Leitung"


def test_hidden_lead_is_not_named(flagship):
    Entry.objects.filter(slug="klinik").update(status="draft")

    assert [other.slug for other, _ in relation_of("alpha").others] == ["beta"]


def test_unknown_role_is_shown_as_it_is(flagship):
    Partner.objects.filter(name="Alpha").update(role="Zeremonienmeisterin")

    assert relation_of("alpha").role == "Zeremonienmeisterin"


def test_entry_page_shows_the_flagship(client, flagship):
    response = client.get("/eintraege/alpha/")

    content = response.content.decode()
    links = {link["href"]: link.get("rel") for link in Page(response).all("a")}
    assert links["https://haus.example/"] == "nofollow ugc noopener"
    assert {"/eintraege/klinik/", "/eintraege/beta/"} <= links.keys()
    assert "Beteiligt am KI.NRW-Flagship" in content
    assert "geheim" not in content.lower()


def test_entry_without_a_flagship_shows_none(client, flagship):
    EntryFactory(slug="gamma")

    assert "Flagship" not in text_of(client.get("/eintraege/gamma/"))


def test_relations_take_the_same_queries_for_one_and_three_partners(flagship):
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            relation_of("alpha")
        counts.append(len(queries))
        for more in range(3):
            entry = EntryFactory()
            name = f"Mehr {number} {more}"
            Partner.objects.create(flagship=flagship, name=name, entry=entry, kind="company")

    assert counts[0] == counts[1] == 3  # the entry itself, the flagships, their partners


def test_partners_of_the_real_data_are_linked_to_their_entries(real_data):
    names = {relation.name for relation in flagships_of(Entry.objects.get(slug="rwth-aachen"))}

    assert names == {"CPML", "SmartHospital.NRW", "Zertifizierte KI"}


CHANGES = {
    "a partner's role": lambda: Partner.objects.filter(name="Alpha").update(role="lead"),
    "a new partner": lambda: Partner.objects.create(
        flagship=Flagship.objects.get(), name="Neu", kind="company"
    ),
    "a partner that left": lambda: Partner.objects.filter(name="Alpha").delete(),
    "a flagship's name": lambda: Flagship.objects.update(name="Neu"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_version_moves_on(flagship, change):
    before = current_version()
    change()

    assert current_version() > before
