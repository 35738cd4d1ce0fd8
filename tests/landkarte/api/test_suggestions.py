"""What somebody may mean while typing."""

import pytest

from tests.factories import EntryFactory, FocusFactory, IndustryFactory
from tests.landkarte.places import add_places

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ADDRESS = "/api/v1/suggestions/"


def suggested(client, text, **parameters):
    """Group -> labels."""
    body = client.get(ADDRESS, {"q": text} | parameters).json()
    return {group["name"]: [item["label"] for item in group["items"]] for group in body["groups"]}


def test_suggestions_have_this_shape(client):
    add_places()
    EntryFactory(name="Kerpen KI", slug="kerpen-ki", kind="company", city="Köln")
    IndustryFactory(slug="chemistry", name_de="Keramik", name_en="Ceramics")
    FocusFactory(slug="core", name_de="Kernmodelle", name_en="Core models")

    assert client.get(ADDRESS, {"q": "ke"}).json() == {
        "groups": [
            {
                "name": "organisations",
                "label": "Organisationen",
                "items": [{"label": "Kerpen KI", "note": "Köln", "kind": "company", "slug": "kerpen-ki"}],
            },
            {
                "name": "places",
                "label": "Orte",
                "items": [
                    {
                        "label": "Kerpen",
                        "note": "Rhein-Erft-Kreis",
                        "kind": None,
                        "parameters": {"region": "05362032"},
                        "near": "50.87000,6.70000",
                    }
                ],
            },
            {
                "name": "industries",
                "label": "Branchen",
                "items": [
                    {"label": "Keramik", "note": "", "kind": None, "parameters": {"industry": "chemistry"}}
                ],
            },
            {
                "name": "focuses",
                "label": "KI-Schwerpunkte",
                "items": [
                    {"label": "Kernmodelle", "note": "", "kind": None, "parameters": {"focus": "core"}}
                ],
            },
        ]
    }


def test_part_of_a_town_leads_to_its_surroundings(client):
    add_places()

    (group,) = client.get(ADDRESS, {"q": "deutz"}).json()["groups"]

    assert group["items"][0]["parameters"] == {"near": "50.93700,6.97500", "radius": "5"}


def test_entries_are_those_that_everybody_may_see(client):
    hidden = EntryFactory(name="Beta Institut", kind="research", status="unpublished")
    EntryFactory(name="Beta Dienst", kind="product", organisation=hidden)
    EntryFactory(name="Beta Entwurf", status="draft")

    body = client.get(ADDRESS, {"q": "beta"}).json()

    assert [(item["label"], item["note"]) for group in body["groups"] for item in group["items"]] == [
        ("Beta Dienst", "Köln")
    ]


def test_entries_are_those_that_the_query_names(client):
    EntryFactory(name="Beta Dienst", kind="product", latitude=51, longitude=7)
    EntryFactory(name="Beta Haus", kind="company", latitude=51, longitude=7)
    EntryFactory(name="Beta Werk", kind="company", latitude=52, longitude=9)
    EntryFactory(name="Beta Rest", kind="company", status="draft", latitude=51, longitude=7)

    found = suggested(client, "beta", kind="company", near="51,7", radius="10")

    assert found == {"organisations": ["Beta Haus"]}


def test_organisations_and_what_they_offer_are_two_groups(client):
    for kind in ("company", "research", "initiative", "product", "project", "qualification", "best_practice"):
        EntryFactory(name=f"Gamma {kind}", kind=kind)

    assert suggested(client, "gamma") == {
        "organisations": ["Gamma company", "Gamma initiative", "Gamma research"],
        "entries": ["Gamma best_practice", "Gamma product", "Gamma project", "Gamma qualification"],
    }


@pytest.mark.parametrize(("text", "first"), [("Kerpen", "places"), ("kerp", "organisations")])
def test_town_comes_first_when_it_is_typed_to_its_end(client, text, first):
    add_places()
    EntryFactory(name="Kerpen KI", kind="company")

    assert next(iter(suggested(client, text))) == first


def test_names_that_begin_so_come_first_and_five_are_enough(client):
    for name in ("Alles Delta", "Delta 1", "Delta 2", "Delta 3", "Delta 4", "Modelta"):
        EntryFactory(name=name)
    assert suggested(client, "delta")["organisations"] == [
        "Delta 1",
        "Delta 2",
        "Delta 3",
        "Delta 4",
        "Alles Delta",
    ]
    EntryFactory(name="Delta 5")

    assert "Alles Delta" not in suggested(client, "delta")["organisations"]


def test_retired_word_leads_to_what_it_means_today(client):
    new = IndustryFactory(slug="new", name_de="Neues", name_en="New")
    IndustryFactory(slug="old", name_de="Omega", name_en="Omega", retired=True, replaced_by=new)
    IndustryFactory(slug="gone", name_de="Omega weg", name_en="Omega gone", retired=True)

    assert suggested(client, "omega") == {"industries": ["Neues"]}


def test_only_places(client):
    add_places()
    EntryFactory(name="Kerpen KI")

    assert suggested(client, "ker", only="places") == {"places": ["Kerpen"]}


@pytest.mark.parametrize("text", ["", " ", "%", "_", "'", "zzz", "ä" * 200])
def test_what_nothing_is_called_has_no_groups(client, text):
    add_places()
    EntryFactory()

    assert client.get(ADDRESS, {"q": text}).json() == {"groups": []}
    assert client.get(ADDRESS).json() == {"groups": []}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("x=1", ["x"]),
        ("q=a&kind=nix&near=91,7", ["kind", "near"]),
        ("q=a&sort=name", ["sort"]),
        ("only=entries", ["only"]),
        (f"q={'a' * 201}", ["q"]),
        ("q=%00", ["q"]),
        (f"q={'+'.join(map(str, range(30)))}", ["q"]),
    ],
)
def test_bad_parameters_are_named(client, query, names):
    response = client.get(f"{ADDRESS}?{query}")

    assert (response.status_code, list(response.json()["errors"])) == (400, names)


def test_queries_do_not_grow_with_the_suggestions(client, django_assert_num_queries):
    add_places()
    holder = EntryFactory(name="Sigma Haus")
    for number in range(4):
        EntryFactory(name=f"Sigma {number}", kind="product", organisation=holder)
        IndustryFactory(name_de=f"Sigma {number}")

    with django_assert_num_queries(13):
        assert len(suggested(client, "sigma")) == 3
