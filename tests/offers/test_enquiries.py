"""Asking for an offer: from the form to the number, exactly once; and what staff make of it."""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from machinery import limits, outbox
from machinery.models import Letter
from machinery.working_days import add_working_days
from offers import enquiries
from offers.models import Enquiry
from tests.client import Client
from tests.factories import EntryFactory, IndustryFactory, MunicipalityFactory, OfferFactory, StaffFactory
from tests.landkarte.test_reports import text_of, token
from tests.machinery.test_once import in_threads

pytestmark = pytest.mark.django_db

FORM = "/angebote/ai-shadowing/anfragen/"
GOOD = {
    "question": "Wir tippen nach jedem Auftrag zwanzig Minuten lang Protokolle.",
    "company": "Muster Elektrotechnik",
    "place": "Köln",
    "name": "Kim Muster",
    "email": "kim@example.org",
    "consent": "on",
}


@pytest.fixture
def offer():
    return OfferFactory(slug="ai-shadowing", name="AI.Shadowing", requestable=True)


def send(client, address=FORM, **changes):
    return client.post(address, {"token": token(client, address), **GOOD, **changes})


def enquiry_of(offer, **more):
    return Enquiry.objects.create(
        reference=f"A-{Enquiry.objects.count()}",
        offer=offer,
        due_on=date(2026, 12, 1),
        **{name: GOOD[name] for name in ("question", "company", "place", "name", "email")},
        **more,
    )


# -- Taken in -----------------------------------------------------------------------------------------


def test_enquiry_is_kept_with_reference_due_date_and_consent(client, offer):
    town, industry = MunicipalityFactory(), IndustryFactory(slug="crafts")

    response = send(client, industry="crafts", size="sme", preferred_times="dienstags", phone="0221 1")

    enquiry = Enquiry.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/anfragen/{enquiry.reference}/")
    assert re.fullmatch(r"A-\d{4}-[2-9A-HJKMNP-TV-Z]{6}", enquiry.reference)
    assert (enquiry.offer, enquiry.company, enquiry.region, enquiry.industry, enquiry.size) == (
        offer,
        "Muster Elektrotechnik",
        town,
        industry,
        "sme",
    )
    assert (enquiry.status, enquiry.consent_version, enquiry.language) == (
        "new",
        enquiries.CONSENT_VERSION,
        "de",
    )
    assert enquiry.due_on == add_working_days(timezone.localdate(), 5)


def test_place_that_is_no_municipality_stays_text(client, offer):
    send(client, place="Bei Köln links")

    assert (Enquiry.objects.get().place, Enquiry.objects.get().region) == ("Bei Köln links", None)


def test_confirmation_names_number_and_day_and_nothing_that_was_written(client, offer):
    text = text_of(client.get(send(client).headers["Location"]))

    assert Enquiry.objects.get().reference in text
    for written in ("Muster", "kim@", "tippen"):
        assert written not in text


def test_staff_get_everything_and_answer_to_the_sender(client, offer):
    send(client)

    letter = Letter.objects.get(recipients=["redaktion@testserver"])
    enquiry = Enquiry.objects.get()
    assert letter.subject == f"Anfrage {enquiry.reference}: AI.Shadowing"
    assert letter.reply_to == ["kim@example.org"]
    assert GOOD["question"] in letter.text
    assert f"/admin/offers/enquiry/{enquiry.pk}/change/" in letter.text


def test_sender_gets_a_confirmation_in_the_language_of_the_page_without_own_words(client, offer):
    send(client, "/en/offers/ai-shadowing/enquiry/", name="Buy now http://spam.example")

    letter = Letter.objects.get(recipients=["kim@example.org"])
    assert letter.subject == f"Your enquiry {Enquiry.objects.get().reference} at the KI.Landkarte"
    for written in ("spam", "Muster", "tippen"):
        assert written not in letter.subject + letter.text


def test_letters_go_out(client, offer):
    send(client)

    outbox.send_due()

    assert sorted(letter.to[0] for letter in mail.outbox) == ["kim@example.org", "redaktion@testserver"]


def test_subject_of_hostile_name_stays_one_line(client, offer):
    offer.name = "AI\r\nBcc: alle@example.org"
    offer.save()

    send(client)

    assert [letter.subject.splitlines() for letter in Letter.objects.all()] == [
        [letter.subject] for letter in Letter.objects.all()
    ]
    assert Letter.objects.count() == 2


