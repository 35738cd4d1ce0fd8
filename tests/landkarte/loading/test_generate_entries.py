"""`manage.py generate_entries`: synthetic entries that say what they are, apart from real ones."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict

from landkarte.loading import synthetic
from landkarte.models import Entry, Focus, Region
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


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
