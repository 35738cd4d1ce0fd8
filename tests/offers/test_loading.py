"""The catalogue's part of the starting data set."""

import datetime

import pytest
from django.core.management import call_command

from offers.models import Event, Offer, Publication
from tests.real_files import number_of_rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_load_data_keeps_facts_of_offer(real_data):
    offer = Offer.objects.get(slug="ki-kick-off")

    assert (offer.name, offer.phase, offer.cost, offer.duration) == (
        "KI.Kick-off",
        Offer.Phase.ENTRY,
        "kostenfrei",
        "",
    )


def test_load_data_says_what_one_takes_home_from_an_offer(real_data):
    offer = Offer.objects.get(slug="ai-shadowing")

    assert offer.take_home.startswith("Sie kennen die Einsatzmöglichkeiten von KI in Ihrem Betrieb")
    assert (offer.mode, offer.place) == (Offer._meta.get_field("mode").choices[0][0], "im Betrieb")


def test_load_data_gives_a_corrected_date_to_its_event(real_data):
    event = Event.objects.get(slug="ai24-lamarr")

    assert (event.date_start, event.date_end) == (datetime.date(2024, 9, 4), datetime.date(2024, 9, 5))


def test_load_data_takes_a_publication_that_is_not_to_be_had_online(real_data):
    printed = Publication.objects.filter(link="", file="").values_list("slug", flat=True)

    assert set(printed) == {"bericht-ki-foerderung-phase-2", "ihk-magazin-ki-ist-ein-team-sport"}


def test_load_data_reads_dates_of_event(real_data):
    event = Event.objects.get(slug="urban-ki-jahrestagung-2025")

    assert event.date_start == event.date_end == datetime.date(2025, 11, 28)


def test_load_data_again_changes_no_catalogue(real_data, capsys):
    call_command("load_data")

    lines = capsys.readouterr().out.splitlines()
    for name in ("offers.csv", "events.csv", "publications.csv", "funding.csv"):
        assert f"{name}: 0 neu, 0 geändert, {number_of_rows(name)} unverändert" in lines


def test_events_come_latest_first_and_undated_last(real_data):
    dates = list(Event.objects.values_list("date_start", flat=True))

    dated = [date for date in dates if date]
    assert dates == sorted(dated, reverse=True) + [None] * (len(dates) - len(dated))
