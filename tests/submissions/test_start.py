"""The way in: the public page, and the name first."""

import re

import pytest
from django.urls import reverse

from landkarte.models import Entry
from submissions.models import Activity, Membership, Organisation, Submission
from tests.factories import EntryFactory, MunicipalityFactory, OrganisationFactory, UserFactory
from tests.submissions.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

START = "/mitmachen/"
NEW = "/mitmachen/organisation/"
HOSTILE = ["a\x00b", b"\xed\xa0\x80", "x" * 100_000, "%", "_", "'", '"><script>', "\u202e"]


@pytest.fixture
def ada(client):
    ada = person("ada@alpha.example")
    client.force_login(ada)
    return ada


def token(client, address):
    return re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())[1]


def names(response, key):
    return [getattr(one, "entry", one).name for one in response.context[key]]


# -- The public page -----------------------------------------------------------------------------------


def test_start_is_the_same_for_everybody_and_sets_no_cookie(client):
    EntryFactory()
    public = client.get(START)
    client.force_login(UserFactory())

    assert client.get(START).content == public.content
    assert not public.cookies
    assert "no-store" not in public.headers.get("Cache-Control", "")
    assert NEW in public.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("alfa robotik gmbh", ["Alpha Robotik"]),
        ("alpha robotk", ["Alpha Robotik"]),
        ("rob", ["Alpha Robotik"]),
        ("alpha.example", ["Alpha Robotik"]),
        ("robotik gamma", []),
    ],
)
def test_search_finds_organisations_of_the_map(client, asked, found):
    EntryFactory(name="Alpha Robotik", website="https://alpha.example")
    EntryFactory(name="Robotik-Produkt", kind="product")
    EntryFactory(name="Robotik im Entwurf", status=Entry.Status.DRAFT)
    OrganisationFactory(entry=None, name="Robotik Geheim")

    response = client.get(START, {"q": asked})

    assert names(response, "found") == found
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize("asked", HOSTILE)
def test_search_takes_anything(client, asked):
    EntryFactory(name="Alpha")

    response = client.get(START, {"q": asked})

    assert (response.status_code, names(response, "found")) == (200, [])


def test_search_shows_text_verbatim(client):
    assert (
        "<script>"
        not in client.get(START, {"q": "<script>alert(1)</script>"}).content.decode().partition("<main")[2]
    )


def test_start_in_the_kiosk_has_no_form(client):
    EntryFactory()
    page = client.get(START, {"kiosk": "1"}).content.decode()

    assert "<form" not in page
    assert "organisation-create" not in page


def test_entry_page_leads_to_its_claim_but_not_in_the_kiosk(client):
    EntryFactory(slug="alpha")

    assert "/mitmachen/anspruch/alpha/" in client.get("/eintraege/alpha/").content.decode()
    assert "/mitmachen/anspruch/" not in client.get("/eintraege/alpha/?kiosk=1").content.decode()


# -- The name first --------------------------------------------------------------------------------------


def test_anonymous_visitor_logs_in_first_and_keeps_what_was_typed(client):
    shown = client.get(NEW + "?name=Alpha")
    sent = client.post(NEW, {"name": "Alpha & Söhne", "kind": "company", "token": "x"})

    login = reverse("account_login")
    assert shown.headers["Location"] == f"{login}?next=%2Fmitmachen%2Forganisation%2F%3Fname%3DAlpha"
    assert sent.headers["Location"].startswith(f"{login}?next=%2Fmitmachen%2Forganisation%2F%3Fname%3DAlpha")
    assert not Organisation.objects.exists()


def said(client, **more):
    return {
        "name": "Beta Werke",
        "kind": "company",
        "website": "",
        "city": "",
        "token": token(client, NEW),
    } | more