def test_used_up_letters_lose_no_enquiry(client, offer, monkeypatch):
    monkeypatch.setattr(limits, "LETTERS_TO_ONE_A_DAY", 0)

    assert send(client).status_code == 302

    assert Enquiry.objects.count() == 1
    assert [letter.recipients for letter in Letter.objects.all()] == [["redaktion@testserver"]]


def test_third_letter_of_a_day_to_one_address_is_not_written(client, offer):
    for number in range(3):
        send(client, company=f"Muster {number}")

    assert Enquiry.objects.count() == 3
    assert Letter.objects.filter(recipients=["kim@example.org"]).count() == 2


# -- Exactly once -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_double_click_is_one_enquiry_with_one_number_and_one_letter_each(client, offer):
    values = {"token": token(client, FORM), **GOOD}
    posts = [lambda: Client().post(FORM, values).headers["Location"] for _ in range(2)]

    places = in_threads(*posts) if connection.vendor == "postgresql" else [post() for post in posts]

    enquiry = Enquiry.objects.get()
    assert places == [f"/anfragen/{enquiry.reference}/"] * 2
    assert Letter.objects.count() == 2


def test_same_enquiry_from_two_tabs_is_one(client, offer):
    places = [send(client).headers["Location"] for _ in range(2)]

    assert places == [f"/anfragen/{Enquiry.objects.get().reference}/"] * 2


def test_other_content_under_the_same_token_is_told_and_not_taken(client, offer):
    values = {"token": token(client, FORM), **GOOD}
    client.post(FORM, values)

    response = client.post(FORM, values | {"company": "Andere"})

    assert (response.status_code, Enquiry.objects.count()) == (409, 1)
    assert Enquiry.objects.get().reference in text_of(response)


# -- Refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["question", "company", "place", "name", "email", "consent"])
def test_missing_value_is_named_and_the_others_are_kept(client, offer, name):
    response = send(client, **{name: ""})

    assert (response.status_code, Enquiry.objects.count()) == (400, 0)
    body = response.content.decode()
    assert f'href="#id_{name}"' in body
    for kept in {"company", "place", "name"} - {name}:
        assert GOOD[kept] in body


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "nix"},
        {"company": "x" * 201},
        {"question": "x" * 2001},
        {"name": "A\x00B"},
        {"industry": "nix"},
        {"size": "riesig"},
    ],
)
def test_bad_value_is_refused_with_a_message(client, offer, changes):
    response = send(client, **changes)

    assert response.status_code == 400
    assert Enquiry.objects.count() == 0


def test_sixth_enquiry_of_an_hour_waits_and_keeps_its_values(client, offer):
    for number in range(5):
        send(client, phone=str(number))

    response = send(client)

    assert (response.status_code, Enquiry.objects.count()) == (429, 5)
    assert GOOD["company"] in response.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"requestable": False},
        {"published_from": None},
        {"published_until": timezone.now() - timezone.timedelta(days=1), "published_from": None},
    ],
)
def test_offer_that_is_not_to_be_had_has_no_form(client, offer, changes):
    if "published_until" in changes:
        changes |= {"published_from": timezone.now() - timezone.timedelta(days=2)}
    for name, value in changes.items():
        setattr(offer, name, value)
    offer.save()

    assert client.get(FORM).status_code == 404
    assert client.post(FORM, GOOD).status_code == 404


def test_form_knows_industry_and_place_of_its_address(client, offer):
    IndustryFactory(slug="crafts", name_de="Handwerk")

    body = client.get(FORM + "?industry=crafts&place=Hagen").content.decode()

    assert '<option value="crafts" selected>' in body
    assert 'value="Hagen"' in body


# -- What staff make of it ----------------------------------------------------------------------------


def test_way_of_an_enquiry(offer):
    staff, enquiry = StaffFactory(), enquiry_of(offer)

    enquiry = enquiries.assign(enquiry, by=staff, to=staff)
    assert (enquiry.status, enquiry.assigned_to, enquiry.assigned_at is None) == ("assigned", staff, False)
    enquiry = enquiries.agree(enquiry, by=staff, on=date(2026, 12, 3))
    assert (enquiry.status, enquiry.agreed_date) == ("agreed", date(2026, 12, 3))
    enquiry = enquiries.finish(enquiry, by=staff)
    assert (enquiry.status, enquiry.closed_by, enquiry.closed_at is None) == ("done", staff, False)
    assert [record.history_change_reason for record in enquiry.history.all()][:3] == [
        "done",
        "agree",
        "assign",
    ]


