"""What was submitted becomes an entry of the map, or a change of one, and nothing else does."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from landkarte.entries.slugs import new_slug
from landkarte.models import Entry
from machinery.models import Letter
from machinery.publishing import current_version
from machinery.refusals import in_words, label_in
from submissions import accepting, review
from submissions.content import KEEP, content_of
from submissions.models import Logo, Submission
from tests.factories import EntryFactory, OrganisationFactory, StaffFactory, SubmissionFactory
from tests.submissions.acceptances import accept, change_to, content, refused
from tests.submissions.states import at_once, member_of, submitted, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


# -- A new entry --------------------------------------------------------------------------------------


def test_new_product_is_public_and_says_what_was_submitted(own):
    submission = accept(submitted(own))

    entry = submission.entry
    assert content_of(Entry.objects.get(pk=entry.pk)) == submission.content | {"ai_relation": ""}
    assert (entry.kind, entry.slug, entry.status, entry.organisation) == (
        "product",
        "werkstatthelfer",
        "published",
        own.entry,
    )
    assert (entry.confirmed_on, entry.unconfirmed_since, entry.source) == (timezone.localdate(), None, "")
    assert (submission.status, submission.decided_at is not None) == ("accepted", True)


def test_new_entry_is_in_the_list_and_on_the_map(client, own):
    accept(submitted(own))

    assert "Werkstatthelfer" in client.get("/?q=werkstatthelfer").content.decode()
    assert client.get("/api/v1/map/?q=werkstatthelfer").json()["total"] == 1
    assert client.get("/eintraege/werkstatthelfer/").status_code == 200


def test_nothing_is_public_before(client, own):
    submitted(own)

    assert "Werkstatthelfer" not in client.get("/?q=werkstatthelfer").content.decode()
    assert Entry.objects.filter(name="Werkstatthelfer").count() == 0


def test_data_version_moves_when_something_is_accepted(own):
    submission = submitted(own)
    before = current_version()

    accept(submission)

    assert current_version() > before


def test_acceptance_is_one_line_of_history_with_its_number(own):
    staff = StaffFactory()
    submission = accept(submitted(own), by=staff)

    (line,) = submission.entry.history.all()
    assert (line.history_type, line.history_user, line.history_change_reason) == (
        "+",
        staff,
        f"accept {submission.reference}",
    )
    assert [row.industry.slug for row in line.industries.all()] == ["crafts"]


def test_first_entry_becomes_the_organisations_own():
    organisation = OrganisationFactory(entry=None, name="Getippt")
    submission = accept(submitted(organisation, kind="company", content=content(name="Muster GmbH")))

    organisation.refresh_from_db()
    assert (organisation.entry, organisation.name) == (submission.entry, "Muster GmbH")
    assert submission.entry.organisation is None


def test_product_waits_until_the_organisation_has_an_entry():
    organisation = OrganisationFactory(entry=None)
    own, product = submitted(organisation, kind="company"), submitted(organisation)

    assert refused(product) == "no-organisation"

    accept(own)
    assert accept(product).entry.organisation == own.organisation.__class__.objects.get().entry


def test_second_own_entry_is_refused():
    organisation = OrganisationFactory(entry=None)
    first, second = submitted(organisation, kind="company"), submitted(organisation, kind="research")
    accept(first)
    Letter.objects.all().delete()

    assert refused(second) == "has-entry"


@pytest.mark.django_db(transaction=True)
def test_of_two_own_entries_at_once_one_is_accepted():
    organisation = OrganisationFactory(entry=None)
    first, second = submitted(organisation, kind="company"), submitted(organisation, kind="research")
    staff = StaffFactory()

    results = at_once(lambda: accept(first, by=staff), lambda: accept(second, by=staff))

    assert sorted(type(result).__name__ for result in results) == ["Submission", "ValidationError"]
    organisation.refresh_from_db()
    assert organisation.entry == Entry.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_of_one_name_at_once_get_two_addresses():
    staff = StaffFactory()
    submissions = [submitted(OrganisationFactory()) for _ in range(2)]

    results = at_once(*[lambda one=one: accept(one, by=staff) for one in submissions])

    assert sorted(one.entry.slug for one in results) == ["werkstatthelfer", "werkstatthelfer-2"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"website": "ftp://a"}, "Website"),
        ({"postal_code": "1"}, "Postleitzahl"),
        ({"latitude": None}, "Breite und Länge"),
        ({"ags": "99999999"}, "Gemeinde"),
        ({"summary_de": ""}, "Kurztext"),
        ({"latitude": "nix"}, "Breite"),
        ({"name": "x" * 201}, "Name"),
    ],
)
def test_content_that_breaks_a_rule_is_refused_with_the_name_of_the_field(own, changes, named):
    submission = submitted(own)
    Submission.objects.update(submitted_content=submission.content | changes)

    with pytest.raises(ValidationError) as caught:
        accept(submission)

    assert named in in_words(caught.value, label_in(Entry))
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("day", ["nix", 7, ["2026-01-01"]])
def test_unreadable_day_is_refused(own, day):
    submission = submitted(own, kind="project")
    Submission.objects.update(submitted_content=submission.content | {"starts_on": day})

    assert refused(submission) == "unreadable"


# -- Addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Müller & Söhne GmbH", "mueller-soehne-gmbh"),
        ("Straße", "strasse"),
        ("Mu\u0308ller", "mueller"),
        ("Société Générale", "societe-generale"),
        ("日本", "eintrag"),
        ("%%%", "eintrag"),
        ("x" * 200, "x" * 70),
    ],
)
def test_address_comes_from_the_name(name, slug):
    assert new_slug(name) == slug


def test_address_that_somebody_has_or_had_is_left_alone():
    EntryFactory(slug="alpha")
    entry = EntryFactory(slug="alpha-2")
    entry.slug = "beta"
    entry.save()

    assert (new_slug("Alpha"), new_slug("Beta"), new_slug("Gamma")) == ("alpha-3", "beta-2", "gamma")


# -- Logos --------------------------------------------------------------------------------------------


def picture(colour="red"):
    file = BytesIO()
    Image.new("RGB", (40, 20), colour).save(file, "PNG")
    return ContentFile(file.getvalue(), "logo.png")


def bytes_of(file):
    with file.open("rb") as stream:
        return stream.read()


def with_logo(organisation):
    submission = SubmissionFactory(organisation=organisation)
    logo = Logo.objects.create(submission=submission, file=picture())
    write(submission, logo=logo.key)
    review.submit(
        submission, by=member_of(organisation), version=submission.version, consent_version="2026-11"
    )
    Letter.objects.all().delete()
    submission.refresh_from_db()
    return submission, logo


def test_entry_gets_its_own_copy_under_a_random_name(own):
    submission, logo = with_logo(own)

    entry = accept(submission).entry

    assert bytes_of(entry.logo) == bytes_of(logo.file)
    assert (entry.logo_width, entry.logo_height) == (40, 20)
    assert entry.logo.name.startswith("logos/")
    assert logo.key not in entry.logo.name
    assert len(entry.logo.name) == len("logos/.png") + accepting.FILE_NAME_LENGTH


def test_logo_is_kept_replaced_or_taken_away(own):
    own.entry.logo.save("alt.png", picture("blue"))
    kept = accept(change_to(own.entry, own, summary_de="Neu.")).entry
    assert kept.logo.name == own.entry.logo.name

    gone = accept(change_to(kept, own, logo="")).entry
    assert (gone.logo.name, gone.logo_width) == ("", None)


def test_logo_of_another_submission_is_refused(own):
    _foreign, logo = with_logo(OrganisationFactory())

    assert refused(submitted(own, content=content(logo=logo.key))) == "no-logo"


def test_refused_acceptance_leaves_no_file(own):
    submission, _logo = with_logo(own)
    Submission.objects.update(submitted_content=submission.content | {"website": "ftp://a"})

    with pytest.raises(ValidationError):
        accept(submission)

    assert not default_storage.exists("logos") or default_storage.listdir("logos")[1] == []


def test_logo_written_since_goes_on_with_the_draft(own):
    submission, _logo = with_logo(own)
    later = Logo.objects.create(submission=submission, file=picture("green"))
    write(submission, logo=later.key)

    accept(submission)

    draft = Submission.objects.get(status="draft")
    later.refresh_from_db()
    assert (draft.content["logo"], draft.base["logo"], later.submission) == (later.key, KEEP, draft)


def test_draft_that_begins_again_has_its_own_copy_of_the_logo(own):
    submission, logo = with_logo(own)
    review.withdraw(submission, by=own.members.get())

    draft = review.begin_again(submission, by=own.members.get())

    copy = draft.logos.get()
    assert draft.content["logo"] == copy.key != logo.key
    assert bytes_of(copy.file) == bytes_of(logo.file)
