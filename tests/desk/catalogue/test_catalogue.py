"""The editors' pages for the catalogue: stages, next steps, events, saving."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from offers.models import Event, EventRegistration, NextStep, Offer
from tests.desk.entries.test_entries import form_of, said
from tests.factories import (
    EventFactory,
    FundingProgrammeFactory,
    OfferFactory,
    PublicationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ROOT = "/admin/offers/"
DAY = timedelta(days=1)
FACTORIES = {
    "offer": OfferFactory,
    "event": EventFactory,
    "publication": PublicationFactory,
    "fundingprogramme": FundingProgrammeFactory,
}


def sent_form(client, address):
    """What a browser sends of the form that comes from this address."""
    form = form_of(client, address)
    form.pop("file", None)
    for name in ("published_from", "published_until"):
        if moment := form.pop(name, None):
            day, _, time = timezone.localtime(moment).isoformat(timespec="microseconds").partition("T")
            form |= {f"{name}_0": day, f"{name}_1": time[:15]}
    return form


def change(client, row, **values):
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    response = client.post(address, sent_form(client, address) | values)
    row.refresh_from_db()
    return response


def register(event, number, **values):
    return EventRegistration.objects.create(
        reference=f"A-{event.pk}-{number}",
        event=event,
        name="Ada",
        email="ada@example.org",
        consent_version="1",
        language="de",
        **values,
    )


# -- Lists --------------------------------------------------------------------------------------------


@pytest.fixture
def stages():
    now = timezone.now()
    OfferFactory(slug="draft", published_from=None)
    OfferFactory(slug="planned", published_from=now + DAY)
    OfferFactory(slug="published", summary_en="")
    OfferFactory(slug="expired", published_from=now - 2 * DAY, published_until=now - DAY)


# -- Saving and publishing ----------------------------------------------------------------------------


def new_offer(client, **values):
    form = sent_form(client, f"{ROOT}offer/add/")
    return client.post(f"{ROOT}offer/add/", form | {"name": "Neu", "slug": "neu", "phase": "entry"} | values)


def test_new_offer_is_a_draft(staff_client, staff):
    new_offer(staff_client)

    offer = Offer.objects.get()
    record = offer.history.get()
    assert (offer.stage, record.history_user, record.history_change_reason) == ("draft", staff, "admin")


def test_new_offer_is_published_by_its_button(staff_client):
    response = new_offer(staff_client, _publish="1")

    offer = Offer.objects.get()
    assert response.headers["Location"] == f"{ROOT}offer/{offer.pk}/change/"
    assert (offer.stage, said(response)) == ("published", ["1 veröffentlicht."])


def test_button_saves_and_withdraws(staff_client, staff):
    offer = OfferFactory(name="Alt")

    response = change(staff_client, offer, name="Neu", _withdraw="1")

    assert (offer.name, offer.stage, said(response)) == ("Neu", "expired", ["1 zurückgezogen."])
    assert [line.history_change_reason for line in offer.history.all()[:2]] == ["withdraw", "admin"]


@pytest.mark.parametrize(
    ("stage", "buttons"),
    [
        ("draft", {"_publish"}),
        ("planned", {"_publish", "_withdraw"}),
        ("published", {"_withdraw"}),
        ("expired", {"_publish"}),
    ],
)
def test_form_offers_what_can_be_done_at_a_stage(staff_client, stages, stage, buttons):
    offer = Offer.objects.get(slug=stage)
    content = staff_client.get(f"{ROOT}offer/{offer.pk}/change/").content.decode()

    assert {name for name in ("_publish", "_withdraw") if f'name="{name}"' in content} == buttons


def test_planned_time_is_saved_as_typed(staff_client):
    offer = OfferFactory(published_from=None)

    change(staff_client, offer, published_from_0="24.12.2099", published_from_1="08:30:00")

    assert (offer.stage, timezone.localtime(offer.published_from).isoformat()) == (
        "planned",
        "2099-12-24T08:30:00+01:00",
    )


def test_end_before_the_beginning_is_refused_in_the_form(staff_client):
    offer = OfferFactory(name="Alt")

    response = change(
        staff_client, offer, name="Neu", published_until_0="01.01.2001", published_until_1="8:00"
    )

    assert response.context["adminform"].form.non_field_errors() == [
        "Das Ende der Veröffentlichung liegt vor ihrem Beginn."
    ]
    assert offer.name == "Alt"


def test_actions_change_what_can_be_changed_and_say_what_cannot(staff_client, stages):
    keys = list(Offer.objects.values_list("pk", flat=True))

    response = staff_client.post(f"{ROOT}offer/", {"action": "publish_selected", "_selected_action": keys})

    assert sorted(said(response)) == ["3 veröffentlicht.", "„Published“ ist schon öffentlich."]
    assert Offer.objects.published().count() == 4


def test_action_withdraws_what_was_chosen(staff_client):
    offer = OfferFactory(slug="a")
    OfferFactory(slug="b")

    staff_client.post(f"{ROOT}offer/", {"action": "withdraw_selected", "_selected_action": offer.pk})

    assert [row.slug for row in Offer.objects.published()] == ["b"]


def test_staff_with_the_right_to_view_may_not_publish(client):
    offer = OfferFactory(published_from=None)
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_offer"))
    client.force_login(user)

    client.post(f"{ROOT}offer/{offer.pk}/change/", {"_publish": "1"})
    client.post(f"{ROOT}offer/", {"action": "publish_selected", "_selected_action": offer.pk})

    assert not Offer.objects.published().exists()
    assert client.get(f"{ROOT}offer/{offer.pk}/change/").status_code == 200


# -- Next steps ---------------------------------------------------------------------------------------


@pytest.fixture
def steps():
    offer, following = OfferFactory(slug="a"), OfferFactory(slug="b")
    NextStep.objects.create(offer=offer, position=1, next_offer=following)
    NextStep.objects.create(offer=offer, position=2, query="kind=company", label_de="Anbieter")
    return offer


def kept(offer):
    return [(step.position, str(step)) for step in offer.steps.order_by("position")]


def test_next_steps_change_places(staff_client, steps):
    change(staff_client, steps, **{"steps-0-position": 2, "steps-1-position": 1})

    assert kept(steps) == [(1, "Anbieter"), (2, "B")]


def test_next_step_takes_the_place_of_a_deleted_one(staff_client, steps):
    change(staff_client, steps, **{"steps-0-DELETE": "on", "steps-1-position": 1})

    assert kept(steps) == [(1, "Anbieter")]


def test_two_steps_at_one_place_are_refused(staff_client, steps):
    response = change(staff_client, steps, **{"steps-1-position": 1})

    assert "Diese Stelle ist schon besetzt." in response.content.decode()
    assert kept(steps) == [(1, "B"), (2, "Anbieter")]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"steps-1-query": "kind=nix"}, "Das ist keine Suche der Karte: kind=nix"),
        ({"steps-1-query": ""}, "Ein nächster Schritt ist entweder ein Angebot oder eine Suche"),
        ({"steps-1-position": "99999999999"}, "999"),
    ],
)
def test_wrong_next_step_is_refused(staff_client, steps, values, message):
    response = change(staff_client, steps, name="Neu", **values)

    assert (response.status_code, message in response.content.decode()) == (200, True)
    assert steps.name != "Neu"


# -- Events -------------------------------------------------------------------------------------------


def test_list_counts_who_comes_and_links_to_them(staff_client):
    event = EventFactory(registration="form", capacity=9)
    other = EventFactory(registration="form")
    register(event, 1)
    register(event, 2)
    register(event, 3, withdrawn_at=timezone.now())
    register(other, 4)

    content = staff_client.get(f"{ROOT}event/").content.decode()
    address = f"{ROOT}eventregistration/?event__id__exact={event.pk}"

    assert f'<a href="{address}">2 von 9</a>' in content
    rows = staff_client.get(address).context["cl"].result_list
    assert {row.event for row in rows} == {event}


def test_registrations_are_only_for_reading(staff_client):
    row = register(EventFactory(), 1)
    address = f"{ROOT}eventregistration/{row.pk}/change/"

    codes = [
        staff_client.get(address).status_code,
        staff_client.post(address, {"name": "Neu"}).status_code,
        staff_client.get(f"{ROOT}eventregistration/add/").status_code,
    ]

    row.refresh_from_db()
    assert (codes, row.name) == ([200, 403, 403], "Ada")


@pytest.mark.parametrize(("withdrawn", "number"), [("no", 1), ("yes", 2)])
def test_registrations_are_filtered_by_withdrawal(staff_client, withdrawn, number):
    event = EventFactory()
    register(event, 1)
    register(event, 2, withdrawn_at=timezone.now())
    register(event, 3, withdrawn_at=timezone.now())

    result = staff_client.get(f"{ROOT}eventregistration/?withdrawn={withdrawn}").context["cl"].result_list

    assert len(result) == number


def test_series_of_an_event_is_chosen_among_series(staff_client):
    EventFactory(name="Reihe Gesundheit", in_days=None)
    EventFactory(name="Gesundheit am Montag")

    answer = staff_client.get(
        "/admin/autocomplete/?app_label=offers&model_name=event&field_name=series&term=gesundheit"
    )

    assert [result["text"] for result in answer.json()["results"]] == ["Reihe Gesundheit"]


def test_event_with_the_form_needs_a_date(staff_client):
    event = EventFactory()

    response = change(staff_client, event, registration="form", date_start="")

    assert response.context["adminform"].form.non_field_errors() == [
        "Anmelden kann man sich nur zu einem Termin."
    ]
    assert Event.objects.get().date_start is not None


# -- History and texts --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FACTORIES)
def test_history_shows_who_changed_what(staff_client, staff, name):
    row = FACTORIES[name](name="Altes")
    change(staff_client, row, name="Neues")

    content = staff_client.get(f"{ROOT}{name}/{row.pk}/history/").content.decode()

    assert all(text in content for text in (staff.email, "Altes", "Neues"))
    assert staff_client.get(f"{ROOT}{name}/{row.pk}/history/x/").status_code == 404


@pytest.mark.parametrize("name", FACTORIES)
def test_hostile_texts_are_shown_verbatim(staff_client, name):
    hostile = "<script>alert(1)</script>"
    row = FACTORIES[name](name=hostile, summary_de=hostile, summary_en="", published_from=None)

    for path in ("", f"{row.pk}/change/", f"{row.pk}/history/", f"{row.pk}/delete/", f"add/?copy={row.pk}"):
        assert "<script>alert" not in staff_client.get(f"{ROOT}{name}/{path}").content.decode(), path