def test_agreed_date_outlives_a_new_person_and_a_second_agreement(offer):
    staff, enquiry = StaffFactory(), enquiry_of(offer)
    enquiry = enquiries.assign(enquiry, by=staff, to=staff)
    enquiry = enquiries.agree(enquiry, by=staff, on=date(2026, 12, 3))

    other = StaffFactory()
    enquiry = enquiries.assign(enquiry, by=staff, to=other)
    enquiry = enquiries.agree(enquiry, by=staff, on=None)

    assert (enquiry.status, enquiry.assigned_to, enquiry.agreed_date) == ("agreed", other, date(2026, 12, 3))


@pytest.mark.parametrize("move", ["agree", "finish"])
def test_new_enquiry_needs_somebody_first(offer, move):
    staff, enquiry = StaffFactory(), enquiry_of(offer)

    with pytest.raises(ValidationError):
        getattr(enquiries, move)(enquiry, by=staff, **({"on": None} if move == "agree" else {}))

    assert Enquiry.objects.get().status == "new"


def test_closed_enquiry_moves_no_more(offer):
    staff, enquiry = StaffFactory(), enquiry_of(offer)
    enquiries.decline(enquiry, by=staff)

    for move in (
        lambda: enquiries.assign(enquiry, by=staff, to=staff),
        lambda: enquiries.finish(enquiry, by=staff),
        lambda: enquiries.decline(enquiry, by=staff),
    ):
        with pytest.raises(ValidationError):
            move()

    assert Enquiry.objects.get().status == "declined"


# -- The queue ----------------------------------------------------------------------------------------


def test_staff_move_an_enquiry_on_its_page(staff_client, staff, offer):
    enquiry = enquiry_of(offer)
    address = f"/admin/offers/enquiry/{enquiry.pk}/change/"

    staff_client.post(address, {"move": "assigned", "note": "rufe an"})
    staff_client.post(address, {"move": "agreed", "on": "03.12.2026", "note": "rufe an"})

    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.assigned_to, enquiry.note) == ("agreed", staff, "rufe an")
    assert enquiry.agreed_date == date(2026, 12, 3)


def test_illegal_move_is_not_offered(staff_client, offer):
    enquiry = enquiry_of(offer)

    response = staff_client.post(f"/admin/offers/enquiry/{enquiry.pk}/change/", {"move": "done", "note": ""})

    assert response.status_code == 200
    assert Enquiry.objects.get().status == "new"


def test_staff_take_over_several_at_once(staff_client, staff, offer):
    for _ in range(2):
        enquiry_of(offer)
    keys = list(Enquiry.objects.values_list("pk", flat=True))

    staff_client.post("/admin/offers/enquiry/", {"action": "take", "_selected_action": keys})

    assert list(Enquiry.objects.values_list("status", "assigned_to")) == [("assigned", staff.pk)] * 2


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?due=over", 200),
        ("?mine=yes", 200),
        ("?mine=nobody", 200),
        ("?mine=%00", 400),
        ("?status__exact=%00", 400),
    ],
)
def test_queue_answers(staff_client, offer, query, status):
    enquiry_of(offer)

    assert staff_client.get(f"/admin/offers/enquiry/{query}").status_code == status


def test_note_leaves_alone_what_somebody_else_decided(staff_client, staff, offer):
    enquiry = enquiry_of(offer)
    enquiries.decline(enquiry, by=staff)

    staff_client.post(f"/admin/offers/enquiry/{enquiry.pk}/change/", {"note": "rufe an", "move": ""})

    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.note) == ("declined", "rufe an")


def test_history_page_changes_nothing(staff_client, staff, offer):
    enquiry = enquiry_of(offer)
    enquiries.decline(enquiry, by=staff)
    first = enquiry.history.earliest().pk

    response = staff_client.post(f"/admin/offers/enquiry/{enquiry.pk}/history/{first}/", {"note": "x"})

    assert response.status_code == 405
    assert Enquiry.objects.get().status == "declined"


def test_what_was_written_is_changed_by_nobody(staff_client, offer):
    enquiry = enquiry_of(offer)

    staff_client.post(
        f"/admin/offers/enquiry/{enquiry.pk}/change/", {"company": "Andere", "status": "done", "note": "x"}
    )

    enquiry.refresh_from_db()
    assert (enquiry.company, enquiry.status, enquiry.note) == ("Muster Elektrotechnik", "new", "x")


