"""What the search finds, on one small set of entries, and what it must find in any text."""

import unicodedata
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landkarte import search
from landkarte.models import Entry
from tests.factories import EntryFactory
from tests.landkarte.searched_entries import create_entries

pytestmark = pytest.mark.django_db

FOUND = {
    "words of the name, in any case and any form of Unicode": {
        "fraunhofer": {"fraunhofer", "pruefstand"},
        "FRAUNHOFER": {"fraunhofer", "pruefstand"},
        "Analyse": {"fraunhofer", "pruefstand"},
        "intelligente analyse": {"fraunhofer", "pruefstand"},
        "analyse intelligente": {"fraunhofer", "pruefstand"},
        "fraunhofer-institut": {"fraunhofer", "pruefstand"},
        "  fraunhofer   institut  ": {"fraunhofer", "pruefstand"},
    },
    "umlauts, sharp s, accents": {
        "müller": {"mueller"},
        "mueller": {"mueller"},
        "muller": {"mueller"},
        "MÜLLER": {"mueller"},
        "MU\u0308LLER": {"mueller"},
        "ueberholz": {"ueberholz"},
        "überholz": {"ueberholz"},
        "uberholz": {"ueberholz"},
        "bäckerei": {"baeckerei"},
        "baeckerei": {"baeckerei"},
        "BACKEREI": {"baeckerei"},
        "straße": {"weiss"},
        "strasse": {"weiss"},
        "STRASSE": {"weiss"},
        "weiss": {"weiss"},
        "Weiß": {"weiss"},
        "cafe": {"cafe"},
        "Café": {"cafe"},
        "CAFÉ OLÉ": {"cafe"},
        "röstung": {"cafe"},
    },
    "stems": {
        "haus": {"haeuser"},
        "häuser": {"haeuser"},
        "häusern": {"haeuser"},
        "anwendungen": {"anwendung"},
        "anwendung": {"anwendung"},
        "kooperationen": {"kooperation"},
        "maschine": {"mueller", "owl"},
        "companies": {"supplier"},
        "company": {"supplier"},
        "suppliers": {"supplier"},
    },
    "parts of words": {
        "bildung": {"weiterbildung"},
        "sprach": {"sprache"},
        "technologie": {"sprache"},
        "maschinenbau": {"mueller"},
    },
    "short words stand alone, or begin a word": {
        "KI": {"ki"},
        "ki": {"ki"},
        "owl": {"owl"},
        "5G": {"fuenf-g"},
        "15Grad": {"grad"},
        "lab": {"data-lab"},
    },
    "several words: all of them, in any field": {
        "müller wartung": {"mueller"},
        "müller köln": set(),
        "maschinen detmold": {"owl"},
    },
    "towns, districts, organisations, vocabularies in both languages": {
        "Monschau": {"mueller"},
        "städteregion": {"mueller"},
        "kreis lippe": {"owl"},
        "rhein-sieg-kreis": {"fraunhofer"},
        "pruefstand fraunhofer": {"pruefstand"},
        "logistik": {"lager"},
        "logistics": {"lager"},
        "bildverarbeitung": {"kamera"},
        "computer vision": {"kamera"},
    },
    "one typo, when nothing else is found": {
        "fraunhoffer": {"fraunhofer", "pruefstand"},
        "fraunhfer": {"fraunhofer", "pruefstand"},
        "fruanhofer": {"fraunhofer", "pruefstand"},
        "fraunhofar": {"fraunhofer", "pruefstand"},
        "xraunhofer": {"fraunhofer", "pruefstand"},
        "fraunhoffer analise": {"fraunhofer", "pruefstand"},
        "fraunxxofer": set(),
        "mülller": {"mueller"},
        "logisitk": {"lager"},
        "haxs": set(),
    },
    "signs are literal": {
        "%": {"rabatt"},
        "100 %": {"rabatt"},
        "_": {"data-lab"},
        "data_lab": {"data-lab"},
        "w_rtung": set(),
        "k%che": set(),
        '"': {"zitat"},
        "'": set(),
        '"zitat"': {"zitat"},
        "&": {"zitat"},
        "\\": set(),
        "🤖": {"roboter"},
        "§": set(),
        "' OR 1=1 --": set(),
    },
    "letters in fancy dress": {
        "𝐊𝐈": {"ki"},
        "ｆｒａｕｎｈｏｆｅｒ": {"fraunhofer", "pruefstand"},
    },
    "nothing to look for": {
        "": set(),
        " \t\n": set(),
        "\x00": set(),
    },
}


@pytest.fixture
def entries():
    create_entries()


def found(text):
    return set(Entry.objects.published().search(text).values_list("slug", flat=True))


@pytest.mark.parametrize("expected", FOUND.values(), ids=FOUND)
def test_search_finds(entries, expected):
    assert {query: found(query) for query in expected} == expected


