"""Every door by which a text comes in, and what comes in by it: one rule for all of them."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.forms import RenamePasskeyForm
from desk.models import ColumnMapping, Import, SavedView
from landkarte.models import Entry, Industry, Report
from offers.models import Enquiry, EventRegistration
from submissions.models import Claim, Organisation, Submission
from tests.desk.entries.test_entries import form_of
from tests.desk.importing.import_uploads import applied, lines
from tests.factories import EntryFactory, EventFactory, IndustryFactory, OfferFactory, UserFactory
from tests.landkarte.loading.entry_files import load_reference, write_entries
from tests.landkarte.test_reports import token
from tests.machinery.spreadsheets.uploaded import csv_upload, xlsx_upload
from tests.submissions.drafting import member_with_draft, save
from tests.submissions.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

KEPT = {  # typed -> kept
    "Bei\u00adspiel\u200b GmbH": "Beispiel GmbH",
    "\ufeff \u200e Beispiel GmbH \u2060 ": "Beispiel GmbH",
    "\u202eBeispiel GmbH\u202c": "Beispiel GmbH",
    "Ko\u0308ln GmbH": "Köln GmbH",
    "👩\u200d🔬 Labor GmbH": "👩\u200d🔬 Labor GmbH",
}
EMPTY = ["\u200b", "\u00ad \u2060", "\u202e\u202c", "\u3164", "\u2800\ufeff"]


# Each door takes a client and a text, goes in, and returns all the texts that are kept behind it.


def report(client, text):
    page = reverse("landkarte:report-create", args=[EntryFactory(slug="alpha").slug])
    client.post(page, {"token": token(client, page), "reason": "wrong", "text": f"{text} und mehr"})
    return [one.removesuffix(" und mehr").strip() for one in Report.objects.values_list("text", flat=True)]


def enquiry(client, text):
    OfferFactory(slug="a", requestable=True)
    page = "/angebote/a/anfragen/"
    said = {"question": "Was kostet das alles?", "place": "Köln", "name": "Kim", "email": "kim@example.org"}
    client.post(page, said | {"token": token(client, page), "company": text, "consent": "on"})
    return list(Enquiry.objects.values_list("company", flat=True))


def registration(client, text):
    EventFactory(slug="a", registration="form")
    page = "/veranstaltungen/a/anmelden/"
    said = {"token": token(client, page), "email": "kim@example.org", "consent": "on"}
    client.post(page, said | {"name": text})
    return list(EventRegistration.objects.values_list("name", flat=True))


def organisation(client, text):
    client.force_login(person("ada@alpha.example"))
    page = "/mitmachen/organisation/"
    said = {"token": token(client, page), "name": text, "kind": "company", "website": "", "city": ""}
    client.post(page, said)
    return list(Organisation.objects.values_list("name", flat=True))


def draft(client, text):
    draft = member_with_draft(client, content={})
    save(client, draft, name=text)
    return [one.content["name"] for one in Submission.objects.all() if one.content["name"]]


def claim(client, text):
    client.force_login(person("ada@alpha.example"))
    page = reverse("submissions:claim-create", args=[EntryFactory(slug="alpha").slug])
    said = {"token": token(client, page), "message": f"{text} und mehr", "authorised": "on"}
    client.post(page, said)
    return [one.removesuffix(" und mehr").strip() for one in Claim.objects.values_list("message", flat=True)]


def login_name(client, text):
    user = person("ada@alpha.example")
    client.force_login(user)
    client.post("/konto/einstellungen/", {"name": text, "language": "de"})
    user.refresh_from_db()
    return [user.name] if user.name else []


def passkey(client, text):
    kept = Authenticator.objects.create(user=UserFactory(), type="webauthn", data={"name": "Alt"})
    form = RenamePasskeyForm({"name": text}, instance=kept)
    return [form.cleaned_data["name"]] if form.is_valid() else []


def entry_in_admin(client, text):
    page = "/admin/landkarte/entry/add/"
    client.post(page, form_of(client, page) | {"name": text, "slug": "neu", "kind": "company"})
    return list(Entry.objects.values_list("name", flat=True))


def term_in_admin(client, text):
    page = "/admin/landkarte/industry/add/"
    client.post(page, form_of(client, page) | {"slug": "neu", "name_de": text, "name_en": "New"})
    return list(Industry.objects.values_list("name_de", flat=True))


def offer_in_admin(client, text):
    offer = OfferFactory(slug="a", name="Alt")
    page = f"/admin/offers/offer/{offer.pk}/change/"
    client.post(page, form_of(client, page) | {"name": text})
    offer.refresh_from_db()
    return [offer.name] if offer.name != "Alt" else []


def saved_view(client, text):
    client.post("/admin/saved-view/", {"page": "/admin/", "query": "q=a", "name": text})
    return list(SavedView.objects.values_list("name", flat=True))


def name_of_mapping(client, text):
    load_reference()
    table = lines({})
    client.post("/admin/desk/import/add/", {"file": csv_upload(table)})
    columns = {f"column_{place}": name for place, name in enumerate(table[0])}
    page = f"/admin/desk/import/{Import.objects.get().pk}/change/"
    client.post(page, columns | {"_check": "1", "save_as": text})
    return list(ColumnMapping.objects.values_list("name", flat=True))


def imported_csv(client, text):
    load_reference()
    applied(csv_upload(lines({"name": text}, {"slug": "b"})), UserFactory(), leave_out_wrong=True)
    return list(Entry.objects.exclude(slug="b").values_list("name", flat=True))


def imported_xlsx(client, text):
    load_reference()
    applied(xlsx_upload(lines({"name": text}, {"slug": "b"})), UserFactory(), leave_out_wrong=True)
    return list(Entry.objects.exclude(slug="b").values_list("name", flat=True))


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def by_command(folder, text):
    load_reference()
    try:
        call_command("import_entries", str(write_entries(folder, {"name": text})))
    except CommandError:
        assert not Entry.objects.exists()
    return list(Entry.objects.values_list("name", flat=True))


def by_load_data(folder, text):
    (folder / "industries.csv").write_text(
        f"slug,name_de,name_en,position\ntrade,{text},Trade,1\n", encoding="utf-8"
    )
    try:
        call_command("load_data", str(folder))
    except CommandError:
        assert not Industry.objects.exists()
    return list(Industry.objects.values_list("name_de", flat=True))


PUBLIC = [report, enquiry, registration, organisation, draft, claim, login_name, passkey]
STAFF = [entry_in_admin, term_in_admin, offer_in_admin, saved_view, name_of_mapping]
FILES = [imported_csv, imported_xlsx]
COMMANDS = [by_command, by_load_data]
LONGER = (report, claim)  # of which the text alone is never empty here


def name_of(door):
    return door.__name__


@pytest.mark.parametrize(("typed", "kept"), KEPT.items())
@pytest.mark.parametrize("door", [*PUBLIC, *FILES], ids=name_of)
def test_text_comes_in_without_what_nobody_sees(client, settings, tmp_path, door, typed, kept):
    settings.MEDIA_ROOT = tmp_path

    assert door(client, typed) == [kept]


@pytest.mark.parametrize(("typed", "kept"), KEPT.items())
@pytest.mark.parametrize("door", STAFF, ids=name_of)
def test_text_of_staff_comes_in_without_what_nobody_sees(staff_client, settings, tmp_path, door, typed, kept):
    settings.MEDIA_ROOT = tmp_path

    assert door(staff_client, typed) == [kept]


@pytest.mark.parametrize(("typed", "kept"), KEPT.items())
@pytest.mark.parametrize("door", COMMANDS, ids=name_of)
def test_text_of_a_file_comes_in_without_what_nobody_sees(folder, door, typed, kept):
    assert door(folder, typed) == [kept]


@pytest.mark.parametrize("typed", EMPTY, ids=ascii)
@pytest.mark.parametrize("door", [one for one in [*PUBLIC, *FILES] if one not in LONGER], ids=name_of)
def test_name_of_nothing_does_not_come_in(client, settings, tmp_path, door, typed):
    settings.MEDIA_ROOT = tmp_path

    assert door(client, typed) == []


@pytest.mark.parametrize("typed", EMPTY, ids=ascii)
@pytest.mark.parametrize("door", STAFF, ids=name_of)
def test_name_of_nothing_of_staff_does_not_come_in(staff_client, settings, tmp_path, door, typed):
    settings.MEDIA_ROOT = tmp_path

    assert door(staff_client, typed) == []


@pytest.mark.parametrize("typed", EMPTY, ids=ascii)
@pytest.mark.parametrize("door", COMMANDS, ids=name_of)
def test_name_of_nothing_of_a_file_does_not_come_in(folder, door, typed):
    assert door(folder, typed) == []


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Bei\u00adspiel\u200b GmbH", "Beispiel"),
        ("Beispiel GmbH", "Bei\u00adspiel"),
        ("Mu\u0308ller Labor", "Müller"),
        ("Müller Labor", "Mu\u0308l\u200bler"),
    ],
)
def test_search_finds_the_name_however_it_was_typed(client, name, asked):
    EntryFactory(name=name)
    EntryFactory(name="Anderes")

    found = client.get("/api/v1/entries/", {"q": asked}).json()["results"]

    assert [one["name"] for one in found] == [Entry.objects.exclude(name="Anderes").get().name]


def test_heading_of_a_file_is_read_without_what_nobody_sees():
    load_reference()
    header, row = lines({"name": "Alpha"})
    header = [f"\u200b{name}\u00ad" for name in header]

    applied(csv_upload([header, row]), UserFactory())

    assert Entry.objects.get().name == "Alpha"


def test_terms_are_told_apart_by_what_is_seen():
    IndustryFactory(slug="a", name_de="Handel")
    assert Industry.objects.filter(name_de="Han\u00addel").exists()