# -- About an entry ------------------------------------------------------------------------------------

ABOUT = "/eintraege/werk/anfragen/"


@pytest.fixture
def entry():
    return EntryFactory(slug="werk", name="Werk <b>", website="")


def test_enquiry_about_an_entry_names_it_and_has_a_reference(client, entry):
    response = send(client, ABOUT)

    enquiry = Enquiry.objects.get()
    assert response.headers["Location"] == f"/anfragen/{enquiry.reference}/"
    assert (enquiry.offer, enquiry.entry, enquiry.entry_name) == (None, entry, "Werk <b>")
    assert (enquiry.status, enquiry.company) == ("new", "Muster Elektrotechnik")


def test_form_about_an_entry_names_it(client, entry):
    text = client.get(ABOUT).content.decode()

    assert "Es geht um <strong>Werk &lt;b&gt;</strong>." in " ".join(text.split())
    assert f'action="{ABOUT}"' in text


def test_enquiry_about_an_entry_exists_once(client, entry):
    once = token(client, ABOUT)
    answers = [client.post(ABOUT, {"token": once, **GOOD}).headers["Location"] for _ in range(2)]

    assert Enquiry.objects.count() == 1
    assert len(set(answers)) == 1


def test_token_of_an_offer_is_none_of_an_entry(client, entry):
    OfferFactory(pk=entry.pk, slug="ai-shadowing", requestable=True)

    response = client.post(ABOUT, {"token": token(client, FORM), **GOOD})

    assert (response.status_code, Enquiry.objects.count()) == (400, 0)


@pytest.mark.parametrize("status", ["draft", "unpublished"])
def test_nobody_asks_about_what_is_not_public(client, status):
    EntryFactory(slug="werk", status=status)

    assert client.get(ABOUT).status_code == 404
    assert client.post(ABOUT, GOOD).status_code == 404


def test_letters_name_the_entry(client, entry):
    send(client, ABOUT)

    staff, visitor = (
        Letter.objects.get(recipients=[to]) for to in ("redaktion@testserver", "kim@example.org")
    )
    assert "Eintrag: Werk <b>" in staff.text
    assert staff.subject.endswith("Werk <b>")
    assert "Ihre Anfrage zu „Werk <b>“ ist bei uns angekommen." in visitor.text


def test_staff_see_which_entry_it_is_about(client, admin_client, entry):
    send(client, ABOUT)
    enquiry = Enquiry.objects.get()

    page = admin_client.get(f"/admin/offers/enquiry/{enquiry.pk}/change/").content.decode()
    queue = admin_client.get("/admin/").content.decode()

    assert '<a href="/eintraege/werk/">Werk &lt;b&gt;</a>' in page
    assert "Werk &lt;b&gt;" in queue
    assert "Werk &lt;b&gt;" in admin_client.get("/admin/offers/enquiry/").content.decode()


def test_enquiry_keeps_the_name_of_an_entry_that_has_gone(client, entry):
    send(client, ABOUT)
    entry.delete()

    enquiry = Enquiry.objects.get()
    assert (enquiry.entry, enquiry.about) == (None, "Werk <b>")
    assert client.get(f"/anfragen/{enquiry.reference}/").status_code == 200


def test_received_page_leads_back_to_the_entry(client, entry):
    page = client.get(send(client, ABOUT).headers["Location"]).content.decode()

    assert 'href="/eintraege/werk/"' in page
    assert "Werk &lt;b&gt;" in page


@pytest.mark.parametrize("values", [{}, {"offer": True, "entry_name": "Werk"}])
def test_enquiry_is_about_an_offer_or_an_entry(offer, values):
    about = {name: offer if value is True else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        enquiry_of(about.pop("offer", None), **about)


@pytest.mark.parametrize(("website", "quiet"), [("", ""), ("https://werk.example", " button--quiet")])
def test_every_entry_leads_to_somebody_who_answers(client, website, quiet):
    EntryFactory(slug="werk", website=website)

    text = " ".join(client.get("/eintraege/werk/").content.decode().split())

    assert f'<a class="button{quiet}" href="{ABOUT}" rel="nofollow">Anfrage über KI.NRW</a>' in text


def test_kiosk_asks_for_nothing(client):
    EntryFactory(slug="werk")

    assert ABOUT not in client.get("/eintraege/werk/?kiosk=1").content.decode()
