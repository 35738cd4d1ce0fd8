"""The editors' pages for vocabularies, regions and places."""

import pytest
from django.contrib.auth.models import Permission

from landkarte.models import Focus, Industry, Place, Region
from tests.desk.entries.test_entries import form_of
from tests.factories import (
    EntryFactory,
    FocusFactory,
    IndustryFactory,
    MunicipalityFactory,
    OfferFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TERMS = [("industry", Industry, IndustryFactory), ("focus", Focus, FocusFactory)]


@pytest.mark.parametrize(("name", "model", "factory"), TERMS)
def test_term_in_use_cannot_be_deleted(staff_client, name, model, factory):
    used = factory(slug="used")
    getattr(EntryFactory(status="draft"), {"industry": "industries", "focus": "focuses"}[name]).add(used)
    free = factory(slug="free")

    answers = [
        staff_client.post(f"/admin/landkarte/{name}/{term.pk}/delete/", {"post": "yes"}).status_code
        for term in (used, free)
    ]

    assert (answers, [term.slug for term in model.objects.all()]) == ([403, 302], ["used"])


@pytest.mark.parametrize(("name", "model", "factory"), TERMS)
def test_terms_cannot_be_deleted_in_bulk(staff_client, name, model, factory):
    term = factory()

    staff_client.post(
        f"/admin/landkarte/{name}/", {"action": "delete_selected", "_selected_action": term.pk, "post": "yes"}
    )

    assert model.objects.get() == term


@pytest.mark.parametrize(("name", "model", "factory"), TERMS)
def test_slug_of_a_term_stays(staff_client, name, model, factory):
    term = factory(slug="bleibt")
    address = f"/admin/landkarte/{name}/{term.pk}/change/"

    staff_client.post(address, form_of(staff_client, address) | {"slug": "neu", "name_de": "Neu"})

    term.refresh_from_db()
    assert (term.slug, term.name_de) == ("bleibt", "Neu")


@pytest.mark.parametrize(("name", "model", "factory"), TERMS)
def test_renamed_term_is_found_at_once(staff_client, client, name, model, factory):
    term = factory(slug="alt")
    getattr(EntryFactory(), {"industry": "industries", "focus": "focuses"}[name]).add(term)
    address = f"/admin/landkarte/{name}/{term.pk}/change/"

    staff_client.post(address, form_of(staff_client, address) | {"name_de": "Wasserstoff"})

    assert client.get("/api/v1/entries/?q=wasserstoff").json()["count"] == 1


def test_replacement_without_retirement_is_refused_in_the_form(staff_client):
    term, other = IndustryFactory(), IndustryFactory()
    address = f"/admin/landkarte/industry/{term.pk}/change/"

    response = staff_client.post(address, form_of(staff_client, address) | {"replaced_by": other.pk})

    assert response.context["adminform"].form.non_field_errors() == [
        "Nur ein Begriff, der nicht mehr verwendet wird, hat einen Ersatz."
    ]


def test_terms_are_reordered_in_the_list(staff_client):
    first, second = IndustryFactory(position=1), IndustryFactory(position=2)
    form = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "1"}
    for number, (term, position) in enumerate([(first, 5), (second, 4)]):
        form |= {f"form-{number}-id": term.pk, f"form-{number}-position": position}

    staff_client.post("/admin/landkarte/industry/", form)

    assert list(Industry.objects.all()) == [second, first]


def test_list_of_terms_counts_what_names_them_and_leads_there(staff_client):
    term = IndustryFactory(slug="energy")
    EntryFactory(industries=["energy"])
    draft = EntryFactory(industries=["energy"], status="draft")
    OfferFactory().industries.add(term)
    address = f"/admin/landkarte/entry/?industries__id__exact={term.pk}"

    page = staff_client.get("/admin/landkarte/industry/").content.decode()

    assert f'<a href="{address}">Einträge: 2, öffentlich 1</a>' in page
    assert f'<a href="/admin/offers/offer/?industries__id__exact={term.pk}">Angebote: 1</a>' in page
    assert draft in staff_client.get(address).context["cl"].result_list


@pytest.mark.parametrize(("model", "path"), [(Region, "region/05315000"), (Place, "place/{pk}")])
def test_regions_and_places_are_only_for_reading(staff_client, model, path):
    MunicipalityFactory()
    place = Place.objects.create(name="Ruhrort", latitude=51.4, longitude=6.7)
    address = f"/admin/landkarte/{path.format(pk=place.pk)}"
    before = list(model.objects.values_list("pk", "name"))

    codes = [
        staff_client.post(f"{address}/change/", {"name": "Neu"}).status_code,
        staff_client.post(f"{address}/delete/", {"post": "yes"}).status_code,
        staff_client.post(f"/admin/landkarte/{model._meta.model_name}/add/", {"name": "Neu"}).status_code,
    ]

    assert (codes, list(model.objects.values_list("pk", "name"))) == ([403] * 3, before)


def test_staff_may_only_do_what_they_have_rights_for(client):
    term = IndustryFactory()
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_industry"))
    client.force_login(user)

    codes = [client.get(f"/admin/landkarte/{path}").status_code for path in ("industry/", "focus/", "entry/")]

    assert codes == [200, 403, 403]
    assert client.post(f"/admin/landkarte/industry/{term.pk}/change/", {"name_de": "Neu"}).status_code == 403
