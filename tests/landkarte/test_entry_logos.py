"""Logos of entries: who gets them where, how they come in, and when their files go."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from landkarte.entries.structured_data import describe
from landkarte.models import Entry
from tests.client import Client
from tests.desk.entries.test_entries import change
from tests.factories import EntryFactory
from tests.machinery.pictures import picture_file
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


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


def test_page_shows_the_logo_which_never_changes_at_its_address(client):
    entry = with_logo(slug="a")

    page = seen(client.get("/eintraege/a/"))
    (address,) = re.findall(r'<img class="face" src="([^"]+)" alt="" width="40"\s+height="20"', page)
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


def test_api_says_where_the_logo_is(client):
    with_logo(slug="a")
    address = "http://testserver/eintraege/a/logo/?v=eins"

    assert client.get("/api/v1/entries/a/").json()["logo"] == address
    assert [entry["logo"] for entry in client.get("/api/v1/entries/").json()["results"]] == [address]


def test_structured_data_names_the_logo():
    entries = [with_logo(slug="a"), with_logo("b.webp", slug="b", kind="best_practice")]
    company, case = [describe(entry, "https://karte.example{}".format) for entry in entries]

    assert company["logo"] == "https://karte.example/eintraege/a/logo/?v=eins"
    assert case["image"] == "https://karte.example/eintraege/b/logo/?v=b"


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
