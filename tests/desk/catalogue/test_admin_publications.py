"""Files of publications: only PDF, nothing lost, nothing left over."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from offers.models import Publication
from offers.models.publication import LARGEST_FILE
from tests.desk.catalogue.test_catalogue import ROOT, change
from tests.factories import PublicationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
ADD = f"{ROOT}publication/add/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(media):
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def uploaded(content=PDF, name="Bericht 2026 (Entwurf Müller).pdf", kind="application/pdf"):
    return SimpleUploadedFile(name, content, content_type=kind)


def add(client, **values):
    return client.post(ADD, {"name": "Studie", "slug": "studie", "summary_de": "Kurz.", **values})


@pytest.fixture
def publication(media):
    publication = PublicationFactory.build(slug="studie", link="")
    publication.file.save("a.pdf", ContentFile(PDF + b"old"))
    return publication


# -- Taking files in ----------------------------------------------------------------------------------


def test_file_is_kept_under_a_name_that_says_nothing(staff_client, media):
    add(staff_client, file=uploaded())

    publication = Publication.objects.get()
    assert files(media) == [publication.file.name]
    assert len(publication.file.name) == len("publications/.pdf") + 24
    assert "Bericht" not in publication.file.name
    assert (media / publication.file.name).read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<html><script>alert(1)</script>", "a.pdf", "application/pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image/svg+xml"),
        (b" " + PDF, "a.pdf", "application/pdf"),
        (PDF[:-8], "a.pdf", "application/pdf"),
        (b"%PDF", "a.pdf", "application/pdf"),
        (b"MZ\x90\x00%PDF-1.7 %%EOF", "a.pdf", "application/pdf"),
    ],
)
def test_what_is_no_pdf_is_refused_and_loses_nothing_else(staff_client, media, content, name, kind):
    response = add(staff_client, file=uploaded(content, name, kind), publisher="KI.NRW", year="2026")

    form = response.context["adminform"].form
    assert form.errors == {"file": ["Das ist keine PDF-Datei, oder sie ist unvollständig."]}
    assert [form[name].value() for name in ("name", "summary_de", "publisher", "year")] == [
        "Studie",
        "Kurz.",
        "KI.NRW",
        "2026",
    ]
    assert (Publication.objects.count(), files(media)) == (0, [])


def test_empty_file_is_refused(staff_client, media):
    response = add(staff_client, file=uploaded(b""))

    assert "file" in response.context["adminform"].form.errors
    assert files(media) == []


@pytest.mark.parametrize(("more", "accepted"), [(0, True), (1, False)])
def test_file_has_a_largest_size(staff_client, media, more, accepted):
    content = PDF[:9] + b"0" * (LARGEST_FILE - len(PDF) + more) + PDF[9:]

    response = add(staff_client, file=uploaded(content))

    assert (response.status_code == 302, len(files(media))) == (accepted, int(accepted))
    if not accepted:
        assert response.context["adminform"].form.errors == {"file": ["Die Datei ist größer als 20 MB."]}


def test_file_and_address_at_once_are_refused_and_nothing_is_stored(staff_client, media):
    response = add(staff_client, file=uploaded(), link="https://example.org/")

    assert response.context["adminform"].form.non_field_errors() == [
        "Bitte nicht zugleich eine Datei und eine Adresse angeben."
    ]
    assert files(media) == []


def test_refused_form_stores_no_file(staff_client, media):
    response = add(staff_client, file=uploaded(), year="1")

    assert (response.status_code, files(media)) == (200, [])


# -- A file and its row -------------------------------------------------------------------------------


def test_replaced_file_goes_after_the_commit(
    staff_client, publication, media, django_capture_on_commit_callbacks
):
    old = publication.file.name
    with django_capture_on_commit_callbacks() as after_commit:
        change(staff_client, publication, file=uploaded())

    assert files(media) == sorted([old, publication.file.name])
    for call in after_commit:
        call()
    assert files(media) == [publication.file.name]
    assert (media / publication.file.name).read_bytes() == PDF


def test_saving_without_a_new_file_keeps_the_old_one(
    staff_client, publication, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change(staff_client, publication, name="Neu")

    assert (publication.name, files(media)) == ("Neu", [publication.file.name])


def test_cleared_file_goes_for_an_address(
    staff_client, publication, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change(staff_client, publication, link="https://example.org/", **{"file-clear": "on"})

    assert (publication.link, files(media)) == ("https://example.org/", [])


def test_refused_replacement_keeps_file_and_row(
    staff_client, publication, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = change(staff_client, publication, name="Neu", file=uploaded(b"<html>"))

    assert "file" in response.context["adminform"].form.errors
    assert (publication.name != "Neu", files(media)) == (True, [publication.file.name])


@pytest.mark.parametrize("path", ["{pk}/delete/", ""])
def test_file_goes_with_its_row(staff_client, publication, media, path, django_capture_on_commit_callbacks):
    form = {"post": "yes", "action": "delete_selected", "_selected_action": publication.pk}

    with django_capture_on_commit_callbacks(execute=True):
        staff_client.post(f"{ROOT}publication/{path.format(pk=publication.pk)}", form)

    assert (Publication.objects.count(), files(media)) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_deletion_that_is_taken_back_keeps_the_file(publication, media):
    with transaction.atomic():
        publication.delete()
        transaction.set_rollback(True)

    assert (Publication.objects.count(), len(files(media))) == (1, 1)


def test_file_whose_row_is_not_saved_goes_again(staff_client, media, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Publication, "save", fail)

    with pytest.raises(DatabaseError):
        add(staff_client, file=uploaded())

    assert files(media) == []


def test_disk_that_takes_no_file_is_said_in_the_form(staff_client, media):
    (media / "publications").write_text("no folder")

    response = add(staff_client, file=uploaded())

    assert response.context["adminform"].form.errors == {
        "file": ["Die Datei konnte nicht gespeichert werden. Ist noch Platz auf dem Server?"]
    }
    assert not Publication.objects.exists()


# -- Reading it ---------------------------------------------------------------------------------------


def test_form_links_to_the_file_of_a_draft(staff_client, publication):
    Publication.objects.update(published_from=None)
    address = f"{ROOT}publication/{publication.pk}/file/"

    assert (
        f'href="{address}"'
        in staff_client.get(f"{ROOT}publication/{publication.pk}/change/").content.decode()
    )
    response = staff_client.get(address)
    assert response.getvalue() == PDF + b"old"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="studie.pdf"'
    assert "no-store" in response.headers["Cache-Control"]


def test_file_that_is_not_there_is_not_found(staff_client, publication, media):
    (media / publication.file.name).unlink()
    link = PublicationFactory()

    codes = [
        staff_client.get(f"{ROOT}publication/{pk}/file/").status_code
        for pk in (publication.pk, link.pk, 99999)
    ]

    assert codes == [404, 404, 404]


def test_row_whose_file_is_away_can_still_be_saved(staff_client, publication, media):
    (media / publication.file.name).unlink()

    change(staff_client, publication, name="Neu")

    assert publication.name == "Neu"


def test_file_needs_the_right_to_view(client, publication):
    user = UserFactory(is_staff=True)
    client.force_login(user)
    address = f"{ROOT}publication/{publication.pk}/file/"

    assert client.get(address).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename="view_publication"))
    response = client.get(address)
    response.close()
    assert response.status_code == 200


def test_media_folder_has_no_address(client, publication):
    assert client.get(f"/{publication.file.name}").status_code == 404
    assert client.get(f"/media/{Path(publication.file.name).name}").status_code == 404
