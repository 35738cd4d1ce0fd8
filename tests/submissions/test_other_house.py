"""Two houses with nearly the same name: the owner of `strasse.example` gets nothing of `straße.example`, and
one mailbox is one person, however its host is written."""

import pytest
from allauth.account.models import EmailAddress

from accounts import addresses
from accounts.models import User
from landkarte.models import Entry
from machinery import letters, limits, outbox
from machinery.models import Letter
from machinery.personal_data import Person
from submissions import claims, erasing, memberships
from submissions.models import Invitation, Membership, Role
from tests.accounts.mail import code_for, letters_to
from tests.client import Client
from tests.desk.importing.import_uploads import applied
from tests.factories import EntryFactory
from tests.landkarte.loading.entry_files import load_reference
from tests.machinery.mail_server import mail_server
from tests.machinery.spreadsheets.uploaded import csv_upload
from tests.submissions.members import organisation_with
from tests.submissions.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ENTRANCE, CODE = "/konto/anmelden/", "/konto/anmelden/code/"
SZ, SZ_DNS, SS = "max@straße.example", "max@xn--strae-oqa.example", "max@strasse.example"
SHOWN, DNS = "info@müller-ki.example", "info@xn--mller-ki-65a.example"
SPELLINGS = [
    SHOWN,
    DNS,
    "INFO@MÜLLER-KI.example",
    "info@mu\u0308ller-ki.example",
    "Info@XN--MLLER-KI-65A.example",
]


def ask(client, address):
    return client.post(ENTRANCE, {"email": address})


def log_in(address):
    """A new browser in which somebody has come in by a code."""
    client = Client()
    ask(client, address)
    client.post(CODE, {"code": code_for(address)})
    return client


