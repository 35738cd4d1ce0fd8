"""Which entries may be the same organisation: on the real data, and at its borders."""

import pytest

from landkarte.entries.duplicates import at_hosts, find
from landkarte.models import Entry
from tests.factories import EntryFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


def first(name, **more):
    organisations = Entry.objects.published().filter(kind__in=Entry.Kind.organisations)
    found = find(name, among=organisations, **more)
    return found[0].entry.name if found else None


IAIS = "Fraunhofer-Institut für Intelligente Analyse- und Informationssysteme IAIS"
SAME = [
    # typos
    ("Cognigi", "Cognigy"),
    ("Miehle & Cie. KG", "Miele"),
    ("Frauenhofer IAIS", IAIS),
    ("Forschungszenturm Jülich", "Forschungszentrum Jülich"),
    # legal forms and words that many have
    ("DeepL GmbH", "DeepL"),
    ("Deep L SE", "DeepL"),
    ("Henkel AG & Co. KGaA", "Henkel"),
    ("Deutsche Telekom AG", "Deutsche Telekom"),
    ("Telekom", "Deutsche Telekom"),
    ("REWE", "REWE Group"),
    ("Zauberzeug e.V.", "Zauberzeug"),
    # abbreviations
    ("Fraunhofer IAIS", IAIS),
    ("RWTH Aachen", "RWTH Aachen University"),
    ("Rheinisch-Westfälische Technische Hochschule Aachen", "RWTH Aachen University"),
    ("TH Köln", "Technische Hochschule Köln"),
    ("Uni Bielefeld", "Universität Bielefeld"),
    ("HSBI", "Hochschule Bielefeld (HSBI)"),
    ("IKIM", "Institut für Künstliche Intelligenz in der Medizin (IKIM)"),
    # umlauts
    ("Universitaet zu Koeln", "Universität zu Köln"),
    ("UNIVERSITÄT ZU KÖLN", "Universität zu Köln"),
    ("Juelich Forschungszentrum", "Forschungszentrum Jülich"),
]
NEW = [
    "Bäckerei Müller GmbH",
    "KI Solutions GmbH",
    "Schmitz KI Beratung",
    "Institut für Künstliche Intelligenz Hamm",
    "Fraunhofer-Institut für Weltraumforschung XYZ",
    "Lehrstuhl für Informatik 5",
    "Universität Kleve",
    "Köln Digital Solutions",
    "x",
    "",
    "!!!",
    "%",
    "_",
    "\ud800",
]


def test_same_organisation_is_found_first(real_data):
    assert [(typed, first(typed)) for typed, _meant in SAME] == SAME


def test_new_organisation_is_like_no_other(real_data):
    assert {typed: first(typed) for typed in NEW} == dict.fromkeys(NEW)


def test_every_organisation_of_the_map_finds_itself(real_data):
    organisations = Entry.objects.published().filter(kind__in=Entry.Kind.organisations)
    missing = [entry.name for entry in organisations if first(entry.name) != entry.name]

    assert missing == []


def found(name, **more):
    return [(one.entry.name, [str(reason) for reason in one.reasons]) for one in find(name, **more)]


def test_reasons_say_why():
    EntryFactory(name="Alpha Robotik", website="https://www.alpha.example/de/")

    assert found("Alpha Robotik GmbH", website="http://alpha.example", city="köln") == [
        ("Alpha Robotik", ["gleicher Name", "gleiche Website", "gleicher Ort"])
    ]
    assert found("Alfa Robotik") == [("Alpha Robotik", ["ähnlicher Name"])]
    assert found("Ganz anders", website="alpha.example") == [("Alpha Robotik", ["gleiche Website"])]


