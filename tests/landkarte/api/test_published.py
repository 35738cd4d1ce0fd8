"""What all API answers over published data have in common: ETag, language, no cookies."""

import gzip

import pytest

from landkarte.models import Entry
from tests.factories import EntryFactory, IndustryFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESSES = [
    "/api/v1/entries/",
    "/api/v1/entries/a/",
    "/api/v1/entries.csv",
    "/api/v1/entries.geojson",
    "/api/v1/map/",
    "/api/v1/regions/",
    "/api/v1/regions.geojson",
    "/api/v1/industries/",
    "/api/v1/focuses/",
    "/api/v1/suggestions/",
]


@pytest.fixture
def entry():
    return EntryFactory(slug="a", name="Alpha", industries=["energy"], focuses=["vision"])


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_unchanged_answer_is_304_and_empty(client, entry):
    for address in ADDRESSES:
        etag = client.get(address).headers["ETag"]

        response = client.get(address, headers={"If-None-Match": etag})

        assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("address", ADDRESSES)
def test_changed_data_are_a_new_answer(client, entry, address):
    etag = client.get(address).headers["ETag"]
    Entry.objects.update(name="Beta")

    response = client.get(address, headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert response.headers["ETag"] != etag


def test_each_language_has_its_own_etag(client, entry):
    for address in ADDRESSES:
        german, english = (
            client.get(address, headers={"Accept-Language": language}) for language in ("de", "en")
        )

        assert german.headers["ETag"] != english.headers["ETag"]
        assert "Accept-Language" in german.headers["Vary"]
        answer = client.get(
            address, headers={"Accept-Language": "en", "If-None-Match": german.headers["ETag"]}
        )
        assert answer.status_code == 200


def test_new_release_has_new_etags(client, entry, settings):
    etag = client.get("/api/v1/map/").headers["ETag"]
    settings.RELEASE = "next"

    assert client.get("/api/v1/map/").headers["ETag"] != etag


def test_answer_sets_no_cookie_and_must_be_checked_again(client, entry):
    for address in ADDRESSES:
        response = client.get(address)

        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-cache"
        assert "Cookie" not in response.headers["Vary"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_staff_see_what_everybody_sees(client, entry, address):
    EntryFactory(slug="geheim", status="draft")
    public = body(client.get(address))
    client.force_login(StaffFactory())

    assert body(client.get(address)) == public
    assert b"geheim" not in public


def test_head_has_the_headers_of_get(client, entry):
    for address in ADDRESSES:
        get, head = client.get(address), client.head(address)

        assert (head.status_code, body(head)) == (200, b"")
        assert (head.headers["ETag"], head.headers["Content-Type"]) == (
            get.headers["ETag"],
            get.headers["Content-Type"],
        )


def test_compressed_answer_is_the_same_and_304_works_for_it(client, entry):
    IndustryFactory.create_batch(10)
    EntryFactory.create_batch(5)
    for address in ADDRESSES:
        plain = body(client.get(address))
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})

        if len(plain) >= 500:  # below, packing may not pay
            assert packed.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(body(packed)) == plain
        response = client.get(address, headers={"If-None-Match": packed.headers["ETag"]})
        assert response.status_code == 304


def test_answer_is_no_304_for_another_entry_after_it_was_withdrawn(client, entry):
    etag = client.get("/api/v1/entries/a/").headers["ETag"]
    Entry.objects.update(status="unpublished")

    assert client.get("/api/v1/entries/a/", headers={"If-None-Match": etag}).status_code == 404