def who(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


# -- Another house: no letter ---------------------------------------------------------------------------


@pytest.fixture
def wire(settings):
    """The mail server to which the outbox delivers."""
    with mail_server() as server:
        settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server


@pytest.mark.parametrize("address", [SZ, SZ_DNS, "MAX@STRAßE.example"])
def test_code_goes_to_the_house_that_asked(client, wire, address):
    ask(client, address)
    outbox.send_due()

    assert [line for line in wire.envelope if line.startswith("rcpt")] == [f"rcpt TO:<{SZ_DNS}>"]
    assert [line.strip() for line in wire.data if line.startswith("To:")] == [f"To: {SZ_DNS}"]
    assert "strasse" not in "".join([*wire.envelope, *wire.data])


def test_sender_and_answers_keep_their_houses(settings, wire):
    settings.DEFAULT_FROM_EMAIL = "KI.Landkarte <post@straße.example>"
    letters.write(
        "account_code", to="ada@example.org", language="de", context={"code": "1"}, reply_to=[SZ, SS]
    )
    outbox.send_due()

    headers = [line.strip() for line in wire.data if line.startswith(("From:", "Reply-To:"))]
    assert headers == ["From: KI.Landkarte <post@xn--strae-oqa.example>", f"Reply-To: {SZ_DNS}, {SS}"]
    assert wire.envelope[0].startswith("mail FROM:<post@xn--strae-oqa.example>")


def test_letter_to_a_host_that_dns_cannot_have_never_leaves(wire):
    letters.write("account_code", to="max@i❤.example", language="de", context={"code": "1"})
    outbox.send_due()

    assert (wire.envelope, Letter.objects.get().status) == ([], "waiting")
    assert "No mail server takes the address" in Letter.objects.get().last_error


# -- Another house: no login, no invitation, no budget, no data -------------------------------------------


def test_code_of_one_house_opens_no_account_of_the_other():
    of_sz = who(log_in(SZ))
    of_ss = who(log_in(SS))

    assert (of_sz.email, of_ss.email, of_sz == of_ss) == (SZ, SS, False)
    assert addresses.confirmed_addresses(of_ss) == {SS}
    assert addresses.person_with(SZ) == of_sz


def test_password_of_one_house_opens_no_account_of_the_other(client):
    person(SZ, password="korrektes Pferd Batterie")

    client.post("/konto/anmelden/passwort/", {"username": SS, "password": "korrektes Pferd Batterie"})
    assert "_auth_user_id" not in client.session

    client.post("/konto/anmelden/passwort/", {"username": SZ_DNS, "password": "korrektes Pferd Batterie"})
    assert who(client).email == SZ


def test_invitation_of_one_house_is_nothing_to_the_other():
    organisation, ada = organisation_with(Role.ADMIN)
    invitation = memberships.invite(organisation, email=SZ, role=Role.EDITOR, by=ada.user)
    client = log_in(SS)

    assert client.get(invitation.get_absolute_url()).status_code == 404
    assert client.post(invitation.get_absolute_url(), {"accept": "1"}).status_code == 404
    assert not Membership.objects.filter(user=who(client)).exists()


def test_letters_of_one_house_are_no_budget_of_the_other():
    for _ in range(limits.LETTERS_TO_ONE_A_DAY):
        limits.take_letter(SZ)
        limits.take_turn("code-letter", of=SZ, most=limits.LETTERS_TO_ONE_A_DAY)

    limits.take_letter(SS)
    limits.take_turn("code-letter", of=SS, most=1)
    with pytest.raises(limits.LimitReachedError):
        limits.take_letter(SZ_DNS)


def test_erasing_one_house_leaves_the_other():
    for address in (SZ, SS):
        letters.write("account_code", to=address, language="de", context={"code": "1"})
    erasing.erase(person(SZ))

    assert [letter.recipients for letter in Letter.objects.all()] == [[SS]]
    assert not Person(None, frozenset({SS})).is_among([SZ, SZ_DNS])


# -- Another house: no claim -----------------------------------------------------------------------------

CASES = """slug;kind;name;street;postal_code;city;ags;latitude;longitude;precision;website;founded;summary_de
fall-910;company;Straße KI GmbH;Weg 1;50667;Köln;05315000;50.94;6.95;address;https://www.straße.example/;2015;Text.
fall-911;company;Umlaut KI GmbH;Weg 1;50667;Köln;05315000;50.94;6.95;address;https://müller-ki.example/;2015;Text.
"""


@pytest.fixture
def houses(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    rows = [line.split(";") for line in CASES.splitlines()]
    applied(csv_upload(rows, delimiter=";"), person("redaktion@example.org"))
    return {entry.slug: entry for entry in Entry.objects.all()}


@pytest.mark.parametrize(
    ("address", "slug", "status"),
    [
        (SZ, "fall-910", "accepted"),
        (SZ_DNS, "fall-910", "accepted"),
        (SS, "fall-910", "open"),
        (SHOWN, "fall-911", "accepted"),
        (DNS, "fall-911", "accepted"),
        ("info@muller-ki.example", "fall-911", "open"),
        ("info@mueller-ki.example", "fall-911", "open"),
    ],
)
def test_entry_is_claimed_at_once_by_its_own_house_alone(houses, address, slug, status):
    claim = claims.claim(houses[slug], by=person(address), message="Ich leite das Marketing.")

    assert claim.status == status
    assert Membership.objects.filter(organisation__entry=houses[slug]).exists() is (status == "accepted")


def test_possible_entries_of_a_newcomer_are_those_of_the_own_house(houses):
    EntryFactory(slug="ss", name="Strasse GmbH", website="https://strasse.example", kind="company")
    client = log_in(SZ)

    shown = client.get("/mitmachen/organisation/").content.decode()

    assert ("Straße KI GmbH" in shown, "Strasse GmbH" in shown) == (True, False)


# -- One mailbox ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", SPELLINGS)
def test_mailbox_is_one_account_however_its_host_is_written(address):
    first = who(log_in(SHOWN))
    client = Client()
    ask(client, address)
    page = client.get(CODE).content.decode()
    client.post(CODE, {"code": code_for(SHOWN)})

    assert (who(client), User.objects.count()) == (first, 1)
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [SHOWN]
    assert (SHOWN in page, "xn--" in page) == (True, False)
    assert "xn--" not in client.get("/konto/").content.decode()


def test_mailbox_has_one_budget_of_letters(client):
    for address in SPELLINGS:
        ask(client, address)

    assert len(letters_to(SHOWN)) == Letter.objects.count() == limits.LETTERS_TO_ONE_A_DAY


@pytest.mark.parametrize("address", SPELLINGS)
def test_mailbox_has_one_invitation(address):
    organisation, ada = organisation_with(Role.ADMIN)
    memberships.invite(organisation, email=DNS, role=Role.EDITOR, by=ada.user)
    invitation = memberships.invite(organisation, email=address, role=Role.EDITOR, by=ada.user)
    user = person(SHOWN)
    client = Client()
    client.force_login(user)

    assert (Invitation.objects.get(), invitation.email) == (invitation, SHOWN)
    assert client.get(invitation.get_absolute_url()).status_code == 200
    memberships.accept_invitation(invitation, by=user)
    assert Membership.objects.filter(user=user, organisation=organisation).exists()


@pytest.mark.parametrize("address", SPELLINGS)
def test_mailbox_is_changed_to_itself_by_no_spelling(address):
    client = log_in(SHOWN)

    response = client.post("/konto/einstellungen/adresse/", {"email": address})

    assert response.context["form"].errors == {"email": ["Das ist schon Ihre Adresse."]}


def test_people_of_staff_are_found_by_the_readable_address(staff_client):
    person(DNS)
    person("andere@example.org")

    found = staff_client.get("/admin/accounts/user/", {"q": "müller-ki"}).context["cl"].result_list

    assert [user.email for user in found] == [SHOWN]


def test_erased_mailbox_is_erased_again_however_a_backup_wrote_it():
    erasing.erase(person(DNS))
    before = person(SHOWN)
    User.objects.filter(pk=before.pk).update(date_joined="2020-01-01T00:00:00Z")

    assert erasing.erase_again() == 1
    assert not User.objects.filter(email=SHOWN).exists()


# -- What is not possible ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    ["/konto/anmelden/", "/barrierefreiheit/melden/"],
)
def test_sign_that_is_not_possible_is_named_at_the_field(client, page):
    response = client.post(page, {"email": "jürgen@firma.example", "text": "Der Filter geht nicht auf."})

    assert response.context["form"].errors["email"] == ["Das Zeichen „ü“ ist vor dem @ nicht möglich."]