def test_score_lies_between_none_and_one_and_grows_with_each_reason():
    EntryFactory(name="Alpha Robotik", website="https://alpha.example")
    scores = [
        find(*said[:1], **said[1])[0].score
        for said in [
            ("Ganz anders", {"website": "alpha.example"}),
            ("Alpha Robotik", {}),
            ("Alpha Robotik", {"city": "Köln"}),
            ("Alpha Robotik", {"city": "Köln", "website": "alpha.example"}),
        ]
    ]

    assert scores == sorted(set(scores))
    assert scores[0] >= 0.5
    assert scores[-1] < 1


def test_place_alone_says_nothing():
    EntryFactory(name="Alpha")

    assert found("Beta", city="Köln") == []


@pytest.mark.parametrize(
    "website", ["https://github.io", "https://alpha.github.io", "linkedin.com/company/a"]
)
def test_shared_host_says_nothing(website):
    EntryFactory(name="Alpha", website="https://alpha.github.io/")
    EntryFactory(name="Gamma", website="https://www.linkedin.com/company/gamma")

    assert found("Beta", website=website) == []


@pytest.mark.parametrize(
    "website", ["https://", "http://[", "a b", "://", "https://a..b", "x" * 300, "\ud800.de"]
)
def test_hostile_website_finds_nothing(website):
    EntryFactory(name="Alpha", website="https://alpha.example")

    assert found("Beta", website=website) == []


def test_host_of_another_with_the_same_end_is_not_the_same():
    EntryFactory(name="Alpha", website="https://notalpha.example")

    assert found("Beta", website="https://alpha.example") == []


def test_drafts_and_withdrawn_entries_are_not_found():
    EntryFactory(name="Alpha", status=Entry.Status.DRAFT)
    EntryFactory(name="Alpha", status=Entry.Status.UNPUBLISHED)

    assert found("Alpha", website="") == []
    assert len(find("Alpha", among=Entry.objects.all())) == 2


def test_typo_in_a_word_that_many_have_makes_it_no_rare_one():
    for name in ("IAIS", "Alpha", "Beta", "Gamma", "Delta"):
        EntryFactory(name=f"Fraunhofer {name}")

    assert found("Fraunhoffer IAIS") == [("Fraunhofer IAIS", ["ähnlicher Name"])]


def test_excluded_entries_are_left_out():
    one, other = EntryFactory(name="Alpha"), EntryFactory(name="Alpha")

    assert [two.entry for two in find("Alpha", exclude=[one])] == [other]
    assert find("Alpha", exclude=[one.pk, other.pk]) == []


def test_number_in_a_name_tells_two_apart():
    EntryFactory(name="Lehrstuhl für Informatik 6")

    assert found("Lehrstuhl für Informatik 5") == []


@pytest.mark.parametrize(
    "website",
    [
        "https://über.example/",
        "https://www.Über.example",
        "HTTPS://ÜBER.EXAMPLE/de/",
        "https://xn--ber-goa.example",
    ],
)
def test_host_is_found_however_the_website_writes_it(website):
    written = EntryFactory(name="Alpha", website="https://alpha.example")
    Entry.objects.update(website=website)
    EntryFactory(name="Beta", website="https://uber.example")

    assert at_hosts(["xn--ber-goa.example"]) == [written]
    assert [one.entry for one in find("Ganz anders", website="https://Über.example")] == [written]


def test_entries_at_a_host_are_those_below_it_too():
    own = EntryFactory(name="Alpha", website="https://www.alpha.example")
    below = EntryFactory(name="Beta", website="https://ki.alpha.example")
    EntryFactory(name="Gamma", website="https://notalpha.example")

    assert at_hosts(["alpha.example"]) == [own, below]
    assert at_hosts(["github.io", ""]) == []


def test_number_of_queries_does_not_grow(django_assert_num_queries):
    for _number in range(3):
        EntryFactory(name="Alpha", website="https://alpha.example", region=MunicipalityFactory())
    with django_assert_num_queries(3):
        assert (
            len([(one.entry.city, one.entry.organisation) for one in find("Alpha", website="alpha.example")])
            == 3
        )
