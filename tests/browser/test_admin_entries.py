"""The editors' map of a selection, and the page of a job that a worker does meanwhile."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

NEW_JOB = """
from machinery import jobs
from landkarte.models import Entry
keys = list(Entry.objects.values_list("pk", flat=True)[:250])
options = {"vocabulary": "industries", "mode": "add", "terms": [], "by": None}
parameters = {"action": "terms", "options": options, "entries": keys}
print(jobs.start("entries", by=None, label="Nichts", parameters=parameters, total=len(keys)).pk)
"""


@pytest.fixture
def job(workshop):
    """Waits for a worker, which then may not do it: nobody has begun it."""
    return workshop.manage("shell", "-v0", "-c", NEW_JOB)


def test_map_of_a_selection_leads_to_the_form_and_back(staff_page):
    staff_page.goto("/admin/landkarte/entry/?kind__exact=project")
    staff_page.get_by_role("link", name="Auf der Karte").click()
    markers = staff_page.locator(".map-entries button")
    expect(markers.first).to_be_attached()
    assert "project" in staff_page.url

    staff_page.get_by_role("button", name="Kreise nach Treffern einfärben").click()
    expect(markers).to_have_count(0)
    staff_page.get_by_role("link", name="Zur Liste").click()
    assert staff_page.url.endswith("/admin/landkarte/entry/?kind__exact=project")


def test_page_of_a_job_follows_the_worker(staff_page, workshop, job):
    staff_page.goto("/admin/machinery/job/")
    staff_page.get_by_role("link", name="Nichts").first.click()
    state = staff_page.locator("[data-status]")
    expect(state).to_have_text("wartet")
    assert violations(staff_page) == []

    workshop.manage("run_jobs", "--once")

    expect(state).to_have_text("gescheitert")
    expect(staff_page.get_by_role("button", name="Weitermachen")).to_be_visible()
    assert violations(staff_page) == []