def test_search_forgives_typo_only_when_nothing_else_is_found(entries):
    EntryFactory(slug="analise", name="Analise", without_place=True)

    assert (found("analise"), found("analyse")) == ({"analise"}, {"fraunhofer", "pruefstand"})


def test_search_forgives_typo_within_the_set_that_is_asked(entries):
    companies = Entry.objects.published().filter(kind="company")

    assert set(companies.search("analyse").values_list("slug", flat=True)) == set()
    assert set(companies.search("pruefstant").values_list("slug", flat=True)) == set()
    assert found("pruefstant") == {"pruefstand"}


def test_search_does_not_offer_words_of_drafts_as_typos(entries):
    assert found("geheimm") == set()


def test_search_finds_name_again_after_it_changed(entries):
    entry = Entry.objects.get(slug="ki")
    assert found("umbenannt") == found("umbenanmt") == set()

    entry.name = "Umbenannt"
    entry.save()

    assert found("umbenannt") == found("umbenanmt") == {"ki"}


def test_search_follows_new_name_of_organisation(entries):
    organisation = Entry.objects.get(slug="fraunhofer")
    organisation.name = "Neuer Name"
    organisation.save()

    assert (found("fraunhofer"), found("neuer name")) == (set(), {"fraunhofer", "pruefstand"})


def test_search_follows_new_name_of_term(entries):
    industry = Entry.objects.get(slug="lager").industries.get()
    industry.name_de, industry.name_en = "Transport", "Transport"
    industry.save()

    assert (found("logistik"), found("transport")) == (set(), {"lager"})


def test_search_follows_removed_term(entries):
    Entry.objects.get(slug="lager").industries.clear()

    assert found("logistik") == set()


def test_search_follows_new_name_of_district(entries):
    district = Entry.objects.get(slug="owl").region.parent
    district.name = "Kreis Teutoburg"
    district.save()

    assert (found("lippe"), found("teutoburg")) == (set(), {"owl"})


def test_relevance_prefers_name_to_text(entries):
    ranked = Entry.objects.published().search("fraunhofer").order_by("-relevance")

    assert [entry.slug for entry in ranked] == ["fraunhofer", "pruefstand"]


def test_relevance_prefers_start_of_word(entries):
    for slug, name in [("inmitten", "Ratskeller"), ("vorn", "Kellerei")]:
        Entry.objects.create(slug=slug, kind="company", name=name)
    ranked = Entry.objects.search("keller").order_by("-relevance")

    assert [entry.slug for entry in ranked] == ["vorn", "inmitten"]


def test_search_of_very_many_words_answers(entries):
    words = " ".join(f"{number:x}" for number in range(200))

    assert found(words) == set()


def test_search_of_very_long_word_answers(entries):
    assert found("a" * 100_000) == set()


# -- Any text ---------------------------------------------------------------------------------------

texts = st.text(max_size=60)
letters = st.text(
    st.sampled_from("abcdeghinorstuzäöüßÄÖÜéèçİıŁøæœſﬁ𝐊ＫℙĳΣς") | st.characters(categories=["L", "Nd"]),
    min_size=3,
    max_size=14,
)


def holds(line, query):
    """Whether the line has all needles of the query, as the database looks for them."""
    return all(needle in line for needle in search.needles(query))


@given(texts)
def test_fold_of_folded_text_changes_nothing(text):
    assert search.fold(search.fold(text)) == search.fold(text)


@given(texts)
def test_fold_is_the_same_for_every_normal_form(text):
    forms = {search.fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}

    assert forms == {search.fold(text)}


@given(st.lists(letters | texts, max_size=5))
def test_text_is_found_by_each_of_its_words(parts):
    text = " ".join(parts)
    line = search.searchable(text)

    assert [word for word in search.words(text) if not holds(line, word)] == []
    assert [word for word in text.split() if search.words(word) and not holds(line, word)] == []


@given(letters)
def test_word_is_found_in_upper_and_lower_case(word):
    line = search.searchable(word)

    assert holds(line, word.upper())
    assert holds(line, word.lower())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_search_answers_any_text(text):
    assert found(text) == set()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
def test_entry_is_found_by_each_word_of_its_name(text):
    entry = Entry(slug="x", kind="company", name="N", summary_de=text)
    entry.save()

    words = [word for word in search.words(text) if len(word) >= 3]
    missed = [word for word in words if not Entry.objects.search(word).filter(pk=entry.pk).exists()]
    entry.delete()
    assert missed == []


def test_parts_of_words_are_found_by_an_index_where_there_is_such():
    migration = import_module("landkarte.migrations.0003_search_index")
    migration.add(apps, SimpleNamespace(connection=connection))
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, Entry._meta.db_table)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Entry.objects.filter(search_text__contains="bildung").explain()

    is_there = connection.vendor == "postgresql"
    assert (migration.NAME in known, migration.NAME in plan) == (is_there, is_there)
