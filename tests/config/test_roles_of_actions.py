"""Actions and buttons of the administration, by what a role may do."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.roles import give
from config.roles import MAY
from offers.models import Offer
from tests.config.test_roles import editor
from tests.factories import (
    EventFactory,
    FlagshipFactory,
    FundingProgrammeFactory,
    OfferFactory,
    PublicationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SCHEDULED = [OfferFactory, EventFactory, PublicationFactory, FundingProgrammeFactory, FlagshipFactory]


# -- Actions and buttons -----------------------------------------------------------------------------


def test_every_action_of_a_list_asks_for_a_permission():
    actions = {
        f"{model._meta.label} {name}": function
        for model, model_admin in admin.site._registry.items()
        for function, name, _description in model_admin._get_base_actions()
    }

    assert len(actions) > 10
    assert [name for name, action in actions.items() if not getattr(action, "allowed_permissions", ())] == []


@pytest.mark.parametrize(("who", "is_public"), [("Redaktion", False), ("Freigabe", True)])
def test_catalogue_is_published_by_who_may_publish(client, who, is_public):
    user = UserFactory(is_staff=True)
    give(user, [who])
    client.force_login(user)
    offer = OfferFactory(published_from=None)
    values = {"published_from_0": "2026-01-01", "published_from_1": "00:00:00", "_publish": "1"}
    steps = {"steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0"}
    said = {"name": "Neu", "slug": "neu", "phase": "entry", "position": "0", "mode": "", "cost": ""} | steps

    client.post("/admin/offers/offer/add/", said | values)
    client.post(f"/admin/offers/offer/{offer.pk}/change/", said | {"slug": offer.slug} | values)
    other = OfferFactory(published_from=None)
    client.post("/admin/offers/offer/", {"action": "publish_selected", "_selected_action": other.pk})

    rows = Offer.objects.in_bulk([offer.slug, other.slug, "neu"], field_name="slug")
    assert {row.is_published for row in rows.values()} == {is_public}
    assert (len(rows), rows[offer.slug].name) == (3, "Neu")


@pytest.mark.parametrize("make", SCHEDULED)
def test_each_model_is_published_by_its_own_permission(client, make):
    """Who may publish everything else may not publish this; who may publish this may."""
    row = make(published_from=None)
    label, name = row._meta.app_label, row._meta.model_name
    codes = [code for code in MAY if ".publish_" in code and code != f"{label}.publish_{name}"]
    others, own = editor(*codes, f"{label}.change_{name}"), editor(f"{label}.publish_{name}")
    own.user_permissions.add(*others.user_permissions.filter(codename=f"change_{name}"))
    sent = {"action": "publish_selected", "_selected_action": row.pk}

    def published_by(user):
        client.force_login(user)
        client.post(reverse(f"admin:{label}_{name}_changelist"), sent)
        return type(row).objects.get(pk=row.pk).is_published

    assert (len(codes), published_by(others), published_by(own)) == (len(SCHEDULED), False, True)
