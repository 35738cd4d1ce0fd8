"""Situations as an adviser meets them, on the real data, and what the Starthilfe says to each."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict

from offers.guide import AnswersForm, result_for

pytestmark = pytest.mark.one_database

TYPING = (
    "ki-im-handwerk-paderborn",
    "bildhauerei-diwo",
)  # crafts: the joiner who speaks his quotes comes first
NRW = ("potentialberatung-nrw",)
OWL = ("transfergutscheine-its-owl", *NRW)
REVIER = ("digitale-zukunft-ki", "digitale-zukunft-open-tech", "stark-programm", *NRW)
ANYWHERE = (*NRW, "digitale-zukunft-ki", "digitale-zukunft-open-tech", "stark-programm")


@dataclass
class Situation:
    """`practices` are the first ones in their order; `others` are among the providers and institutes."""

    stage: str
    industry: str
    place: str
    offer: str
    practices: tuple
    flagship: str
    funding: tuple
    others: tuple = ()
    events: tuple = ()

    def __str__(self):
        return f"{self.stage or 'open'} {self.industry or 'any'} {self.place or 'anywhere'}"


KICK_OFF, SHADOWING, SPRINT = "ki-kick-off", "ai-shadowing", "ai-design-sprint"
SUPPORT, MEETING, TALK = "konzeption-erster-loesungen", "fachveranstaltungen", "ki-sprechstunde"
CERTIFIED = "zertifizierte-ki"

SITUATIONS = [
    Situation(
        "curious", "crafts", "", KICK_OFF, TYPING, "kidiha", ANYWHERE, ("foodforecast", "fhm-bielefeld")
    ),
    Situation(
        "curious",
        "crafts",
        "Hagen",
        KICK_OFF,
        (*TYPING, "caritas-dortmund-ki-cockpit", "essen-pflege-dexter"),
        "kidiha",
        NRW,
        ("cognigy-plattform",),
    ),
    Situation(
        "use-cases",
        "crafts",
        "Hagen",
        SHADOWING,
        (*TYPING, "caritas-dortmund-ki-cockpit", "essen-pflege-dexter"),
        "kidiha",
        NRW,
        ("foodforecast", "kauz-hybrid-bot", "fhm-bielefeld", "lamarr-institut"),
    ),
    Situation(
        "curious",
        "crafts",
        "Paderborn",
        KICK_OFF,
        (*TYPING, "st-vincenz-paderborn-pflege"),
        "kidiha",
        OWL,
        ("pc2-paderborn",),
    ),
    Situation(
        "use-cases", "crafts", "Köln", SHADOWING, TYPING, "kidiha", NRW, ("foodforecast", "deepl-agent")
    ),
    Situation("use-case", "crafts", "Bielefeld", SPRINT, TYPING, "kidiha", OWL, ("fhm-bielefeld",)),
    Situation(
        "curious",
        "trade",
        "Düsseldorf",
        KICK_OFF,
        ("rewe-pick-and-go-duesseldorf", "rewe-pick-and-go", "dhl-innovation-center"),
        "ki-navi-handel",
        NRW,
        ("gmvteam", "eecc"),
    ),
    Situation(
        "use-cases",
        "trade",
        "Aplerbeck",
        SHADOWING,
        ("rewe-pick-and-go-duesseldorf", "rewe-pick-and-go", "lekkerland-smart-store-kamen"),
        "ki-navi-handel",
        NRW,
        ("westphalia-datalab", "rc-trust"),
    ),
    Situation("", "trade", "", TALK, ("rewe-pick-and-go",), "ki-navi-handel", ANYWHERE),
    Situation(
        "use-cases",
        "construction",
        "Essen",
        SHADOWING,
        ("neuss-heizung-ki", "telekom-trassenplanung", "ki-im-handwerk-paderborn"),
        CERTIFIED,
        NRW,
        ("neusser-bauverein", "fraunhofer-inhaus"),
    ),
    Situation("curious", "construction", "Neuss", KICK_OFF, ("neuss-heizung-ki",), CERTIFIED, REVIER),
    Situation(
        "use-cases",
        "legal",
        "Köln",
        SHADOWING,
        ("zac-aira", "vov-ki-prognose", "caritas-buergergeld-chatbot"),
        CERTIFIED,
        NRW,
        ("universitaet-zu-koeln",),
        ("ai-community-legal",),
    ),
    Situation(
        "exchange",
        "legal",
        "",
        MEETING,
        ("zac-aira", "vov-ki-prognose"),
        CERTIFIED,
        ANYWHERE,
        events=("ai-community-legal", "ai-community-developer", "ki-woche-aachen"),
    ),
    Situation(
        "use-case",
        "production",
        "Siegen",
        SPRINT,
        ("arntz-saege-ki",),
        "cyber-production-management-lab",
        NRW,
        ("neurologiq", "achenbach-buschhuetten", "idea-gummersbach"),
    ),
    Situation(
        "use-cases",
        "production",
        "Bielefeld",
        SHADOWING,
        ("hsbi-lkw-federn", "zf-bielefeld-kupplungspruefung", "miele-datenauswertung"),
        "datenfabrik-nrw",
        OWL,
        ("findiq", "fraunhofer-iosb-ina"),
    ),
    Situation(
        "implement",
        "production",
        "Aachen",
        SUPPORT,
        ("center-smart-assembly",),
        "cyber-production-management-lab",
        REVIER,
        ("fraunhofer-ipt",),
        ("ki-woche-aachen",),
    ),
    Situation(
        "implement",
        "production",
        "Kreis Borken",
        SUPPORT,
        ("schmitz-cargobull-fabrikmodell",),
        "datenfabrik-nrw",
        NRW,
        ("schmitz-cargobull",),
    ),
    Situation(
        "implement",
        "health",
        "Essen",
        SUPPORT,
        ("essen-pflege-dexter",),
        "smarthospital-nrw",
        NRW,
        ("ikim-essen", "universitaetsmedizin-essen"),
        ("ai-community-health",),
    ),
    Situation(
        "curious",
        "health",
        "Bonn",
        KICK_OFF,
        ("ukb-shuttle-patientenfuehrung",),
        "innovative-secure-medical-campus",
        NRW,
        ("universitaetsklinikum-bonn",),
        ("ai-community-health",),
    ),
    Situation(
        "exchange",
        "health",
        "Köln",
        MEETING,
        ("uk-koeln-altersmedizin-ki", "sana-huerth-mona"),
        "innovative-secure-medical-campus",
        NRW,
        ("ccce",),
        ("ai-community-health", "ai-community-developer", "ki-woche-aachen"),
    ),
    Situation(
        "implement",
        "logistics",
        "Dortmund",
        SUPPORT,
        ("lekkerland-smart-store-kamen", "winner-ki-schritte"),
        "datenfabrik-nrw",
        NRW,
        ("motionminers", "fraunhofer-iml"),
    ),
    Situation(
        "use-cases", "logistics", "Iserlohn", SHADOWING, ("winner-ki-schritte",), "datenfabrik-nrw", NRW
    ),
    Situation(
        "use-cases",
        "public-sector",
        "Duisburg",
        SHADOWING,
        ("wirtschaftsbetriebe-duisburg-ki",),
        CERTIFIED,
        ("fuenf-standorte-programm",),
        events=("ai-community-verwaltung",),
    ),
    Situation(
        "exchange",
        "public-sector",
        "Gelsenkirchen",
        MEETING,
        ("gelsenkirchen-radar-schulhoefe", "stadt-gelsenkirchen-ki"),
        CERTIFIED,
        ("fuenf-standorte-programm",),
        ("westfaelische-hochschule",),
        ("ai-community-verwaltung", "ai-community-developer", "ki-woche-aachen"),
    ),
    Situation(
        "use-case",
        "energy",
        "Essen",
        SPRINT,
        ("eon-chat-with-your-data", "eon-netzwartung", "oge-korrosionsschutz"),
        CERTIFIED,
        NRW,
        ("eon", "open-grid-europe", "fraunhofer-umsicht"),
    ),
    Situation(
        "implement",
        "energy",
        "Aachen",
        SUPPORT,
        (),
        CERTIFIED,
        REVIER,
        ("rwth-ki-center",),
        ("ki-woche-aachen",),
    ),
    Situation(
        "curious",
        "agriculture",
        "Kleve",
        KICK_OFF,
        ("kalkar-ki-hacke", "haus-duesse-kuhstall"),
        CERTIFIED,
        NRW,
        ("lemken", "hochschule-rhein-waal"),
    ),
    Situation(
        "implement",
        "education",
        "Münster",
        SUPPORT,
        (),
        CERTIFIED,
        ("ki-starter-nrw", "potentialberatung-nrw", "start-up-fokuszentren-nrw"),
        ("tobit", "fh-muenster", "universitaet-muenster"),
    ),
    Situation(
        "use-cases",
        "it-services",
        "Düsseldorf",
        SHADOWING,
        ("sipgate-ki-agenten",),
        CERTIFIED,
        NRW,
        ("cognigy", "kauz", "sipgate"),
    ),
    Situation(
        "implement",
        "environment",
        "Wuppertal",
        SUPPORT,
        ("wupperverband-ki",),
        "hochwasserschutz-4-0",
        NRW,
        ("wsw-wuppertal", "fraunhofer-umsicht"),
        ("ai-community-developer",),
    ),
    Situation(
        "use-case",
        "media",
        "Köln",
        SPRINT,
        ("henrichshuette-avatar-andi",),
        CERTIFIED,
        NRW,
        ("rtl-deutschland", "wdr", "iw-koeln"),
        ("ai-community-developer",),
    ),
    Situation(
        "implement",
        "chemistry",
        "Leverkusen",
        SUPPORT,
        ("covestro-dormagen", "henkel-energie-ki", "grace-pruefroboter"),
        CERTIFIED,
        NRW,
        ("bayer", "covestro"),
        ("ai-community-developer",),
    ),
    Situation(
        "use-case",
        "finance",
        "Düsseldorf",
        SPRINT,
        ("stadtsparkasse-duesseldorf-linda", "ergo-arztrechnungen"),
        CERTIFIED,
        NRW,
        ("ergo", "kauz"),
        ("ai-community-developer",),
    ),
    Situation("use-cases", "mobility", "Kreis Paderborn", SHADOWING, (), CERTIFIED, OWL, ("akis-ruhr",)),
    Situation(
        "curious",
        "cross-industry",
        "Jülich",
        KICK_OFF,
        ("eschweiler-pegel-ki",),
        CERTIFIED,
        REVIER,
        ("juelich-supercomputing-centre",),
        ("ki-woche-aachen",),
    ),
    Situation(
        "curious",
        "",
        "Bonn",
        KICK_OFF,
        ("ukb-shuttle-patientenfuehrung", "telekom-trassenplanung"),
        CERTIFIED,
        NRW,
        ("b-it-bonn", "universitaet-bonn"),
        ("ai-community-health", "ai-community-legal", "ai-community-verwaltung"),
    ),
    Situation(
        "exchange",
        "",
        "Hürth",
        MEETING,
        ("sana-huerth-mona",),
        CERTIFIED,
        REVIER,
        events=("ai-community-health", "ai-community-legal", "ai-community-verwaltung"),
    ),
    Situation("", "", "", TALK, (), CERTIFIED, ANYWHERE),
]


def result_of(**parameters):
    data = QueryDict(mutable=True)
    data.update(parameters)
    form = AnswersForm(data)
    assert form.is_valid(), form.errors
    return result_for(form.answers)


def test_table_holds_thirty_situations_and_all_stages():
    assert len({str(situation) for situation in SITUATIONS}) == len(SITUATIONS) >= 30
    assert len({situation.stage for situation in SITUATIONS}) == 6
    assert len({situation.industry for situation in SITUATIONS}) == 19


def outcome(situation):
    """What the Starthilfe says, as far as the situation expects something."""
    result = result_of(stage=situation.stage, industry=situation.industry, place=situation.place)
    keys = {group.name: tuple(group.keys) for group in result.groups}
    around = set(keys["providers"] + keys["institutes"])
    return Situation(
        situation.stage,
        situation.industry,
        situation.place,
        result.next_offer.offer.slug,
        keys["practices"][: len(situation.practices)],
        keys["flagships"][0],
        keys["funding"],
        tuple(other for other in situation.others if other in around),
        keys["events"],
    )


@pytest.mark.django_db
def test_every_situation_gets_what_an_adviser_would_say(real_data):
    outcomes = [outcome(situation) for situation in SITUATIONS]

    assert outcomes == SITUATIONS


@pytest.mark.django_db
def test_crafts_business_that_types_after_every_job_finds_speech_technology(real_data):
    result = result_of(stage="use-cases", industry="crafts", place="Hagen")
    reasons = [(hit.key, hit.reason) for hit in result.group("practices").hits]
    same_task = "Andere Branche, gleiche Aufgabe: sprechen statt tippen"

    assert result.next_offer.offer.slug == "ai-shadowing"
    assert reasons == [
        ("ki-im-handwerk-paderborn", "Branche Handwerk, weiter weg, 97 km von Hagen"),
        ("bildhauerei-diwo", "Branche Handwerk, weiter weg, 97 km von Hagen"),
        ("caritas-dortmund-ki-cockpit", f"{same_task}, 17 km von Hagen"),
        ("essen-pflege-dexter", f"{same_task}, 34 km von Hagen"),
    ]
    assert [hit.reason for hit in result.group("flagships").hits] == ["KI.NRW-Flagship der Branche Handwerk"]


@pytest.mark.django_db
def test_every_hit_has_a_reason_and_the_same_answers_the_same_result(real_data):
    for situation in SITUATIONS[::5]:
        answers = {"stage": situation.stage, "industry": situation.industry, "place": situation.place}
        result = result_of(**answers)

        assert [hit.key for group in result.groups for hit in group.hits if len(hit.reason) < 5] == []
        assert result_of(**answers) == result
