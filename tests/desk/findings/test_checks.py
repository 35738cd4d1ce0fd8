"""What the checks find at entries, when it goes again, and what staff put aside."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from desk.findings import after_saves, checks
from desk.models import Finding
from desk.queue import sources
from desk.running import daily
from landkarte.entries.moderation import unpublish
from landkarte.models import Entry
from machinery.names import by_name
from tests.factories import (
    DistrictFactory,
    EntryFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    StateFactory,
    SubmissionFactory,
)
from tests.submissions.states import submitted

pytestmark = pytest.mark.django_db

BERLIN = {"latitude": 52.52, "longitude": 13.4}
BONN = {"latitude": 50.73, "longitude": 7.1}


def sound(**fields):
    """An entry of which nothing is to be said, but that nobody owns it."""
    return EntryFactory(summary_en="Short text.", focuses=["vision"], **fields)


def found(entry):
    """Name of the check -> what it says, without the one that concerns nearly all."""
    checks.look_at([entry.pk])
    lines = Finding.objects.filter(entry=entry).exclude(check_name="no_owner")
    return dict(lines.values_list("check_name", "detail"))


def test_sound_entry_has_no_finding():
    assert found(sound()) == {}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (BERLIN, {"outside_nrw": "point"}),
        (BONN, {"far_from_town": "25 km, Köln"}),
        ({"website": "http:/example.org"}, {"malformed_website": "http:/example.org"}),
        ({"website": "https://localhost/a"}, {"malformed_website": "https://localhost/a"}),
        ({"website": "https://www.example.org"}, {}),
        ({"without_place": True}, {}),
    ],
)
def test_place_and_website_are_checked(fields, expected):
    assert found(sound(**fields)) == expected


def test_town_in_another_state_is_found():
    state = StateFactory(ags="07", name="Rheinland-Pfalz")
    town = MunicipalityFactory(
        ags="07111000", name="Koblenz", parent=DistrictFactory(ags="07111", parent=state)
    )

    assert found(sound(region=town)) == {"outside_nrw": "Koblenz"}


def test_point_beyond_the_outlines_is_outside():
    square = [[6.9, 50.9], [7.0, 50.9], [7.0, 51.0], [6.9, 51.0], [6.9, 50.9]]
    DistrictFactory(outline={"type": "Polygon", "coordinates": [square]})
    MunicipalityFactory()

    assert found(sound(latitude=51.05, longitude=6.95)) == {"outside_nrw": "point"}
    assert found(sound(latitude=50.99, longitude=6.95)) == {}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"summary_en": "Short text."}, {"no_focus": ""}),
        ({"focuses": ["vision"]}, {"no_summary": "en"}),
        ({"focuses": ["vision"], "summary_de": "", "summary_en": "Short text."}, {"no_summary": "de"}),
    ],
)
def test_missing_content_is_found(fields, expected):
    assert found(EntryFactory(**fields)) == expected


@pytest.mark.parametrize("status", ["draft", "published"])
def test_public_entry_of_an_organisation_that_is_not_is_found(status):
    hidden = sound(name="Verborgene GmbH", status="unpublished")
    expected = {"organisation_unpublished": "Verborgene GmbH"} if status == "published" else {}

    assert found(sound(organisation=hidden, status=status)) == expected
    assert found(sound(organisation=sound())) == {}


def test_entry_that_was_taken_off_the_map_has_no_finding(staff):
    entry = EntryFactory(**BERLIN)
    before = found(entry)

    unpublish(entry, by=staff)

    assert sorted(before) == ["no_focus", "no_summary", "outside_nrw"]
    assert (found(entry), Finding.objects.filter(entry=entry).count()) == ({}, 0)


def test_entry_without_owner_is_found_quietly():
    owned = MembershipFactory(organisation=OrganisationFactory(entry=sound())).organisation
    product, stranger, left = (
        sound(organisation=owned.entry),
        sound(),
        OrganisationFactory(entry=sound()).entry,
    )
    checks.look_at_all()

    lonely = Finding.objects.filter(check_name="no_owner").values_list("entry", flat=True)

    assert set(lonely) == {stranger.pk, left.pk}
    assert Finding.objects.filter(entry=product).count() == 0
    assert list(checks.CHECKS)[-1] == "no_owner"


def test_change_and_new_submission_of_the_same_name_are_found():
    entry = sound(name="Werkstatthelfer", kind="product")
    Entry.objects.refresh_search()
    change = submitted(OrganisationFactory(entry=sound()), entry=entry)
    alone = found(entry)
    twin = submitted(OrganisationFactory(entry=sound()))
    SubmissionFactory(organisation=OrganisationFactory(entry=sound()))  # a draft of that name

    assert alone == {}
    assert found(entry) == {"two_submissions": ", ".join(sorted([change.reference, twin.reference]))}


# -- Coming and going ------------------------------------------------------------------------------------


def test_finding_goes_when_it_is_no_longer_true():
    entry = sound(**BERLIN)
    checks.look_at_all()
    Entry.objects.filter(pk=entry.pk).update(latitude=50.93, longitude=6.95)

    daily.tasks()["consistency"]()

    assert not Finding.objects.filter(entry=entry).filter(check_name="outside_nrw").exists()


def test_second_look_changes_nothing():
    EntryFactory(**BERLIN)
    checks.look_at_all()
    before = list(Finding.objects.values())

    assert (checks.look_at_all(), list(Finding.objects.values())) == (0, before)


def test_batches_see_every_entry(monkeypatch):
    monkeypatch.setattr(checks, "BATCH", 2)
    entries = [EntryFactory() for _number in range(5)]

    checks.look_at_all()

    assert Finding.objects.filter(check_name="no_focus").count() == len(entries)


def test_saved_entry_is_looked_at_after_its_transaction(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        entry, other = EntryFactory(), EntryFactory(focuses=["vision"])
        entry.focuses.set([])

    looks = [call for call in callbacks if isinstance(getattr(call, "__self__", None), after_saves._Look)]
    names = {
        one.pk: set(Finding.objects.filter(entry=one).values_list("check_name", flat=True))
        for one in (entry, other)
    }
    assert names == {
        entry.pk: {"no_focus", "no_summary", "no_owner"},
        other.pk: {"no_summary", "no_owner"},
    }
    assert len(looks) == 1


def test_entries_of_an_organisation_are_looked_at_when_it_is_unpublished(
    staff, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        product = sound(organisation=sound())

    with django_capture_on_commit_callbacks(execute=True):
        unpublish(product.organisation, by=staff)

    assert Finding.objects.filter(entry=product).filter(check_name="organisation_unpublished").exists()


def test_new_member_ends_that_nobody_owns_the_entry(django_capture_on_commit_callbacks):
    organisation = OrganisationFactory(entry=sound())
    checks.look_at_all()

    with django_capture_on_commit_callbacks(execute=True):
        MembershipFactory(organisation=organisation)

    assert Finding.objects.filter(entry=organisation.entry).count() == 0


def test_number_of_queries_does_not_grow_with_entries(django_assert_max_num_queries):
    for _number in range(20):
        EntryFactory(**BONN)

    with django_assert_max_num_queries(9):
        checks.look_at_all()


# -- Putting aside ---------------------------------------------------------------------------------------


def test_what_was_put_aside_stays_away_while_it_says_the_same(staff):
    entry = sound(**BONN)
    checks.look_at_all()
    checks.put_aside(Finding.objects.all(), by=staff)

    checks.look_at_all()
    same = Finding.objects.filter(entry=entry).get(check_name="far_from_town")
    Entry.objects.filter(pk=entry.pk).update(latitude=50.7)
    checks.look_at_all()
    changed = Finding.objects.filter(entry=entry).get(check_name="far_from_town")

    assert same.ignored_by == staff
    assert (changed.ignored_at, changed.ignored_by) == (None, None)
    assert changed.detail != same.detail


def act(client, action, findings):
    form = {"action": action, "_selected_action": [finding.pk for finding in findings]}
    query = "?aside=all" if action == "take_selected_up" else ""
    return client.post(reverse("admin:desk_finding_changelist") + query, form)


def test_list_puts_aside_in_bulk_and_keeps_who_and_when(staff, staff_client):
    entries = [EntryFactory(), EntryFactory()]
    checks.look_at_all()
    chosen = Finding.objects.filter(check_name="no_focus")

    act(staff_client, "put_selected_aside", chosen)
    aside = list(Finding.objects.exclude(ignored_at=None))
    act(staff_client, "take_selected_up", chosen)

    assert {(one.entry_id, one.check_name, one.ignored_by) for one in aside} == {
        (entry.pk, "no_focus", staff) for entry in entries
    }
    assert Finding.objects.open().count() == Finding.objects.count()
    told = LogEntry.objects.filter(object_id=aside[0].pk).order_by("pk").values_list("change_message", "user")
    assert list(told) == [("Zurückgestellt.", staff.pk), ("Wieder aufgenommen.", staff.pk)]


def test_list_shows_one_check_and_leads_to_its_entries(staff_client):
    EntryFactory(name="Ohne")
    sound(name="Mit")
    checks.look_at_all()

    page = staff_client.get(reverse("admin:desk_finding_changelist") + "?check=no_focus")

    assert [finding.entry.name for finding in page.context["cl"].result_list] == ["Ohne"]
    assert 'href="/admin/landkarte/entry/?finding=no_focus"' in page.content.decode()


def test_list_does_not_mind_unknown_values(staff_client):
    address = reverse("admin:desk_finding_changelist")

    assert staff_client.get(f"{address}?check=nix&aside=nix").status_code == 200


def test_form_of_the_entry_shows_its_findings(staff_client):
    entry = sound(website="http:/<b>", **BERLIN)
    other = sound(latitude=50.73, longitude=7.1)
    checks.look_at_all()

    page = staff_client.get(reverse("admin:landkarte_entry_change", args=[entry.pk])).content.decode()

    assert "http:/&lt;b&gt;" in page
    assert "Der Punkt liegt außerhalb von Nordrhein-Westfalen." in page
    assert "km, Köln" not in page
    assert Finding.objects.filter(entry=other).filter(check_name="far_from_town").exists()


def test_queue_has_a_heap_for_each_check_from_one_query(staff, django_assert_num_queries):
    EntryFactory()
    EntryFactory()
    checks.look_at_all()
    Finding.objects.filter(check_name="no_summary").update(ignored_at="2026-11-01T00:00Z")

    with django_assert_num_queries(1):
        heaps = {
            heap.name: heap.number() for heap in sources.heaps(staff) if heap.name.startswith("finding-")
        }

    assert {name: number for name, number in heaps.items() if number} == {
        "finding-no_focus": 2,
        "finding-no_owner": 2,
    }
    assert list(heaps) == [f"finding-{name}" for name in checks.CHECKS]


def test_check_of_a_taken_name_is_refused():
    with pytest.raises(ValueError, match="no_focus"):
        by_name([*checks.CHECKS.values(), checks.CHECKS["no_focus"]])


def test_look_that_fails_does_not_harm_the_save(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(checks, "look_at", lambda keys: 1 / 0)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        entry = EntryFactory()

    assert Entry.objects.filter(pk=entry.pk).exists()
    assert "_Look.take" in {call.__qualname__ for call in callbacks}
