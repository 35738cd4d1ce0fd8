"""The pages of a claim."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from landkarte.models import Entry
from machinery.models import Letter
from submissions import claims
from submissions.entrance import login_path
from submissions.models import Claim
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory
from tests.submissions.people import person
from tests.submissions.test_start import NEW, token

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def ada(client):
    ada = person("ada@alpha.example")
    client.force_login(ada)
    return ada


# -- A claim ---------------------------------------------------------------------------------------------


@pytest.fixture
def alpha():
    return EntryFactory(name="Alpha", slug="alpha", website="https://alpha.example")


CLAIM = "/mitmachen/anspruch/alpha/"


def claim_by(client, **more):
    form = {"message": "Ich leite das Marketing.", "authorised": "on", "token": token(client, CLAIM)}
    return client.post(CLAIM, form | more)


def test_anonymous_claimer_of_a_public_entry_logs_in_first(client, alpha):
    EntryFactory(slug="entwurf", status=Entry.Status.DRAFT)
    login = reverse("account_login")

    assert client.get(CLAIM).headers["Location"] == f"{login}?next=%2Fmitmachen%2Fanspruch%2Falpha%2F"
    assert client.post("/mitmachen/anspruch/nix/").status_code == 404
    assert client.post("/mitmachen/anspruch/entwurf/").status_code == 404
    assert not Claim.objects.exists()


def test_claim_with_evidence_leads_to_the_entry_at_once(client, ada, alpha):
    answer = claim_by(client, message="")
    page = client.get(answer.headers["Location"]).content.decode()

    assert "Sie pflegen jetzt „Alpha“" in page
    assert reverse("submissions:submission-change", args=["alpha"]) in page


def test_claim_sent_twice_is_one(client, ada, alpha):
    form = {"message": "Ich leite das Marketing.", "authorised": "on", "token": token(client, CLAIM)}
    answers = [client.post(CLAIM, form) for _time in range(2)]

    assert {answer.status_code for answer in answers} == {302}
    assert Claim.objects.count() == 1


def test_claim_without_evidence_needs_a_reason_and_says_when(client, alpha):
    client.force_login(person("ada@gmx.de"))

    assert claim_by(client, message="").status_code == 400
    answer = claim_by(client)
    page = client.get(answer.headers["Location"])

    claim = Claim.objects.get()
    assert claim.reference in page.content.decode()
    assert f'datetime="{claims.answer_by(claim):%Y-%m-%d}"' in page.content.decode()
    assert client.get(CLAIM).headers["Location"] == claim.get_absolute_url()


@pytest.mark.parametrize(
    "wrong",
    [
        {"authorised": ""},
        {"message": "kurz"},
        {"message": "x" * 100_000},
        {"message": "a\x00" * 9},
        {"token": "x"},
    ],
)
def test_wrong_claim_is_not_made(client, ada, alpha, wrong):
    assert claim_by(client, **wrong).status_code == 400
    assert not Claim.objects.exists()


def test_claim_of_a_product_says_whose_it_is(client, ada, alpha):
    EntryFactory(name="Werkzeug", slug="werkzeug", kind="product", organisation=alpha)
    page = client.get("/mitmachen/anspruch/werkzeug/").content.decode()

    assert "„Werkzeug“ gehört zu „Alpha“" in page


def test_name_of_an_unpublished_organisation_is_not_told(client, ada, alpha):
    EntryFactory(name="Werkzeug", slug="werkzeug", kind="product", organisation=alpha)
    Entry.objects.filter(pk=alpha.pk).update(status="unpublished")

    assert "Alpha" not in client.get("/mitmachen/anspruch/werkzeug/").content.decode().partition("<main")[2]


@pytest.mark.parametrize("slug", ["nix", "entwurf"])
def test_entry_that_is_not_public_cannot_be_claimed(client, ada, slug):
    EntryFactory(slug="entwurf", status=Entry.Status.DRAFT)

    assert client.get(f"/mitmachen/anspruch/{slug}/").status_code == 404
    assert client.post(f"/mitmachen/anspruch/{slug}/").status_code == 404


def test_member_is_led_to_the_organisation(client, ada, alpha):
    member = MembershipFactory(user=ada, organisation=OrganisationFactory(entry=alpha))

    assert client.get(CLAIM).headers["Location"] == member.organisation.get_absolute_url()
    assert client.post(CLAIM).headers["Location"] == member.organisation.get_absolute_url()


@pytest.fixture
def owner(alpha):
    return MembershipFactory(organisation=OrganisationFactory(entry=alpha), user__email="eva@beta.example")


def test_claimer_sees_nothing_of_the_owner(client, ada, alpha, owner):
    page = client.get(claim_by(client).headers["Location"]).content.decode()

    assert "Ihr Anspruch ist angekommen" in page
    assert "eva@beta.example" not in page


def test_owner_sees_who_it_is_and_objects_once(client, ada, alpha, owner):
    claim = claims.claim(alpha, by=ada, message="<b>Marketing</b>")
    client.force_login(owner.user)
    address = claim.get_absolute_url()

    page = client.get(address).content.decode()
    assert "ada@alpha.example" in page
    assert "&lt;b&gt;Marketing" in page
    assert client.post(address, {"text": ""}).status_code == 400
    text = {"text": "Sie arbeitet nicht hier."}
    assert [client.post(address, text).status_code for _time in range(2)] == [302, 302]
    assert client.post(address, {"text": "Etwas ganz anderes."}).status_code == 409
    claim.refresh_from_db()
    assert claim.objection == "Sie arbeitet nicht hier."


def test_objection_after_the_days_is_told(client, ada, alpha, owner):
    claim = claims.claim(alpha, by=ada, message="")
    Claim.objects.update(objection_until=claim.objection_until - timedelta(days=8))
    client.force_login(owner.user)
    response = client.post(claim.get_absolute_url(), {"text": "Sie arbeitet nicht hier."})

    assert response.status_code == 409
    assert "Die Frist für einen Einspruch ist vorbei" in response.content.decode()


def test_claimer_withdraws(client, alpha):
    client.force_login(person("ada@gmx.de"))
    address = claim_by(client).headers["Location"]

    assert [client.post(address).status_code for _time in range(2)] == [302, 302]
    assert Claim.objects.get().status == "withdrawn"
    assert "zurückgezogen" in client.get(address).content.decode()


@pytest.mark.parametrize("who", ["anonymous", "stranger", "editor", "former member"])
def test_claim_is_like_none_for_everybody_else(client, ada, alpha, owner, who):
    claim = claims.claim(alpha, by=ada, message="")
    client.logout()
    if who == "stranger":
        client.force_login(MembershipFactory().user)
    elif who == "editor":
        client.force_login(MembershipFactory(organisation=owner.organisation, role="editor").user)
    elif who == "former member":
        client.force_login(owner.user)
        owner.delete()
    before = Claim.objects.values().get()

    for method in (client.get, client.post):
        answer, random = method(claim.get_absolute_url()), method("/ansprueche/I-2026-AAAAAA/")
        assert answer.status_code == random.status_code == 404
        assert answer.content.decode().replace(claim.reference, "") == random.content.decode().replace(
            "I-2026-AAAAAA", ""
        )
    assert Claim.objects.values().get() == before


def test_pages_of_members_are_not_stored(client, ada, alpha):
    for address in (NEW, CLAIM, claim_by(client).headers["Location"]):
        assert "no-store" in client.get(address).headers["Cache-Control"], address


def test_letter_leads_through_the_login_in_the_readers_language(client, ada, alpha, owner):
    owner.user.language = "en"
    owner.user.save()
    claim = claims.claim(alpha, by=ada, message="")
    with translation.override("en"):
        way = login_path(claim.get_absolute_url())
    texts = [letter.text for letter in Letter.objects.all() if letter.recipients == ["eva@beta.example"]]

    assert way.startswith("/en/")
    assert [f"http://testserver{way}\n" in text for text in texts] == [True]
