"""Offers on pages that are not the catalogue's: the first of each phase, the industry's own before others."""

import pytest

from landkarte.related_offers import related_offers
from tests.factories import IndustryFactory, OfferFactory

pytestmark = pytest.mark.django_db


def test_first_offer_of_each_phase_and_those_of_the_industry_first():
    crafts = IndustryFactory(slug="crafts")
    OfferFactory(slug="a", name="A", phase="identify", requestable=True)
    OfferFactory(slug="b", name="B", phase="identify", requestable=True).industries.set([crafts])
    OfferFactory(slug="c", name="C", phase="design", requestable=True)
    OfferFactory(slug="d", name="D", phase="network", requestable=True)

    assert [(offer.name, offer.address) for offer in related_offers([crafts])] == [
        ("B", "/angebote/b/?industry=crafts"),
        ("C", "/angebote/c/?industry=crafts"),
    ]


def test_offers_of_other_industries_and_those_not_to_be_had_are_left_out():
    OfferFactory(phase="identify", requestable=True).industries.set([IndustryFactory(slug="health")])
    OfferFactory(phase="identify", requestable=False)
    OfferFactory(phase="design", requestable=True, published_from=None)

    assert related_offers([IndustryFactory(slug="crafts")]) == []
