"""A row as the template of a new one."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from offers.models import Audience, Event, NextStep, Offer
from tests.desk.catalogue.test_catalogue import ROOT, register, sent_form
from tests.desk.catalogue.test_catalogue_lists import term
from tests.factories import EventFactory, IndustryFactory, OfferFactory, PublicationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def copy(client, row, **values):
    """The new row that the filled-in form makes."""
    address = f"{ROOT}{row._meta.model_name}/add/?copy={row.pk}"
    form = sent_form(client, address) | values
    response = client.post(address, form)
    assert response.status_code == 302, response.context["errors"]
    return type(row).objects.latest("pk")


@pytest.fixture
def offer():
    offer = OfferFactory(slug="sprint", name="Sprint", phase="design", cost="kostenfrei")
    offer.audiences.add(term(Audience, "kmu"))
    offer.industries.add(IndustryFactory())
    NextStep.objects.create(offer=offer, position=1, next_offer=OfferFactory())
    NextStep.objects.create(offer=offer, position=2, query="kind=company", label_de="Anbieter")
    return offer


def test_page_for_changing_links_to_the_copy(staff_client, offer):
    content = staff_client.get(f"{ROOT}offer/{offer.pk}/change/").content.decode()

    assert f'href="/admin/offers/offer/add/?copy={offer.pk}"' in content


def test_opening_the_form_saves_nothing(staff_client, offer):
    number = Offer.objects.count()

    staff_client.get(f"{ROOT}offer/add/?copy={offer.pk}")

    assert Offer.objects.count() == number


def test_copy_of_an_offer_is_a_draft_with_all_it_says(staff_client, offer):
    made = copy(staff_client, offer)

    assert (made.slug, made.name, made.stage) == ("sprint-kopie", "Sprint (Kopie)", "draft")
    assert (made.phase, made.cost, made.summary_en) == ("design", "kostenfrei", "An offer.")
    assert list(made.audiences.all()) == list(offer.audiences.all())
    assert list(made.industries.all()) == list(offer.industries.all())
    assert [str(step) for step in made.steps.all()] == [str(step) for step in offer.steps.all()]
    assert (offer.steps.count(), made.history.count()) == (2, 1)


def test_second_copy_has_an_address_of_its_own(staff_client, offer):
    slugs = [copy(staff_client, offer).slug for _ in range(3)]

    assert slugs == ["sprint-kopie", "sprint-kopie-2", "sprint-kopie-3"]


def test_copy_of_long_names_fits(staff_client):
    made = copy(staff_client, OfferFactory(slug="s" * 80, name="n" * 200))

    assert (len(made.slug), len(made.name), made.name[-9:]) == (76, 200, "n (Kopie)")


def test_copy_of_an_event_has_no_date_and_nobody_who_comes(staff_client):
    today = timezone.localdate()
    series = EventFactory(slug="reihe", in_days=None)
    event = EventFactory(
        series=series, in_days=0, date_end=today, registration="form", capacity=40, visitors=31, city="Hürth"
    )
    register(event, 1)

    shown = staff_client.get(f"{ROOT}event/add/?copy={event.pk}").context["adminform"].form
    made = copy(staff_client, event, date_start="2027-03-01")

    assert (shown["date_start"].value(), shown["date_end"].value(), shown["visitors"].value()) == (None,) * 3
    assert (made.series, made.city, made.registration, made.capacity) == (series, "Hürth", "form", 40)
    assert (made.registrations.count(), made.visitors, Event.objects.count()) == (0, None, 3)


def test_copy_of_a_publication_leaves_its_file(staff_client):
    publication = PublicationFactory(file="publications/a.pdf", link="")

    form = staff_client.get(f"{ROOT}publication/add/?copy={publication.pk}").context["adminform"].form

    assert (form["name"].value(), bool(form["file"].value())) == (f"{publication.name} (Kopie)", False)


@pytest.mark.parametrize("value", ["999999", "abc", "-1", "9" * 60, ""])
def test_copy_of_nothing_is_not_found(staff_client, value):
    assert staff_client.get(f"{ROOT}offer/add/?copy={value}").status_code == 404


@pytest.mark.parametrize(
    ("rights", "code"),
    [({"add_offer"}, 403), ({"view_offer"}, 403), ({"add_offer", "view_offer"}, 200)],
)
def test_copying_needs_the_rights_to_see_and_to_add(client, offer, rights, code):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)

    assert client.get(f"{ROOT}offer/add/?copy={offer.pk}").status_code == code
