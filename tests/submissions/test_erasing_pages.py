"""An erasure and its clock: two weeks to think, a backup that came back, and the pages."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from landkarte.models import Report
from machinery.models import Letter
from offers import registrations
from offers.models import Enquiry, EventRegistration
from submissions import erasing
from submissions.models import ErasedAddress, ErasureRequest, Invitation
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory
from tests.submissions.erased import (
    ADDRESS,
    NAME,
    PASSWORD,
    add_everything,
    day,
    erase,
    log_in,
    membership_of,
    person,
    traces,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path


@pytest.fixture
def vera():
    return person(email=ADDRESS, name=NAME, password=PASSWORD)


# -- Two weeks ------------------------------------------------------------------------------------------


def test_erasure_waits_two_weeks_and_tells(vera):
    erasing.request(vera, takes_down=False)
    erasing.request(vera, takes_down=True)

    assert erasing.erase_due(day(13)) == 0
    letter = Letter.objects.get()
    assert letter.recipients == [vera.email]
    assert "next=%2Fkonto%2Fdaten%2Floeschen%2F" in letter.text
    assert ErasureRequest.objects.get().takes_down
    assert erasing.erase_due(day(14)) == 1


def test_who_changed_their_mind_stays(vera):
    erasing.request(vera, takes_down=False)

    assert erasing.cancel(vera)
    assert not erasing.cancel(vera)
    assert erasing.erase_due(day(20)) == 0
    assert User.objects.filter(pk=vera.pk).exists()


# -- After a backup came back -----------------------------------------------------------------------------


def test_tombstone_holds_no_address(vera, settings):
    erase(vera)
    erasing.keep_record()

    record = (settings.VAR_DIR / "erased.txt").read_text()
    assert ErasedAddress.objects.get().digest in record
    assert "example" not in record


def test_unreadable_lines_of_the_record_are_skipped(vera, settings, caplog):
    erase(vera)
    erasing.keep_record()
    path = settings.VAR_DIR / "erased.txt"
    line = path.read_text()
    path.write_bytes(b"\xff\xfe x\n" + "".join([f"{'a' * 64} gestern\n", f"{'b' * 64}\n", line]).encode())
    ErasedAddress.objects.all().delete()
    caplog.set_level("WARNING", logger="submissions.erasing")

    erasing.keep_record()

    assert path.read_text() == line
    assert ErasedAddress.objects.count() == 1
    assert [record.args for record in caplog.records if record.name == "submissions.erasing"] == [
        (1,),
        (2,),
        (3,),
    ]


def test_crash_leaves_the_old_record(vera, settings, monkeypatch):
    erase(vera)
    erasing.keep_record()
    path = settings.VAR_DIR / "erased.txt"
    before = path.read_text()
    erase(person(email="zweite@example.org"))

    def crash(descriptor):
        raise OSError("no space left")

    monkeypatch.setattr("submissions.erasing.os.fsync", crash)
    with pytest.raises(OSError, match="no space left"):
        erasing.keep_record()

    assert path.read_text() == before


def test_restored_backup_is_erased_again(client, vera):
    joined = vera.date_joined
    erase(vera)
    erasing.keep_record()
    ErasedAddress.objects.all().delete()  # as the backup, which is older than the erasure
    back = person(email=ADDRESS, name=NAME, date_joined=joined)
    add_everything(back, client)
    old = datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone())
    for model in (Enquiry, EventRegistration, Report, Invitation):
        model.objects.update(created_at=old)

    assert erasing.erase_again() == 1

    assert traces() == []
    assert erasing.erase_again() == 0


def test_restored_rows_without_an_account_are_erased_again(vera):
    erase(vera)
    RegistrationFactory(email=ADDRESS, name=NAME, created_at=timezone.now() - timedelta(days=1))

    assert erasing.erase_again() == 1
    assert traces() == []


def test_who_comes_back_on_their_own_is_left_alone(vera):
    erase(vera)
    UserFactory(email=ADDRESS)
    RegistrationFactory(email=ADDRESS)

    assert erasing.erase_again() == 0
    assert User.objects.filter(email=ADDRESS.lower()).exists()


# -- The pages ----------------------------------------------------------------------------------------


def test_page_says_what_happens_to_each_organisation(client, vera):
    membership_of(vera, name="Alleine")
    shared = membership_of(vera, name="Gemeinsam")
    MembershipFactory(organisation=shared, role="editor", user__name="Erbe Eins")
    log_in(client, vera)

    page = client.get("/konto/daten/loeschen/").content.decode()

    assert "„Alleine“ hat außer Ihnen kein Mitglied" in page
    assert "Die Verwaltung geht an Erbe Eins über" in page


def test_button_asks_for_erasure_and_another_takes_it_back(client, vera):
    log_in(client, vera)
    client.get("/konto/daten/loeschen/")
    assert not ErasureRequest.objects.exists()

    page = client.post("/konto/daten/loeschen/", {"takes_down": "1"}, follow=True).content.decode()
    assert "Ihr Konto wird am" in page
    assert ErasureRequest.objects.get().takes_down

    client.post("/konto/daten/loeschen/", {"cancel": "1"})
    assert not ErasureRequest.objects.exists()


def test_erasure_from_an_old_login_needs_a_proof_first(client, vera):
    client.force_login(vera)
    proof = "/konto/bestaetigen/?next=%2Fkonto%2Fdaten%2Floeschen%2F"

    for response in (client.get("/konto/daten/loeschen/"), client.post("/konto/daten/loeschen/")):
        assert response.headers["Location"] == proof
    assert not ErasureRequest.objects.exists()

    client.post(proof, {"password": PASSWORD})
    assert ErasureRequest.objects.get().user == vera


def test_old_login_may_keep_the_account(client, vera):
    erasing.request(vera, takes_down=False)
    client.force_login(vera)

    client.post("/konto/daten/loeschen/", {"cancel": "1"})

    assert not ErasureRequest.objects.exists()


@pytest.mark.parametrize("address", ["/konto/daten/", "/konto/daten/mitnehmen/", "/konto/daten/loeschen/"])
def test_anonymous_visitors_go_to_the_login(client, address):
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert response.headers["Location"].endswith(f"?next={address}")
    assert not ErasureRequest.objects.exists()


def test_seat_of_an_event_to_come_is_free_again(vera):
    event = EventFactory(registration="form", capacity=1)
    RegistrationFactory(event=event, email=ADDRESS)

    erase(vera)

    assert event.seats_left == 1
    assert registrations.EventRegistration.history.count() == 0
