"""Logos in the form: by the rules of all pictures, for members alone, gone with their row."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from submissions import accepting, review
from submissions.models import Logo, Submission
from tests.desk.browser_form import sent_by
from tests.factories import EntryFactory, MembershipFactory, StaffFactory, SubmissionFactory
from tests.submissions.drafting import address, member_with_draft, picture, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def draft(client):
    return member_with_draft(client)


def upload(client, draft, file, page="save"):
    return save(client, draft, page, logo_file=file)


def bomb():
    """A small file with 169 million pixels."""
    data = BytesIO()
    Image.new("1", (13_000, 13_000)).save(data, "PNG")
    return SimpleUploadedFile("logo.png", data.getvalue())


def moving():
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    data = BytesIO()
    frames[0].save(data, "WEBP", save_all=True, append_images=frames[1:])
    return SimpleUploadedFile("logo.webp", data.getvalue())


def file(name, content):
    return SimpleUploadedFile(name, content)


REFUSED = {
    "svg": lambda: file("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "svg called png": lambda: file("logo.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "gif": lambda: picture(kind="GIF"),
    "pdf": lambda: file("logo.png", b"%PDF-1.7"),
    "psd": lambda: file("logo.psd", b"8BPS\x00\x01" + bytes(200)),
    "eps": lambda: file("logo.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    "page behind the picture": lambda: file("logo.png", picture().read() + b"<script>alert(1)</script>"),
    "broken": lambda: file("logo.png", picture().read()[:60]),
    "empty": lambda: file("logo.png", b""),
    "large": lambda: file("logo.png", picture().read() + bytes(2_200_000)),
    "bomb": bomb,
    "moving": moving,
}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_logo_becomes_a_small_picture_under_a_name_of_its_own(client, draft, kind):
    answer = upload(client, draft, picture((1200, 600), kind, "unser-geheimes-logo.png")).json()
    logo = Logo.objects.get()

    assert (logo.width, logo.height) == (512, 256)
    assert "geheim" not in logo.file.name
    assert (answer["errors"], answer["logo"]) == ({}, logo.key)
    with Image.open(logo.file.path) as stored:
        assert (stored.format, stored.getexif(), "xmp" in stored.info) == ("WEBP", {}, False)


def test_metadata_of_a_photo_is_gone(client, draft):
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Kim"
    upload(client, draft, picture(kind="JPEG", exif=exif))

    with Logo.objects.get().file.open("rb") as stored:
        assert b"Kamera" not in stored.read()


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_no_logo_is_refused_and_nothing_else_is_lost(client, draft, name):
    response = save(client, draft, "edit", name="Neuer Name", logo_file=REFUSED[name]())
    text = response.content.decode()

    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["logo_file"]
    assert ("<title>Fehler:" in text, "#id_logo_file" in text) == (True, True)
    assert Submission.objects.get(pk=draft.pk).content == draft.content | {"name": "Neuer Name"}
    assert Logo.objects.count() == 0


def test_refused_file_keeps_the_logo_that_was_there(client, draft):
    key = upload(client, draft, picture()).json()["logo"]
    answer = upload(client, Submission.objects.get(), file("logo.png", b"nix")).json()

    assert (answer["logo"], list(answer["errors"])) == (key, ["logo_file"])


def error_at_the_logo(client, draft):
    """What the form says at the logo when it is opened again."""
    return list(client.get(address(draft, "edit")).context["form"].errors.get("logo_file", []))


@pytest.mark.parametrize("page", ["save", "edit"])
def test_refusal_stays_until_another_file_is_chosen(client, draft, page):
    upload(client, draft, file("logo.png", b""), page)
    answer = save(client, draft, name="Neuer Name").json()

    assert answer["errors"] == {"logo_file": ["Die Datei ist leer."]}
    assert error_at_the_logo(client, draft) == ["Die Datei ist leer."]

    upload(client, Submission.objects.get(), file("logo.png", b"nix"), page)
    assert error_at_the_logo(client, draft) == ["Bitte ein Bild im Format PNG, JPEG oder WebP wählen."]

    upload(client, Submission.objects.get(), picture(), page)
    assert error_at_the_logo(client, draft) == []


def test_refusal_ends_when_the_logo_is_removed(client, draft):
    upload(client, draft, picture())
    upload(client, Submission.objects.get(), file("logo.png", b"nix"))
    save(client, Submission.objects.get(), logo_remove="on")

    assert error_at_the_logo(client, draft) == []


def test_refusal_makes_no_version(client, draft):
    upload(client, draft, file("logo.png", b"nix"))

    kept = Submission.objects.get()
    assert (kept.version, kept.typed) == (draft.version, {"refused_logo": "no-picture"})


def test_check_page_says_that_the_logo_was_refused_and_lets_go_on(client, draft):
    before = client.get(address(draft, "check")).content.decode()
    upload(client, draft, file("logo.png", b""))
    page = client.get(address(draft, "check"))
    text = page.content.decode()

    assert ("nicht das Logo geworden" in before, page.context["hindrance"]) == (False, "")
    assert ("nicht das Logo geworden" in text, "Die Datei ist leer." in text) == (True, True)
    assert "Ohne eine andere Datei hat der Eintrag kein Logo." in text


def test_refusal_ends_when_it_is_submitted_without(client, draft):
    upload(client, draft, file("logo.png", b""))
    review.submit(
        Submission.objects.get(),
        by=draft.organisation.members.get(),
        version=draft.version,
        consent_version="1",
    )

    sent = Submission.objects.get()
    assert (sent.status, sent.typed) == ("submitted", {})


def test_refusal_is_nothing_that_goes_on_after_the_decision(client, draft):
    review.submit(
        Submission.objects.get(),
        by=draft.organisation.members.get(),
        version=draft.version,
        consent_version="1",
    )
    upload(client, Submission.objects.get(), file("logo.png", b""))

    assert not accepting.goes_on(Submission.objects.get())


def test_refusal_is_kept_through_a_conflict(client, draft):
    save(client, draft, name="Aus einem anderen Fenster", page="anderes")
    conflict = upload(client, draft, file("logo.png", b""), "edit")
    assert conflict.status_code == 409

    client.post(address(draft, "edit"), {**sent_by(conflict), "resolve": "mine"})
    assert error_at_the_logo(client, draft) == ["Die Datei ist leer."]


def test_logo_can_be_removed(client, draft):
    upload(client, draft, picture())
    save(client, Submission.objects.get(), logo_remove="on")

    assert Submission.objects.get().content["logo"] == ""


def read(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def logo_address(draft, key):
    return reverse("submissions:submission-logo", args=[draft.key, key])


def test_logo_is_served_as_what_it_is(client, draft):
    response = client.get(upload(client, draft, picture()).json()["logo_address"])

    assert (response.headers["Content-Type"], response.headers["X-Content-Type-Options"]) == (
        "image/webp",
        "nosniff",
    )
    assert "no-store" in response.headers["Cache-Control"]
    assert read(response)[:4] == b"RIFF"


@pytest.mark.parametrize("who", ["another company", "anonymous"])
def test_logo_is_there_for_members_alone(client, draft, who):
    page = upload(client, draft, picture()).json()["logo_address"]
    client.logout()
    if who == "another company":
        client.force_login(MembershipFactory().user)

    assert client.get(page).status_code == 404


def test_logo_is_there_for_staff(client, draft):
    page = upload(client, draft, picture()).json()["logo_address"]
    client.force_login(StaffFactory())

    assert read(client.get(page))[:4] == b"RIFF"


def test_logo_is_not_there_for_staff_without_a_second_factor(client, draft, settings):
    settings.STAFF_SECOND_FACTOR = True
    page = upload(client, draft, picture()).json()["logo_address"]
    client.force_login(StaffFactory())

    assert client.get(page).status_code == 404


def test_logo_of_another_submission_is_not_found(client, draft):
    key = upload(client, draft, picture()).json()["logo"]
    other = SubmissionFactory(organisation=draft.organisation)

    assert client.get(logo_address(other, key)).status_code == 404
    assert client.get(logo_address(draft, "keep")).status_code == 404  # it has no entry


def test_logo_of_the_entry_is_kept_and_shown(client):
    member = MembershipFactory(organisation__entry=EntryFactory())
    entry = member.organisation.entry
    entry.logo.save("logo.png", picture())
    client.force_login(member.user)
    client.post(reverse("submissions:submission-change", args=[entry.slug]))
    draft = Submission.objects.get()
    save(client, draft, name="Neu")

    assert Submission.objects.get().content["logo"] == "keep"
    response = client.get(logo_address(draft, "keep"))
    assert (response.headers["Content-Type"], read(response)[1:4]) == ("image/png", b"PNG")
    entry.logo.close()


def test_file_goes_with_its_row(client, draft, django_capture_on_commit_callbacks):
    upload(client, draft, picture())
    stored = Logo.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        Submission.objects.get().delete()

    assert not stored.storage.exists(stored.name)


def test_form_shows_the_logo(client, draft):
    page = upload(client, draft, picture()).json()["logo_address"]

    assert f'src="{page}"' in client.get(address(draft, "edit")).content.decode()
