"""The face of an entry: logo or monogram, one strong fact, marks; on cards, pages, and in the API."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from landkarte.models import Entry
from landkarte.models.face import monogram_of
from tests.factories import EntryFactory, FocusFactory, IndustryFactory
from tests.landkarte.test_entry_logos import media, with_logo  # noqa: F401 (the folder of logos)
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("Fraunhofer-Institut für Intelligente Systeme", "FI"),
        ("adesso", "AD"),
        ("5G-Campus", "5C"),
        ("Institut für KI", "IK"),
        ("ein kleines haus", "EK"),
        ("adois: versiegelte Flächen", "AF"),
        ("ß", "S"),
        ("日本", "日本"),
        ("Ähre", "ÄH"),
        ("…", ""),
    ],
)
def test_monogram_is_two_signs_of_the_name(name, signs):
    assert monogram_of(name) == signs


# -- The strong fact -----------------------------------------------------------------------------------


def fact(**values):
    entry = EntryFactory(**values)
    found = Entry.objects.get(pk=entry.pk).fact
    return found and (str(found.label), str(found.text))


def test_fact_of_a_best_practice_is_what_it_saves():
    assert fact(kind="best_practice", benefit_de="30 % weniger Ausschuss. Das freut alle.") == (
        "Nutzen",
        "30 % weniger Ausschuss.",
    )


def test_fact_ends_with_the_line_and_not_with_an_abbreviation():
    assert fact(kind="best_practice", benefit_de="Spart z. B. Zeit bei der Prüfung\nUnd mehr.") == (
        "Nutzen",
        "Spart z. B. Zeit bei der Prüfung",
    )


def test_fact_of_a_product_is_for_whom_it_is():
    assert fact(kind="product", audience_de="Für Bäckereien") == ("Für wen", "Für Bäckereien")


def test_fact_of_a_project_is_when_it_runs():
    assert fact(kind="project", starts_on=date(2021, 10, 1), ends_on=date(2024, 3, 31)) == (
        "Laufzeit",
        "Oktober 2021 bis März 2024",
    )


def test_fact_of_an_organisation_is_its_first_terms():
    entry = EntryFactory(kind="company")
    entry.focuses.set([FocusFactory(name_de=name, position=at) for at, name in enumerate(["B", "A", "C"])])
    entry.industries.add(IndustryFactory(name_de="Handwerk"))

    assert (str(entry.fact.label), entry.fact.text) == ("KI-Schwerpunkt", "B, A")


def test_long_fact_ends_at_a_word():
    _label, text = fact(kind="product", audience_de="Wort " * 60)

    assert text == "Wort " * 27 + "Wort …"


def test_entry_without_anything_has_no_fact():
    assert EntryFactory(kind="company").fact is None


# -- On pages ------------------------------------------------------------------------------------------


def test_card_bears_a_monogram_in_the_colour_of_the_kind(client):
    EntryFactory(name="Alpha Labor", kind="research")

    assert '<b class="face tone--research" aria-hidden="true">AL</b>' in seen(client.get("/"))


def test_card_shows_the_logo_instead(client):
    with_logo(slug="a", name="Alpha Labor")

    text = seen(client.get("/"))

    assert '<img class="face" src="/eintraege/a/logo/?v=' in text
    assert '<b class="face' not in text


def test_card_says_its_fact_in_the_language_that_it_has(client):
    EntryFactory(kind="product", audience_de="Für Bäckereien.")

    text = seen(client.get("/en/"))

    assert re.search(
        r'card__fact small"><span class="muted">For whom:</span> <span lang="de">Für Bäckereien\.</span>',
        text,
    )


def test_page_and_landscape_show_the_same_face(client):
    house = EntryFactory(slug="haus", name="Haus Eins", kind="company")
    with_logo(slug="ding", name="Ding", kind="product", organisation=house)

    text = seen(client.get("/eintraege/haus/"))

    assert (
        text.count('<b class="face tone--company" aria-hidden="true">HE</b>') == 2
    )  # head, root of the tree
    assert text.count('<img class="face" src="/eintraege/ding/logo/?v=') == 1


def test_list_of_many_faces_asks_no_more_than_one_of_few(client, django_assert_max_num_queries):
    def queries(number):
        for at in range(number):
            entry = with_logo(slug=f"n{number}-{at}", kind="product", organisation=EntryFactory())
            entry.focuses.add(FocusFactory())
            entry.industries.add(IndustryFactory())
        client.get("/")
        with django_assert_max_num_queries(100) as captured:
            client.get("/")
        return len(captured)

    assert queries(1) == queries(3)


def test_api_gives_a_popup_what_a_card_shows(client):
    EntryFactory(name="Alpha Labor", kind="product", audience_de="Für Bäckereien.")

    (entry,) = client.get("/api/v1/entries/", headers={"accept-language": "en"}).json()["results"]

    assert entry["monogram"] == "AL"
    said = [entry[name] for name in ("fact_label", "fact", "fact_language")]
    assert said == ["For whom", "Für Bäckereien.", "de"]
    assert entry["logo"] is None


# -- Confirmed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "unconfirmed", "marks"),
    [(0, False, ["confirmed"]), (364, False, ["confirmed"]), (366, False, []), (3, True, ["unconfirmed"])],
)
def test_entry_bears_the_mark_of_confirmed_for_a_year(client, days, unconfirmed, marks):
    today = timezone.localdate()
    EntryFactory(confirmed_on=today - timedelta(days=days), unconfirmed_since=today if unconfirmed else None)
    EntryFactory(name="Zeta")

    assert [entry["marks"] for entry in client.get("/api/v1/entries/").json()["results"]] == [marks, []]
    assert client.get("/").content.decode().count('class="mark mark--confirmed">bestätigt<') == len(
        [mark for mark in marks if mark == "confirmed"]
    )


def test_answers_of_the_api_are_others_when_a_confirmation_ends(client, set_clock):
    EntryFactory(confirmed_on=date(2026, 3, 1))

    set_clock(datetime(2027, 2, 28, 12, tzinfo=UTC))
    before = client.get("/api/v1/entries/")
    set_clock(datetime(2027, 3, 2, 12, tzinfo=UTC))
    after = client.get("/api/v1/entries/", headers={"if-none-match": before.headers["ETag"]})

    assert before.json()["results"][0]["marks"] == ["confirmed"]
    assert after.json()["results"][0]["marks"] == []


def test_confirmation_counts_for_published_entries_alone(client):
    EntryFactory(confirmed_on=timezone.localdate(), status=Entry.Status.DRAFT)

    assert client.get("/api/v1/entries/").json()["results"] == []
