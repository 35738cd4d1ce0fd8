"""What a flagship says of itself: when, how much, who leads it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from flagships.models import Flagship
from tests.factories import EntryFactory, FlagshipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "end", "german", "english"),
    [
        ("2021", "2027", "2021 bis 2027", "2021 to 2027"),
        ("2021-10", "", "seit Oktober 2021", "since October 2021"),
        ("2021-10", "2024-03", "Oktober 2021 bis März 2024", "October 2021 to March 2024"),
        ("", "2027", "bis 2027", "until 2027"),
        ("2026-12", "", "ab Dezember 2026", "from December 2026"),
        ("2026", "", "seit 2026", "since 2026"),
        ("", "", "", ""),
    ],
)
def test_period_says_what_is_known(set_clock, start, end, german, english):
    set_clock(datetime(2026, 11, 21, tzinfo=UTC))
    flagship = Flagship(start=start, end=end)

    assert flagship.period == german
    with translation.override("en"):
        assert flagship.period == english


def test_disputed_funding_is_not_shown():
    assert Flagship(funding_eur=5, funding_disputed=True).public_funding_eur is None
    assert Flagship(funding_eur=5).public_funding_eur == 5


def test_lead_is_the_published_entry():
    flagship = FlagshipFactory(lead=EntryFactory(name="Klinik"))
    PartnerFactory(flagship=flagship, name="Klinik (Kurzname)", role="lead")

    assert flagship.lead_names == ["Klinik"]


def test_lead_that_is_hidden_is_named_as_a_partner_only():
    flagship = FlagshipFactory(lead=EntryFactory(name="Geheim", status="draft"))

    assert flagship.lead_names == []

    PartnerFactory(flagship=flagship, name="Klinik", role="lead")
    assert FlagshipFactory._meta.model.objects.get().lead_names == ["Klinik"]


def test_search_finds_all_words_folded():
    FlagshipFactory(slug="a", name="Hochwasserschutz", summary_en="Warns of floods.")
    FlagshipFactory(slug="b", name="Handel")

    for text in ("hochwaßerschutz", "FLOODS hochwasser"):
        assert [flagship.slug for flagship in Flagship.objects.search(text)] == ["a"]
    assert not Flagship.objects.search("hochwasser handel")
    assert not Flagship.objects.search("!")
