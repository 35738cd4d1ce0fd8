"""One's own data: the page, and the ZIP with nothing of anybody else."""

import csv
import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress

from machinery.personal_data import holdings
from submissions.export import write_zip
from submissions.models import Consent, Question
from submissions.personal_data import person_of
from tests.config.counted import counted
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RegistrationFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.submissions.erased import ADDRESS, NAME, PASSWORD, add_everything, log_in, logo_of, person
from tests.submissions.test_erasing import own_files, vera  # noqa: F401 (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE, EXPORT = "/konto/daten/", "/konto/daten/mitnehmen/"


def archive(client, user):
    log_in(client, user)
    response = client.post(EXPORT)
    assert response.headers["Content-Type"] == "application/zip"
    assert "no-store" in response.headers["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_page_names_all_that_is_kept_and_for_how_long(client, vera):  # noqa: F811
    add_everything(vera, client)

    page = client.get(PAGE).content.decode()

    for holding in holdings():
        assert str(holding.label) in page
    assert "12 Monate nach der Veranstaltung" in page
    assert "vera.gesslich@example.org" in page
    assert "<td>2026-11</td>" in page


def test_export_holds_everything(client, vera):  # noqa: F811
    add_everything(vera, client)

    with archive(client, vera) as found:
        data = json.loads(found.read("data.json"))
        names = found.namelist()
        assert found.testzip() is None

    assert {name: len(rows) for name, rows in data.items()} == {
        "letters": 1,
        "reports": 1,
        "sessions": 1,
        "administration": 0,
        "account": 4,
        "memberships": 2,
        "submissions": 1,
        "answers": 1,
        "consents": 1,
        "claims": 1,
        "invitations": 2,
        "activities": 2,
        "enquiries": 2,
        "registrations": 2,
    }
    assert data["account"][0]["name"] == NAME
    assert [name for name in names if name.startswith("files/")] == ["files/submissions/Nurvonvera.png"]
    assert "README.txt" in names


def test_export_holds_nothing_of_others(client, vera):  # noqa: F811
    membership = MembershipFactory(user=vera)
    other = MembershipFactory(organisation=membership.organisation, user__email="andere@example.org").user
    SubmissionFactory(organisation=OrganisationFactory(), content={"name": "Geheim"}, created_by=other)
    Consent.objects.create(user=other, version="fremd")
    RegistrationFactory(email=f"x{ADDRESS}", name="Geheim")

    with archive(client, vera) as found:
        everything = "".join(found.read(name).decode() for name in found.namelist())

    assert "Geheim" not in everything
    assert "andere@example.org" not in everything
    assert "fremd" not in everything


def test_former_member_reads_no_content_any_more(client, vera):  # noqa: F811
    organisation = MembershipFactory(user=vera).organisation
    MembershipFactory(organisation=organisation)
    draft = SubmissionFactory(
        organisation=organisation,
        content={"name": "Geheimes Produkt"},
        typed={"email": "Geheim getippt"},
        created_by=vera,
        saved_by=vera,
    )
    logo_of(draft)
    Question.objects.create(submission=draft, text="Warum?", answer="Darum", answered_by=vera)
    Consent.objects.create(user=vera, submission=draft, version="2026-11")
    with archive(client, vera) as found:
        assert "Geheimes Produkt" in found.read("data.json").decode()
        assert "files/submissions/Nurvonvera.png" in found.namelist()

    organisation.memberships.filter(user=vera).delete()

    with archive(client, vera) as found:
        everything = "".join(found.read(name).decode() for name in found.namelist())
        rows = json.loads(found.read("data.json"))["submissions"]
    assert "Geheim" not in everything
    assert "Darum" in everything
    assert [set(row) for row in rows] == [
        {"reference", "kind", "created_at", "saved_at", "submitted_at", "decided_at"}
    ]


def test_cells_are_no_formulas(client, vera):  # noqa: F811
    vera.name = "=1+1"
    vera.save()

    with archive(client, vera) as found:
        rows = list(csv.DictReader(io.StringIO(found.read("account.csv").decode("utf-8-sig"))))
        data = json.loads(found.read("data.json"))

    assert rows[0]["name"] == "'=1+1"
    assert data["account"][0]["name"] == "=1+1"


def test_export_is_limited_and_says_so(client):
    user = person()
    for _ in range(3):
        archive(client, user).close()

    response = client.post(EXPORT)

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "gerade erst abgeholt" in response.content.decode()
    assert "<title>Fehler:" in response.content.decode()


def test_export_to_an_old_login_needs_a_proof_first(client, vera):  # noqa: F811
    client.force_login(vera)

    assert client.post(EXPORT).headers["Location"] == EXPORT
    proof = client.get(EXPORT).headers["Location"]
    assert proof == "/konto/bestaetigen/?next=%2Fkonto%2Fdaten%2Fmitnehmen%2F"
    assert client.post(proof, {"password": PASSWORD}).headers["Location"] == EXPORT
    assert client.get(EXPORT).headers["Location"] == PAGE
    response = client.post(EXPORT)
    assert response.headers["Content-Type"] == "application/zip"
    response.close()


def test_opening_the_address_of_the_export_makes_none(client):
    log_in(client, UserFactory())

    assert client.get(EXPORT).headers["Location"] == PAGE


def test_export_holds_no_secret_and_nothing_of_an_unconfirmed_address(client, vera):  # noqa: F811
    add_everything(vera, client)
    EmailAddress.objects.filter(user=vera).update(verified=False)

    with archive(client, vera) as found:
        data = json.loads(found.read("data.json"))

    assert data["enquiries"] == data["registrations"] == data["reports"] == data["letters"] == []
    assert [set(row) for row in data["account"] if row.get("table") == "mfa.Authenticator"] == [
        {"table", "type", "created_at", "last_used_at"}
    ]


# -- What it costs: the page and the export are made between other pages -----------------------------------


def add_submission(user, organisation):
    draft = SubmissionFactory(
        organisation=organisation, content={"name": "Muster"}, created_by=user, saved_by=user
    )
    Question.objects.create(submission=draft, text="Warum?", answer="Darum", answered_by=user)
    Consent.objects.create(user=user, submission=draft, version="2026-11")


def test_export_asks_no_more_for_more_submissions(vera):  # noqa: F811
    organisation = MembershipFactory(user=vera).organisation
    add_submission(vera, organisation)
    with counted() as one:
        write_zip(person_of(vera), io.BytesIO())
    for _ in range(3):
        add_submission(vera, organisation)
    with counted() as four:
        write_zip(person_of(vera), io.BytesIO())

    assert four.queries == one.queries


def test_pictures_are_not_packed_once_more(client, vera):  # noqa: F811
    draft = SubmissionFactory(organisation=MembershipFactory(user=vera).organisation, created_by=vera)
    logo_of(draft)

    with archive(client, vera) as found:
        kinds = {part.filename: part.compress_type for part in found.infolist()}

    assert kinds["files/submissions/Nurvonvera.png"] == zipfile.ZIP_STORED
    assert kinds["data.json"] == zipfile.ZIP_DEFLATED
