"""The links of the yearly letter: what they open, for whom, and how long."""

import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from landkarte.models import Entry
from machinery.models import Letter
from submissions import freshness
from submissions.models import Activity
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = date(2027, 3, 1)
YEAR_AGO = date(2026, 3, 1)


@pytest.fixture
def firma():
    made = OrganisationFactory(entry=EntryFactory(name="Firma", confirmed_on=YEAR_AGO))
    MembershipFactory(organisation=made)
    return made


@pytest.fixture
def letter(firma):
    freshness.write_due(TODAY)
    return Letter.objects.get()


def link(letter, word):
    address = re.search(rf"{word} http://testserver(\S+)", letter.text)[1]
    return unquote(address.partition("?next=")[2]) or address


def test_opening_the_link_changes_nothing(client, firma, letter):
    client.force_login(firma.memberships.get().user)
    for word in ("Stimmt noch:", "Von der Karte nehmen:"):
        assert client.get(link(letter, word)).status_code == 200
        assert client.head(link(letter, word)).status_code == 200

    entry = Entry.objects.get(pk=firma.entry_id)
    assert (entry.confirmed_on, entry.status) == (YEAR_AGO, "published")


def test_link_is_told_to_nobody_and_its_page_may_be_sent(client, firma, letter):
    client.force_login(firma.memberships.get().user)
    pages = [client.get(link(letter, word)) for word in ("Stimmt noch:", "Von der Karte nehmen:")]
    old = freshness.sign([firma.entry], firma.memberships.get().user, until=date(2026, 1, 1))
    pages.append(client.get(f"/bestaetigung/{old}/"))

    assert [page.status_code for page in pages] == [200, 200, 410]
    assert {page.headers["Referrer-Policy"] for page in pages} == {"strict-origin"}
    assert {page.headers["Cache-Control"].count("no-store") for page in pages} == {1}


@pytest.mark.parametrize("word", ["Stimmt noch:", "Von der Karte nehmen:"])
def test_button_counts_as_a_browser_sends_it(client, firma, letter, word):
    client.force_login(firma.memberships.get().user)
    address = link(letter, word)
    client.get(address)

    assert client.post(address).status_code == 302


def test_button_behind_the_link_confirms_without_login(client, firma, letter):
    address = link(letter, "Stimmt noch:")

    page = client.post(address, follow=True)

    assert "Danke, die Angaben sind bestätigt" in page.content.decode()
    assert Entry.objects.get(pk=firma.entry_id).confirmed_on == timezone.localdate()
    assert page.headers["Cache-Control"].count("no-store") == 1


def test_link_dies_with_the_confirmation(client, firma, letter):
    address, down = link(letter, "Stimmt noch:"), link(letter, "Von der Karte nehmen:")
    client.force_login(firma.memberships.get().user)
    client.post(address)
    Entry.objects.update(confirmed_on=date(2027, 2, 2))

    client.post(address)
    client.post(down)

    entry = Entry.objects.get(pk=firma.entry_id)
    assert (entry.confirmed_on, entry.status) == (date(2027, 2, 2), "published")
    assert "Dieser Link gilt nicht mehr" in client.get(down).content.decode()
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("changed", ["x", ":", "%00", "a" * 5000, ""])
def test_changed_link_is_like_none(client, letter, changed):
    address = link(letter, "Stimmt noch:")

    for forged in (address.rstrip("/") + changed + "x/", f"/bestaetigung/{changed or 'x'}/"):
        status = 400 if changed == "%00" else 404
        assert (client.get(forged).status_code, client.post(forged).status_code) == (status, status)
    assert Entry.objects.filter(confirmed_on=YEAR_AGO).count() == 1


