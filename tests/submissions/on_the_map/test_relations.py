"""What the page of an entry offers on the companies' side."""

import pytest
from django.urls import reverse

from tests.config.test_pages import Page
from tests.factories import EntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def links(page):
    return [link["href"] for link in page.all("a") if link.get("rel") == "nofollow"]


def test_page_of_an_entry_leads_to_its_claim_and_to_a_report(client):
    entry = EntryFactory(slug="alpha")

    shown = Page(client.get(entry.get_absolute_url()))

    ways = "offers:entry-enquiry-create", "submissions:claim-create", "landkarte:report-create"
    assert links(shown) == [reverse(name, args=["alpha"]) for name in ways]


def test_exhibit_leads_to_no_claim(client):
    entry = EntryFactory(slug="alpha")

    assert links(Page(client.get(f"{entry.get_absolute_url()}?kiosk=1"))) == []
