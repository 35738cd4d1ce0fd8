"""What entries of single kinds say: on the page, in a draft's preview, for machines."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation

from landkarte.entries.page import draft_context
from landkarte.models import Entry
from landkarte.models.entry_fields import details
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory
from tests.landkarte.detailed_entries import CASE, OF_KINDS
from tests.landkarte.test_entry_detail import structured, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# -- The page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "best_practice",
            "Herausforderung Zu viel Ausschuss. Lösung Kameras prüfen. Jede Naht. "
            "Nutzen Halb so viel &lt;b&gt;Ausschuss&lt;/b&gt;.",
        ),
        ("best_practice", "Umgesetzt mit Werk &amp; Sohn GmbH"),
        ("product", "Für wen Für Schlossereien."),
        ("project", "Laufzeit Oktober 2021 bis März 2024 Partner Alpha Beta"),
        ("qualification", "Abschluss Zertifikat Unterrichtssprache Deutsch und Englisch"),
    ],
)
def test_page_says_what_its_kind_says(client, kind, said):
    EntryFactory(slug="a", kind=kind, **OF_KINDS[kind])

    assert said in text_of(client.get("/eintraege/a/"))


@pytest.mark.parametrize("kind", Entry.Kind.values)
def test_page_is_silent_about_what_is_not_known(client, kind):
    EntryFactory(slug="a", kind=kind)

    page = client.get("/eintraege/a/").content.decode()

    for heading in ("Herausforderung", "Lösung", "Nutzen", "Umgesetzt mit", "Für wen", "Laufzeit", "Partner"):
        assert f">{heading}<" not in page
    for heading in ("Abschluss", "Unterrichtssprache"):
        assert f">{heading}<" not in page
    assert "entry__logo" not in page


def test_english_page_marks_german_texts(client):
    EntryFactory(slug="a", kind="best_practice", **CASE)

    page = client.get("/en/entries/a/").content.decode()

    assert '<p><span lang="de">Kameras prüfen.<br>Jede Naht.</span></p>' in page
    assert "<p>Too much waste.</p>" in page


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        (date(2021, 10, 5), date(2021, 10, 30), "Oktober 2021"),
        (date(2021, 10, 1), None, "seit Oktober 2021"),
        (date(2026, 12, 1), None, "ab Dezember 2026"),
        (None, date(2027, 1, 31), "bis Januar 2027"),
        (None, None, ""),
    ],
)
def test_period_says_what_is_known(set_clock, starts_on, ends_on, said):
    set_clock(datetime(2026, 11, 21, tzinfo=UTC))

    assert Entry(starts_on=starts_on, ends_on=ends_on).period == said


@pytest.mark.parametrize("kind", Entry.Kind.values)
def test_details_of_another_kind_are_refused(kind):
    for other, values in OF_KINDS.items():
        entry = EntryFactory.build(kind=kind, **values)
        if kind == other:
            entry.clean()
            continue
        with pytest.raises(ValidationError) as caught:
            entry.clean()
        assert caught.value.message_dict.keys() == values.keys()


# -- The preview of a draft --------------------------------------------------------------------------


@pytest.fixture
def draft():
    return Entry(
        kind="best_practice",
        name="Neu",
        summary_de="Kurz.",
        region=MunicipalityFactory(),
        city="Köln",
        latitude=50.9,
        longitude=6.9,
        precision="city",
        **CASE,
    )


@pytest.fixture
def page_request(rf):
    request = rf.get("/")
    request.resolver_match = resolve("/")
    return request


def preview(request, entry, **values):
    given = {"industries": (), "focuses": (), "logo_address": ""} | values
    return render_to_string("landkarte/entry_detail.html", draft_context(entry, request, **given), request)


def test_draft_looks_like_the_page_and_asks_for_nothing_else(page_request, draft):
    terms = {"industries": [IndustryFactory(slug="energy")], "focuses": [FocusFactory(slug="vision")]}
    draft.organisation = EntryFactory(name="Das Haus")
    draft.region.parent.name  # noqa: B018 (fetched)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = preview(page_request, draft, logo_address="/konto/logo/", **terms)

    assert len(queries) == 0
    assert '<img class="face" src="/konto/logo/" alt="" loading="lazy">' in page
    for said in (
        "Neu",
        "Zu viel Ausschuss.",
        "Werk &amp; Sohn GmbH",
        "energy de",
        "vision de",
        "Das Haus",
        "Köln",
    ):
        assert said in page
    assert "Vorschau: diese Seite ist nicht öffentlich." in page
    assert "melden" not in page
    assert "application/ld+json" not in page


def test_empty_draft_has_a_page(page_request):
    for kind in Entry.Kind.values:
        assert "<h1></h1>" in preview(page_request, Entry(kind=kind))


def test_draft_of_a_change_shows_the_new_words_and_terms(page_request):
    entry = EntryFactory(name="Alt", industries=["health"])
    entry.name = "Neu"

    page = preview(page_request, entry, industries=[IndustryFactory(slug="energy")])

    assert "<h1>Neu</h1>" in page
    assert ("energy de" in page, "health de" in page) == (True, False)


# -- For machines ------------------------------------------------------------------------------------


def test_api_says_what_the_kind_says(client):
    EntryFactory(slug="a", kind="project", **OF_KINDS["project"])

    body = client.get("/api/v1/entries/a/").json()

    assert [body[name] for name in OF_KINDS["project"]] == ["2021-10-01", "2024-03-31", ["Alpha", "Beta"]]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "best_practice",
            {"articleBody": "Zu viel Ausschuss.\n\nKameras prüfen.\nJede Naht.\n\n" + CASE["benefit_de"]},
        ),
        ("product", {"audience": {"@type": "Audience", "audienceType": "Für Schlossereien."}}),
        (
            "project",
            {
                "foundingDate": "2021-10-01",
                "dissolutionDate": "2024-03-31",
                "member": [
                    {"@type": "Organization", "name": "Alpha"},
                    {"@type": "Organization", "name": "Beta"},
                ],
            },
        ),
        ("qualification", {"educationalCredentialAwarded": "Zertifikat", "inLanguage": ["de", "en"]}),
    ],
)
def test_structured_data_says_what_the_kind_says(client, kind, said):
    EntryFactory(slug="a", kind=kind, **OF_KINDS[kind])

    data = structured(client.get("/eintraege/a/"))

    assert {name: data[name] for name in said} == said


@pytest.mark.parametrize("word", ["ausschuss", "waste", "sohn", "naht"])
def test_details_are_searched(word):
    EntryFactory(slug="a", kind="best_practice", **CASE)
    EntryFactory(slug="b")

    assert [entry.slug for entry in Entry.objects.search(word)] == ["a"]


@pytest.mark.parametrize(
    "address",
    [
        "/?kind=best_practice",
        "/api/v1/entries/",
        "/api/v1/entries.geojson",
        "/drucken/",
        "/aenderungen/",
        "/",
    ],
)
def test_lists_leave_long_texts_in_the_database(client, address):
    for _ in range(3):
        EntryFactory(kind="best_practice", organisation=EntryFactory(), **CASE)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = "".join(query["sql"] for query in queries)

    assert (response.status_code, '."name"' in asked) == (200, True)
    assert [field.name for field in details() if field.is_long and f'."{field.name}"' in asked] == []


def test_period_has_english_words():
    with translation.override("en"):
        assert Entry(starts_on=date(2021, 10, 1)).period == "since October 2021"
