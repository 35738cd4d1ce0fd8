"""Publications: list, page, and the file."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.config.test_pages import Page
from tests.factories import IndustryFactory, OfferFactory, PublicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = datetime.timedelta(days=1)
PDF = b"%PDF-1.7 Inhalt"
HIDDEN = {
    "draft": {"published_from": None},
    "planned": {"published_from": timezone.now() + DAY},
    "expired": {"published_from": timezone.now() - 2 * DAY, "published_until": timezone.now() - DAY},
}


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def with_file(**fields):
    return PublicationFactory(link="", file=ContentFile(PDF, name="intern.pdf"), **fields)


def test_without_publications_the_page_says_so_and_leads_on(client):
    PublicationFactory(name="Geheim", published_from=None)

    response = client.get("/publikationen/")

    content, links = response.content.decode(), {link["href"] for link in Page(response).all("a")}
    assert response.status_code == 200
    assert "Noch ist hier nichts zu lesen." in content
    assert "Geheim" not in content
    assert {"/angebote/", "/foerderung/", "/?kind=best_practice"} <= links
    assert "data-filter" not in content


def test_latest_comes_first(client):
    for name, year in (("Ohne", None), ("Alt", 2020), ("Neu", 2025)):
        PublicationFactory(name=name, year=year)

    assert [row.name for row in client.get("/publikationen/").context["page"]] == ["Neu", "Alt", "Ohne"]


def test_filters_name_publications(client):
    PublicationFactory(name="Klinik").industries.set([IndustryFactory(slug="health")])
    PublicationFactory(name="Werkstatt").industries.set([IndustryFactory(slug="crafts")])

    assert [row.name for row in client.get("/publikationen/?industry=crafts").context["page"]] == [
        "Werkstatt"
    ]
    assert [row.name for row in client.get("/publikationen/?q=klinik").context["page"]] == ["Klinik"]
    assert client.get("/publikationen/?industry=nix").status_code == 400


def test_list_takes_the_same_queries_for_one_and_three(client):
    numbers = []
    for _ in range(2):
        PublicationFactory()
        with CaptureQueriesContext(connection) as queries:
            client.get("/publikationen/")
        numbers.append(len(queries))
        PublicationFactory().industries.set([IndustryFactory()])

    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("period", HIDDEN.values(), ids=HIDDEN)
def test_publication_that_is_not_public_is_nowhere(client, media, period):
    with_file(slug="geheim", name="Geheim", **period)
    PublicationFactory(slug="offen", name="Offen")

    assert [row.slug for row in client.get("/publikationen/").context["page"]] == ["offen"]
    assert client.get("/publikationen/geheim/").status_code == 404
    assert client.get("/publikationen/geheim/datei/").status_code == 404


def test_link_leads_out_with_its_host_in_sight(client):
    PublicationFactory(slug="alpha", link="https://www.lesen.example/heft.pdf")

    response = client.get("/publikationen/alpha/")

    links = {link["href"]: link.get("rel") for link in Page(response).all("a")}
    assert links["https://www.lesen.example/heft.pdf"] == "nofollow ugc noopener"
    assert ">lesen.example<" in response.content.decode()
    assert client.get("/publikationen/alpha/datei/").status_code == 404


def test_page_names_the_offers_that_everybody_may_see(client):
    publication = PublicationFactory(slug="alpha")
    publication.offers.set(
        [OfferFactory(slug="offen"), OfferFactory(slug="geheim", name="Geheim", published_from=None)]
    )

    response = client.get("/publikationen/alpha/")

    assert [offer.slug for offer in response.context["offers"]] == ["offen"]
    assert "Geheim" not in response.content.decode()


def test_file_is_saved_under_the_publications_name(client, media):
    with_file(slug="leitfaden")

    response = client.get("/publikationen/leitfaden/datei/")

    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"] == 'attachment; filename="leitfaden.pdf"'
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_page_offers_the_file_with_its_size(client, media):
    with_file(slug="leitfaden")

    response = client.get("/publikationen/leitfaden/")

    assert "/publikationen/leitfaden/datei/" in {link["href"] for link in Page(response).all("a")}
    assert "15\xa0Bytes" in response.content.decode()


def test_lost_file_is_not_found_and_its_page_still_opens(client, media):
    publication = with_file(slug="leitfaden")
    (media / publication.file.name).unlink()

    assert client.get("/publikationen/leitfaden/datei/").status_code == 404
    assert client.get("/publikationen/leitfaden/").status_code == 200
    assert client.get("/api/v1/publications/leitfaden/").status_code == 200