def test_one_button_confirms_all_entries_of_the_letter(client, firma):
    EntryFactory(name="Produkt", organisation=firma.entry, confirmed_on=YEAR_AGO)
    freshness.write_due(TODAY)
    address = re.search(r"noch:\nhttp://testserver(\S+)", Letter.objects.get().text)[1]
    page = client.get(address).content.decode()
    assert page.count("<section") == 2

    client.post(address)

    assert not Entry.objects.filter(confirmed_on=YEAR_AGO).exists()
    client.force_login(firma.memberships.get().user)
    assert client.get(f"{address}zurueckziehen/").status_code == 404


def test_member_who_is_logged_in_is_named_and_a_stranger_is_not(client, firma, letter):
    member, stranger = firma.memberships.get().user, UserFactory()
    client.force_login(stranger)
    client.post(link(letter, "Stimmt noch:"))
    assert Activity.objects.get().actor is None

    client.force_login(member)
    client.post(f"/bestaetigung/{freshness.sign([Entry.objects.get(pk=firma.entry_id)], member)}/")

    assert Activity.objects.first().actor == member


def test_change_link_leads_through_the_login(letter, firma):
    assert f"/konto/anmelden/?next=%2Fkonto%2Feintraege%2F{firma.entry.slug}%2Faendern%2F" in letter.text


def test_take_down_link_leads_through_the_login(client, letter):
    assert "Von der Karte nehmen: http://testserver/konto/anmelden/?next=%2Fbestaetigung%2F" in letter.text
    page = client.get(link(letter, "Stimmt noch:")).content.decode()
    assert 'href="/konto/anmelden/?next=%2Fbestaetigung%2F' in page


@pytest.mark.parametrize("who", ["anonymous", "stranger", "former"])
def test_take_down_is_for_members_alone(client, firma, letter, who):
    address = link(letter, "Von der Karte nehmen:")
    MembershipFactory(organisation=firma)
    member = firma.memberships.order_by("pk").first()
    if who == "stranger":
        client.force_login(UserFactory())
    if who == "former":
        client.force_login(member.user)
        member.delete()

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert Entry.objects.get(pk=firma.entry_id).status == "published"


def test_link_dies_with_the_membership(client, firma, letter):
    MembershipFactory(organisation=firma)
    firma.memberships.order_by("pk").first().delete()
    address = link(letter, "Stimmt noch:")

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert Entry.objects.get(pk=firma.entry_id).confirmed_on == YEAR_AGO


@pytest.mark.parametrize(("later", "status"), [(102, 200), (103, 410)])
def test_link_is_good_until_sixty_days_after_the_mark(client, firma, letter, monkeypatch, later, status):
    client.force_login(firma.memberships.get().user)
    links = [link(letter, "Stimmt noch:"), link(letter, "Von der Karte nehmen:")]
    page = client.get(links[0]).content.decode()
    links.append(unquote(re.search(r"next=(%2Fbestaetigung\S+?)\"", page)[1]))  # it lives no longer
    then = timezone.localdate() + timedelta(days=later)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: then)

    answers = [client.get(address) for address in links]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert ["gut drei Monate" in answer.content.decode() for answer in answers] == [status == 410] * 3
    if status == 410:
        assert client.post(links[0]).status_code == client.post(links[1]).status_code == 410


def test_take_down_tells_members_and_staff_and_can_be_undone(client, firma, letter, staff):
    Letter.objects.all().delete()
    address = link(letter, "Von der Karte nehmen:")
    client.force_login(firma.memberships.get().user)

    page = client.post(address, follow=True)
    client.post(address)

    assert "Nicht mehr auf der Karte" in page.content.decode()
    entry = Entry.objects.get(pk=firma.entry_id)
    assert entry.status == "unpublished"
    assert [one.verb for one in Activity.objects.all()] == ["taken-down"]
    assert [one.recipients for one in Letter.objects.order_by("pk")] == [
        [firma.memberships.get().user.email],
        ["redaktion@testserver"],
    ]
    assert f"/admin/landkarte/entry/{entry.pk}/change/" in Letter.objects.first().text
