"""`manage.py generate_entries`: synthetic entries that say what they are, apart from real ones."""

from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict

from landkarte.geometry import Point, lies_within
from landkarte.loading import synthetic
from landkarte.loading.draws import point_in
from landkarte.models import Entry, Focus, Region
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference():
    MunicipalityFactory(latitude=50.94, longitude=6.96)
    IndustryFactory(slug="health")
    FocusFactory(slug="language")


def run(*arguments, **options):
    out = StringIO()
    call_command("generate_entries", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()[-1]


def said():
    """What all entries say, without their keys."""
    return {
        entry.slug: {
            **model_to_dict(entry, exclude=["id", "organisation", "industries", "focuses"]),
            "organisation": entry.organisation and entry.organisation.slug,
            "terms": [term.slug for name in ("industries", "focuses") for term in getattr(entry, name).all()],
        }
        for entry in Entry.objects.all()
    }


def test_generated_entries_say_that_they_are_invented(reference):
    assert run("30", seed=3) == "30 synthetische Einträge angelegt."

    assert Entry.objects.count() == 30
    for entry in Entry.objects.all():
        entry.full_clean()
        assert entry.name.startswith("Synthetisch ")
        assert "frei erfunden" in entry.summary_de
        assert entry.source == "synthetisch"
        assert entry.website == "" or entry.website.endswith(".example.org/")
        assert (entry.organisation is None) == (entry.kind in Entry.Kind.organisations)


def test_generated_points_lie_within_the_outline_of_their_town(reference):
    square = [[6.95, 50.93], [6.97, 50.93], [6.97, 50.95], [6.95, 50.95], [6.95, 50.93]]
    Region.objects.municipalities().update(outline={"type": "Polygon", "coordinates": [square]})

    run("60", seed=3)

    points = [entry.point for entry in Entry.objects.exclude(latitude=None)]
    assert len(set(points)) > 30
    assert all(50.93 <= point.latitude <= 50.95 and 6.95 <= point.longitude <= 6.97 for point in points)


def test_generated_entries_have_one_line_of_history_and_are_found(reference):
    run("30", seed=3)

    assert Entry.history.count() == 30
    assert set(Entry.history.values_list("history_change_reason", flat=True)) == {"generate_entries"}
    assert Entry.objects.search("synthetisch köln").count() == 30


def test_same_seed_makes_same_entries_and_goes_on(reference):
    run("20", seed=3)
    first = said()
    assert run("20", seed=3) == "0 synthetische Einträge angelegt."
    assert said() == first

    assert run("30", seed=3) == "10 synthetische Einträge angelegt."
    assert {slug: entry for slug, entry in said().items() if slug in first} == first

    synthetic.remove()
    run("30", seed=3)
    again = said()
    assert {slug: entry for slug, entry in again.items() if slug in first} == first


def test_search_lines_are_what_saving_would_write(reference):
    Region.objects.municipalities().update(name="Haßberg a. d. Rühr (Westfalen)")
    Focus.objects.update(name_de="Sprach- & Text-KI", name_en="Language technologies")
    run("200", seed=3)

    assert Entry.objects.all().refresh_search() == 0
    assert Entry.objects.exclude(organisation=None).count() > 50


def test_blocks_do_not_depend_on_how_many_there_are(reference, monkeypatch):
    monkeypatch.setattr(synthetic, "BLOCK", 10)
    run("25", seed=3)
    first = said()
    synthetic.remove()
    for number in ("7", "12", "25"):
        run(number, seed=3)

    assert said() == first
    assert len(first) == 25
    assert Entry.history.count() == 25


def test_history_holds_the_terms_of_the_entry(reference):
    FocusFactory(slug="vision")
    run("30", seed=3)

    for line in Entry.history.all():
        entry = Entry.objects.get(pk=line.id)
        then = sorted(link.focus_id for link in line.focuses.all())
        assert then == sorted(focus.pk for focus in entry.focuses.all())
        assert (line.name, line.organisation_id, line.history_type) == (
            entry.name,
            entry.organisation_id,
            "+",
        )


def test_keys_that_come_after_are_free(reference):
    run("10", seed=3)

    later = EntryFactory(industries=["health"], focuses=["language"])

    assert later.pk == max(Entry.objects.values_list("pk", flat=True))


def test_large_towns_have_more_entries(reference):
    MunicipalityFactory(ags="05334002", name="Aachen", latitude=50.77, longitude=6.08, population=9_000)
    Region.objects.filter(name="Köln").update(population=91_000)
    run("400", seed=3)

    assert 340 < Entry.objects.filter(city="Köln").count() < 390


def test_points_in_a_ring_are_those_that_geometry_finds():
    ring = [[6.0, 50.0], [7.0, 50.0], [6.5, 50.6], [7.0, 51.0], [6.0, 51.0], [6.0, 50.0]]
    hole = [[6.1, 50.1], [6.3, 50.1], [6.3, 50.3], [6.1, 50.3], [6.1, 50.1]]
    chance = np.random.default_rng(1)
    latitude, longitude = chance.uniform(49.9, 51.1, 500), chance.uniform(5.9, 7.1, 500)

    found = point_in(latitude, longitude, [ring, hole])

    points = [Point(*pair) for pair in zip(latitude.tolist(), longitude.tolist(), strict=True)]
    assert found.tolist() == [lies_within(point, [ring, hole]) for point in points]
    assert 50 < found.sum() < 400


def test_generated_entries_stay_apart_from_real_ones(reference):
    real = EntryFactory()
    with pytest.raises(CommandError, match="echte Einträge"):
        run("5")
    assert list(Entry.objects.all()) == [real]

    assert run("5", beside_real_data=True) == "5 synthetische Einträge angelegt."
    assert run(remove=True) == "5 synthetische Einträge gelöscht."
    assert list(Entry.objects.all()) == [real]
    assert not Entry.history.exclude(id=real.pk).exists()


@pytest.mark.parametrize("number", ["0", "-1", "2000001", None])
def test_impossible_number_is_refused(reference, number):
    with pytest.raises(CommandError, match="Eine Zahl von 1 bis"):
        run(*[number] if number else [])


def test_reference_data_comes_by_itself():
    run("3", seed=1)
    assert Region.objects.municipalities().count() == 396
    assert Focus.objects.exists()
    assert Entry.objects.count() == 3
