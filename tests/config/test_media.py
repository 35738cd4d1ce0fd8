"""Files in a storage that speaks S3: what takes and gives files works with it as with a disk, and when it is
away nobody loses what they sent."""

import csv
import io
import logging

import boto3
import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from moto.server import ThreadedMotoServer

from config.caches import caches as declared
from config.media import media
from config.s3 import IN_MEMORY
from desk.importing import rows, steps
from machinery.spreadsheets import uploads
from offers.models import Publication
from submissions.models import Logo
from tests.browser.portal import free_port
from tests.desk.catalogue.test_admin_publications import PDF, add, uploaded
from tests.factories import EntryFactory, PublicationFactory
from tests.machinery.pictures import picture_file
from tests.submissions.drafting import member_with_draft, picture, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BUCKET, FOLDER = "dateien", "landkarte"
KEY = {"aws_access_key_id": "schluessel", "aws_secret_access_key": "geheim", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def server():
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # moto sets it
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def use(settings, tmp_path):
    """Lets this process have its files in the storage at this address, and nothing of them here yet."""

    def use(endpoint):
        address = f"s3://{BUCKET}/{FOLDER}?endpoint={endpoint}&region=us-east-1"
        files = media(address, key=KEY["aws_access_key_id"], secret=KEY["aws_secret_access_key"])
        settings.STORAGES = settings.STORAGES | {"default": files}
        settings.CACHES = declared("", tmp_path)
        return storages["default"]

    return use


@pytest.fixture
def bucket(server, use):
    """What lies there: a function that returns the names, as the storage's other users see them."""
    client = boto3.client("s3", endpoint_url=server, **KEY)
    client.create_bucket(Bucket=BUCKET)
    use(server)

    def names():
        return [found["Key"] for found in client.list_objects(Bucket=BUCKET).get("Contents", [])]

    yield names
    for name in names():
        client.delete_object(Bucket=BUCKET, Key=name)
    client.close()


@pytest.fixture
def go_away(use):
    """From now on, nobody answers there; what was read before stays on this machine."""

    def go_away():
        kept = caches["files"]._dir
        use(f"http://127.0.0.1:{free_port()}")
        assert caches["files"]._dir == kept

    return go_away


def with_logo():
    entry = EntryFactory(slug="a")
    entry.logo.save("eins.webp", ContentFile(picture_file("WEBP", size=(40, 20))))
    return entry


def with_file(content=PDF):
    publication = PublicationFactory.build(slug="studie", link="")
    publication.file.save("a.pdf", ContentFile(content))
    return publication


def content_of(response):
    return b"".join(response.streaming_content)


def test_file_that_editors_bring_lies_there_and_is_given_out(staff_client, client, bucket):
    add(staff_client, file=uploaded())
    publication = Publication.objects.get()
    Publication.objects.update(published_from="2026-01-01T00:00Z")

    assert bucket() == [f"{FOLDER}/{publication.file.name}"]
    assert content_of(client.get("/publikationen/studie/datei/")) == PDF
    assert publication.file_size == len(PDF)


def test_file_goes_with_its_row(bucket, django_capture_on_commit_callbacks):
    publication = with_file()
    assert len(bucket()) == 1

    with django_capture_on_commit_callbacks(execute=True):
        publication.delete()

    assert bucket() == []
    with pytest.raises(FileNotFoundError):
        storages["default"].open(publication.file.name)


def test_long_file_is_read_whole(client, bucket):
    long = PDF[:-6] + b"x" * (2 * IN_MEMORY) + PDF[-6:]
    with_file(long)

    assert content_of(client.get("/publikationen/studie/datei/")) == long


def test_file_that_was_never_there_is_not_found(client, bucket):
    publication = with_file()
    Publication.objects.filter(pk=publication.pk).update(file="publications/weg.pdf")

    assert client.get("/publikationen/studie/datei/").status_code == 404


def test_no_file_takes_the_place_of_another(bucket):
    first = storages["default"].save("logos/a.webp", ContentFile(b"1"))
    second = storages["default"].save("logos/a.webp", ContentFile(b"2"))

    assert first != second
    assert [storages["default"].open(name).read() for name in (first, second)] == [b"1", b"2"]


def test_logo_is_given_out_by_us_and_asked_for_once(client, bucket, go_away):
    with_logo()
    first = client.get("/eintraege/a/logo/")
    go_away()
    again = client.get("/eintraege/a/logo/")

    assert (first.status_code, first.headers["Content-Type"]) == (200, "image/webp")
    assert content_of(first) == content_of(again) != b""


def test_logo_of_a_member_is_made_small_and_lies_there(client, bucket):
    draft = member_with_draft(client)
    save(client, draft, logo_file=picture())

    logo = Logo.objects.get()
    assert bucket() == [f"{FOLDER}/{logo.file.name}"]
    assert (logo.width, logo.height) == (300, 200)
    assert content_of(client.get(f"/konto/einreichungen/{draft.key}/logos/{logo.key}/"))[8:12] == b"WEBP"


def test_import_is_read_from_there(staff, bucket):
    text = io.StringIO()
    csv.writer(text).writerows([["slug", "name"], ["a", "Älteste"]])
    batch = steps.bring(SimpleUploadedFile("firmen.csv", text.getvalue().encode()), by=staff)
    caches["files"].clear()

    with rows.open_file(batch) as file:
        assert [row.cells for row in uploads.read(file, batch.table)] == [["a", "Älteste"]]


# -- The storage is away --------------------------------------------------------------------------------


def test_reader_is_asked_to_come_again(client, bucket, go_away):
    with_file()
    caches["files"].clear()
    go_away()
    response = client.get("/publikationen/studie/datei/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Die Dateien sind gerade nicht da" in response.content.decode()


def test_page_that_only_names_the_file_is_there(client, bucket, go_away):
    with_file()
    go_away()

    assert client.get("/publikationen/studie/").status_code == 200


def test_member_gets_the_form_back(client, bucket, go_away):
    draft = member_with_draft(client)
    go_away()
    response = save(client, draft, logo_file=picture(), name="Mein langer Name der Firma, die es gibt")

    assert response.status_code == 503
    assert "Mein langer Name der Firma, die es gibt" in response.content.decode()
    assert not Logo.objects.exists()


def test_editor_is_told_in_the_form(staff_client, bucket, go_away):
    go_away()
    response = add(staff_client, file=uploaded())

    assert "Die Datei konnte nicht gespeichert werden" in str(response.context["adminform"].form.errors)


def test_nobody_waits_twice_for_it(client, bucket, use):
    entry = with_logo()
    caches["files"].clear()
    files = use(f"http://127.0.0.1:{free_port()}")
    client.get("/eintraege/a/logo/")
    before = files.back_at
    client.get("/eintraege/a/logo/")

    assert files.back_at == before > 0
    assert entry.logo.storage.back_at == before
