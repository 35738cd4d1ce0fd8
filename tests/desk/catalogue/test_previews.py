"""Editors see the public page of what is not public yet, and nobody else does."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.config.test_pages import Page
from tests.factories import (
    EventFactory,
    FlagshipFactory,
    FundingProgrammeFactory,
    OfferFactory,
    PartnerFactory,
    PublicationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FACTORIES = {
    "offers/offer": OfferFactory,
    "offers/event": EventFactory,
    "offers/publication": PublicationFactory,
    "offers/fundingprogramme": FundingProgrammeFactory,
    "flagships/flagship": FlagshipFactory,
}
HIDDEN = "Vorschau: diese Seite ist nicht öffentlich."
SHOWN = "Vorschau: so ist die Seite gerade öffentlich."


def preview(name, row):
    return f"/admin/{name}/{row.pk}/preview/"


def notes(response):
    return re.findall(r'class="preview-note"[^>]*>([^<]*)<', response.content.decode())


@pytest.mark.parametrize("stage", ["draft", "planned", "expired"])
@pytest.mark.parametrize("name", FACTORIES)
def test_preview_shows_to_staff_what_the_public_cannot_see(staff_client, client, name, stage):
    now = timezone.now()
    times = {
        "draft": {"published_from": None},
        "planned": {"published_from": now + timedelta(days=1)},
        "expired": {"published_from": now - timedelta(days=2), "published_until": now - timedelta(days=1)},
    }[stage]
    row = FACTORIES[name](name="Vorhaben", summary_de="Noch nicht öffentlich.", **times)

    response = staff_client.get(preview(name, row))

    page = Page(response)
    assert ([len(page.all("h1")), len(page.all("main"))], notes(response)) == ([1, 1], [HIDDEN])
    assert "Noch nicht öffentlich." in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert client.get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", FACTORIES)
def test_preview_of_what_is_public_is_its_page_with_a_note(staff_client, name):
    row = FACTORIES[name]()

    response, public = staff_client.get(preview(name, row)), staff_client.get(row.get_absolute_url())

    assert (notes(response), notes(public)) == ([SHOWN], [])
    assert response.templates[0].name == public.templates[0].name


@pytest.mark.parametrize("name", FACTORIES)
def test_form_links_to_the_preview_and_the_public_page(staff_client, name):
    row, draft = FACTORIES[name](), FACTORIES[name](published_from=None)
    pages = [staff_client.get(f"/admin/{name}/{one.pk}/change/").content.decode() for one in (row, draft)]

    assert f'href="{preview(name, row)}"' in pages[0]
    assert f'href="{row.get_absolute_url()}"' in pages[0]
    assert f'href="{draft.get_absolute_url()}"' not in pages[1]


@pytest.mark.parametrize("name", FACTORIES)
def test_preview_needs_the_right_to_view(client, name):
    row = FACTORIES[name](published_from=None)
    user = UserFactory(is_staff=True)
    client.force_login(user)

    assert client.get(preview(name, row)).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename=f"view_{name.split('/')[1]}"))
    assert client.get(preview(name, row)).status_code == 200


@pytest.mark.parametrize("name", FACTORIES)
def test_preview_of_nothing_is_not_found(staff_client, name):
    assert staff_client.get(f"/admin/{name}/999999/preview/").status_code == 404


def test_preview_offers_nothing_that_only_the_public_page_can_do(staff_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    rows = {
        "offers/offer": OfferFactory(requestable=True, published_from=None),
        "offers/event": EventFactory(in_days=9, registration="form", published_from=None),
        "offers/publication": PublicationFactory(
            link="", file=ContentFile(b"%PDF-", name="x.pdf"), published_from=None
        ),
    }
    for name, row in rows.items():
        response = staff_client.get(preview(name, row))
        addresses = {link["href"] for sort in ("a", "link") for link in Page(response).all(sort)}
        own = row.get_absolute_url().rstrip("/")
        actions = {re.sub("https?://[^/]+", "", href) for href in addresses} - {f"{own}/", f"/en{own}/"}

        assert [href for href in actions if href.startswith(own)] == []
        assert "application/ld+json" not in response.content.decode()


def test_preview_of_a_flagship_shows_its_partners(staff_client):
    flagship = FlagshipFactory(published_from=None)
    PartnerFactory(flagship=flagship, name="Hochschule im Tal")

    assert "Hochschule im Tal" in staff_client.get(preview("flagships/flagship", flagship)).content.decode()


def test_preview_of_a_series_shows_its_dates(staff_client):
    series = EventFactory(in_days=None, published_from=None)
    EventFactory(series=series, name="Treffen im März")

    assert "Treffen im März" in staff_client.get(preview("offers/event", series)).content.decode()
