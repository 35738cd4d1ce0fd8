"""What entries of single kinds say, and logos: on the page, in a draft's preview, for machines."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation

from landkarte.entry_page import draft_context
from landkarte.models import Entry
from landkarte.models.details import FIELDS, LONG_TEXTS
from landkarte.structured_data import describe
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory
from tests.landkarte.pictures import picture_file
from tests.landkarte.test_admin import change
from tests.landkarte.test_entry_detail import structured, text_of

pytestmark = pytest.mark.django_db

CASE = {
    "challenge_de": "Zu viel Ausschuss.",
    "challenge_en": "Too much waste.",
    "solution_de": "Kameras prüfen.\nJede Naht.",
    "benefit_de": "Halb so viel <b>Ausschuss</b>.",
    "provider": "Werk & Sohn GmbH",
}
OF_KINDS = {
    "best_practice": CASE,
    "product": {"audience_de": "Für Schlossereien."},
    "project": {"starts_on": date(2021, 10, 1), "ends_on": date(2024, 3, 31), "partners": "Alpha\n\nBeta"},
    "qualification": {"degree": "Zertifikat", "teaching_languages": "de-en"},
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(media):
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def with_logo(name="eins.webp", **values):
    entry = EntryFactory(**values)
    name = name.replace("eins", entry.slug) if values.get("slug", "a") != "a" else name
    entry.logo.save(name, ContentFile(picture_file("WEBP", size=(40, 20))))
    return entry


# -- The page ---------------------------------------------------------------------------------------


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


# -- The preview of a draft -------------------------------------------------------------------------


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
    assert '<img src="/konto/logo/" alt="">' in page
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


# -- The logo ---------------------------------------------------------------------------------------


def test_page_shows_the_logo_which_never_changes_at_its_address(client):
    entry = with_logo(slug="a")

    page = client.get("/eintraege/a/").content.decode()
    (address,) = re.findall(r'<img src="([^"]+)" alt="" width="40" height="20">', page)
    response = client.get(address)

    assert address == "/eintraege/a/logo/?v=eins"
    assert b"".join(response.streaming_content) == picture_file("WEBP", size=(40, 20))
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "attachment" not in response.headers["Content-Disposition"]
    assert entry.name not in response.headers["Content-Disposition"]


@pytest.mark.parametrize("query", ["", "?v=", "?v=zwei", "?v=zwei&v="])
def test_logo_at_another_address_is_asked_for_again(client, query):
    with_logo(slug="a")

    response = client.get(f"/eintraege/a/logo/{query}")

    assert b"".join(response.streaming_content)
    assert response.headers["Cache-Control"] == "no-cache"


def test_logo_has_an_english_address(client):
    with_logo("eins.png", slug="a")

    response = client.get("/en/entries/a/logo/")

    assert b"".join(response.streaming_content)
    assert response.headers["Content-Type"] == "image/png"


def test_logo_that_is_not_public_is_not_found(client, media):
    with_logo(slug="draft", status="draft")
    with_logo(slug="withdrawn", status="unpublished")
    EntryFactory(slug="without")
    with_logo("eins.svg", slug="strange")
    gone = with_logo(slug="gone")
    (media / gone.logo.name).unlink()
    unknown = client.get("/eintraege/nix/logo/")

    assert unknown.status_code == 404
    for slug in ("draft", "withdrawn", "without", "strange", "gone"):
        response = client.get(f"/eintraege/{slug}/logo/")
        assert (response.status_code, response.content) == (
            404,
            unknown.content.replace(b"/nix/", f"/{slug}/".encode()).replace(b"/nix", f"/{slug}".encode()),
        )


def test_editors_preview_holds_the_logo_of_a_draft(staff_client):
    entry = with_logo(slug="a", status="draft")

    page = staff_client.get(f"/admin/landkarte/entry/{entry.pk}/preview/").content.decode()

    assert 'src="data:image/webp;base64,' in page


def test_entry_whose_logo_is_away_has_a_page(client, media):
    (media / with_logo(slug="a").logo.name).unlink()

    assert client.get("/eintraege/a/").status_code == 200


def test_replaced_logo_goes_after_the_commit(media, django_capture_on_commit_callbacks):
    entry = with_logo(slug="a")
    with django_capture_on_commit_callbacks(execute=True):
        entry.logo.save("zwei.webp", ContentFile(picture_file("WEBP")))
        assert files(media) == ["logos/eins.webp", "logos/zwei.webp"]

    assert files(media) == ["logos/zwei.webp"]


def test_logo_goes_with_its_entry(media, django_capture_on_commit_callbacks):
    entry = with_logo(slug="a")
    with django_capture_on_commit_callbacks(execute=True):
        entry.delete()

    assert files(media) == []


def test_saving_other_fields_keeps_the_logo(media, django_capture_on_commit_callbacks):
    entry = with_logo(slug="a")
    stale = Entry.objects.get(pk=entry.pk)
    stale.logo = ""
    with django_capture_on_commit_callbacks(execute=True):
        stale.save(update_fields=["name"])
        Entry.objects.only("name").get(pk=entry.pk).save()

    assert files(media) == ["logos/eins.webp"]


# -- For machines -----------------------------------------------------------------------------------


def test_api_says_where_the_logo_is(client):
    with_logo(slug="a")
    address = "http://testserver/eintraege/a/logo/?v=eins"

    assert client.get("/api/v1/entries/a/").json()["logo"] == address
    assert [entry["logo"] for entry in client.get("/api/v1/entries/").json()["results"]] == [address]


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


def test_structured_data_names_the_logo():
    entries = [with_logo(slug="a"), with_logo("b.webp", slug="b", kind="best_practice")]
    company, case = [describe(entry, "https://karte.example{}".format) for entry in entries]

    assert company["logo"] == "https://karte.example/eintraege/a/logo/?v=eins"
    assert case["image"] == "https://karte.example/eintraege/b/logo/?v=b"


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
        client.get(address)

    for query in queries:
        assert [name for name in LONG_TEXTS if f'."{name}"' in query["sql"]] == []


# -- Files ------------------------------------------------------------------------------------------


@pytest.fixture
def exported(client, tmp_path):
    for kind, values in OF_KINDS.items():
        EntryFactory(slug=kind, kind=kind, **values)
    path = tmp_path / "export.csv"
    path.write_bytes(b"".join(client.get("/api/v1/entries.csv").streaming_content))
    return path


def details():
    return {entry.slug: [getattr(entry, name) for name in FIELDS] for entry in Entry.objects.all()}


def test_export_of_details_imports_without_change(exported, capsys):
    call_command("import_entries", exported)

    assert "export.csv: 0 neu, 0 geändert, 4 unverändert" in capsys.readouterr().out


def test_export_of_details_makes_the_same_entries(exported):
    before = details()
    Entry.objects.all().delete()

    call_command("import_entries", exported)

    assert details() == before


def test_file_without_details_leaves_them(exported, tmp_path, capsys):
    before = details()
    path = tmp_path / "old.csv"
    path.write_text("slug,kind,name,summary_de\nproject,project,Neuer Name,Kurztext.\n")

    call_command("import_entries", path)

    assert "old.csv: 0 neu, 1 geändert, 0 unverändert" in capsys.readouterr().out
    assert details() == before


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("ends_on", "2020-01-01", "Das Ende liegt vor dem Beginn."),
        ("starts_on", "bald", "ist kein Datum"),
        ("degree", "Zertifikat", "Für die Art „Projekt“ gibt es diese Angabe nicht."),
        ("teaching_languages", "fr", "möglich: de, en, de-en"),
        ("partners", "x" * 2001, "2000"),
    ],
)
def test_wrong_detail_is_named_with_its_line_and_nothing_is_written(exported, tmp_path, column, cell, said):
    before = details()
    path = tmp_path / "wrong.csv"
    path.write_text(f"slug,kind,name,{column}\nproject,project,Neu,{cell}\n")

    with pytest.raises(CommandError) as caught:
        call_command("import_entries", path)

    assert "2" in str(caught.value)
    assert said in str(caught.value)
    assert details() == before


# -- The editors' form ------------------------------------------------------------------------------


def logo_file(content):
    return SimpleUploadedFile("Geheim.png", content, "image/png")


def test_editors_hand_in_a_logo(staff_client, media, django_capture_on_commit_callbacks):
    entry = with_logo(slug="a")
    with django_capture_on_commit_callbacks(execute=True):
        change(staff_client, entry, logo=logo_file(picture_file("PNG", size=(1000, 500))))

    assert (entry.logo_width, entry.logo_height) == (512, 256)
    assert files(media) == [entry.logo.name]
    assert "Geheim" not in entry.logo.name


def test_refused_logo_loses_nothing_else(staff_client, media):
    entry = with_logo(slug="a")

    response = change(staff_client, entry, name="Neu", logo=logo_file(b"<svg/>"))

    form = response.context["adminform"].form
    assert form.errors == {"logo": ["Bitte ein Bild im Format PNG, JPEG oder WebP wählen."]}
    assert form["name"].value() == "Neu"
    assert files(media) == ["logos/eins.webp"]


def test_editors_take_a_logo_away(staff_client, media, django_capture_on_commit_callbacks):
    entry = with_logo(slug="a")
    with django_capture_on_commit_callbacks(execute=True):
        change(staff_client, entry, **{"logo-clear": "on"})

    assert (entry.logo.name, entry.logo_width, files(media)) == ("", None, [])


def test_saving_the_form_keeps_the_logo(staff_client, media, django_capture_on_commit_callbacks):
    entry = with_logo(slug="a")
    with django_capture_on_commit_callbacks(execute=True):
        change(staff_client, entry, name="Neu")

    assert (entry.name, files(media)) == ("Neu", [entry.logo.name])


def test_only_editors_open_the_logo_of_a_draft(staff_client):
    entry = with_logo(slug="a", status="draft")
    address = f"/admin/landkarte/entry/{entry.pk}/file/"

    response = staff_client.get(address)

    assert b"".join(response.streaming_content) == picture_file("WEBP", size=(40, 20))
    assert response.headers["Content-Type"] == "image/webp"
    assert Client().get(address).status_code == 302


def test_editors_cannot_say_what_the_kind_does_not(staff_client):
    entry = EntryFactory(slug="a", kind="project")

    response = change(staff_client, entry, degree="Zertifikat")

    assert response.context["adminform"].form.errors == {
        "degree": ["Für die Art „Projekt“ gibt es diese Angabe nicht."]
    }


def test_list_says_which_details_wait_for_english(staff_client):
    EntryFactory(slug="a", kind="best_practice", summary_en="Short.", **CASE)
    EntryFactory(slug="b", summary_en="Short.")

    response = staff_client.get("/admin/landkarte/entry/?texts=en")

    assert [entry.slug for entry in response.context["cl"].result_list] == ["a"]


def test_period_has_english_words():
    with translation.override("en"):
        assert Entry(starts_on=date(2021, 10, 1)).period == "since October 2021"
