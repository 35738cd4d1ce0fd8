"""The catalogue's part of the starting data set."""

import datetime

import pytest
from django.core.management import call_command

from offers.models import Event, FundingProgramme, Offer

pytestmark = pytest.mark.django_db


def test_load_data_fills_catalogue(real_data):
    assert (Offer.objects.count(), Event.objects.count(), FundingProgramme.objects.count()) == (14, 23, 9)


def test_load_data_keeps_facts_of_offer(real_data):
    offer = Offer.objects.get(slug="ki-kick-off")

    assert (offer.name, offer.phase, offer.cost, offer.duration) == (
        "KI.Kick-off",
        Offer.Phase.ENTRY,
        "kostenfrei",
        "",
    )


def test_load_data_reads_dates_of_event(real_data):
    event = Event.objects.get(slug="urban-ki-jahrestagung-2025")

    assert event.date_start == event.date_end == datetime.date(2025, 11, 28)


def test_load_data_again_changes_no_catalogue(real_data, capsys):
    call_command("load_data")

    lines = capsys.readouterr().out.splitlines()
    assert "offers.csv: 0 neu, 0 geändert, 14 unverändert" in lines
    assert "events.csv: 0 neu, 0 geändert, 23 unverändert" in lines
    assert "funding.csv: 0 neu, 0 geändert, 9 unverändert" in lines


def test_events_come_latest_first_and_undated_last(real_data):
    dates = list(Event.objects.values_list("date_start", flat=True))

    dated = [date for date in dates if date]
    assert dates == sorted(dated, reverse=True) + [None] * (len(dates) - len(dated))