def test_new_name_begins_the_draft_with_what_was_said(client, ada):
    MunicipalityFactory()
    response = client.post(NEW, said(client, website="www.beta.example", city="Köln"))

    draft = Submission.objects.get()
    assert response.headers["Location"] == reverse("submissions:submission-edit", args=[draft.key])
    assert (draft.organisation.name, draft.organisation.entry, draft.kind) == ("Beta Werke", None, "company")
    assert [draft.content[name] for name in ("name", "website", "city", "ags")] == [
        "Beta Werke",
        "https://www.beta.example",
        "Köln",
        "05315000",
    ]
    assert list(Membership.objects.values_list("user", "role")) == [(ada.pk, "admin")]
    assert set(Activity.objects.values_list("verb", flat=True)) == {"joined", "begun"}


def test_form_sent_twice_begins_one_draft(client, ada):
    form = said(client)
    answers = [client.post(NEW, form).headers["Location"] for _time in range(2)]

    assert answers[0] == answers[1]
    assert (Organisation.objects.count(), Submission.objects.count()) == (1, 1)


def test_second_tab_leads_to_the_draft_that_was_begun(client, ada):
    first, second = said(client), said(client, name="BETA  werke")
    answers = [client.post(NEW, form).headers["Location"] for form in (first, second)]

    assert answers[0] == answers[1]
    assert Organisation.objects.count() == 1
    assert "Sie haben schon angefangen" in client.get(NEW).content.decode()


def test_possible_duplicates_come_first(client, ada):
    known = EntryFactory(name="Beta-Werke GmbH", slug="beta")
    form = said(client)
    shown = client.post(NEW, form)

    assert names(shown, "duplicates") == ["Beta-Werke GmbH"]
    assert "/mitmachen/anspruch/beta/" in shown.content.decode()
    assert not Organisation.objects.exists()

    assert client.post(NEW, form | {"seen": str(known.pk)}).status_code == 302
    assert Organisation.objects.get().name == "Beta Werke"


def test_other_duplicates_than_those_seen_are_shown(client, ada):
    EntryFactory(name="Beta-Werke GmbH")
    shown = client.post(NEW, said(client, seen="999999"))

    assert names(shown, "duplicates") == ["Beta-Werke GmbH"]


def test_drafts_of_others_are_no_duplicates(client, ada):
    OrganisationFactory(entry=None, name="Beta Werke")
    EntryFactory(name="Beta Werke", status=Entry.Status.DRAFT)

    assert client.post(NEW, said(client)).status_code == 302


def test_entries_at_the_domain_of_the_own_address_are_offered(client, ada):
    EntryFactory(name="Alpha", website="https://www.alpha.example")
    EntryFactory(name="Gamma", website="https://gamma.example")
    EntryFactory(name="Alpha im Entwurf", website="https://alpha.example", status=Entry.Status.DRAFT)

    assert names(client.get(NEW), "at_my_host") == ["Alpha"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a" * 201},
        {"name": "a\x07b"},
        {"kind": ""},
        {"kind": "product"},
        {"kind": "x" * 100_000},
        {"website": "javascript:alert(1)"},
        {"website": "http://localhost/"},
        {"website": "https://ada:geheim@alpha.example"},
        {"website": b"\xed\xa0\x80"},
        {"city": "x" * 100_000},
        {"seen": "9" * 5000},
        {"token": "falsch"},
    ],
)
def test_wrong_input_begins_nothing_and_is_kept(client, ada, wrong):
    response = client.post(NEW, said(client) | wrong)

    assert response.status_code == 400
    assert "Fehler:" in response.content.decode().partition("</title>")[0]
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("seen", ["-1", "0,,x", "٣", "9" * 1000])
def test_hostile_list_of_what_was_seen_is_ignored(client, ada, seen):
    EntryFactory(name="Beta-Werke GmbH")

    assert names(client.post(NEW, said(client, seen=seen)), "duplicates") == ["Beta-Werke GmbH"]


def test_person_begins_five_in_an_hour(client, ada):
    answers = [
        client.post(NEW, said(client, name=f"Werk {word}"))
        for word in ("Anton", "Berta", "Cäsar", "Dora", "Emil", "Friedrich")
    ]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert Organisation.objects.count() == 5
