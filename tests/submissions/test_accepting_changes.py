"""An accepted change: what it writes, what stays, and what was written since."""

from datetime import date

import pytest
from django.utils import timezone

from landkarte.models import Entry
from machinery.models import Letter
from submissions import accepting
from submissions.content import content_of
from submissions.models import Submission
from tests.factories import (
    DistrictFactory,
    EntryFactory,
    FocusFactory,
    IndustryFactory,
    MunicipalityFactory,
)
from tests.submissions.acceptances import accept, change_to, content, refused
from tests.submissions.states import submitted, write

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("media")]


# -- A change -----------------------------------------------------------------------------------------


def test_published_entry_stays_until_the_change_is_accepted(own):
    submission = change_to(own.entry, own, name="Muster AG", summary_de="Neuer Text.")
    assert Entry.objects.get().name == "Muster GmbH"

    accept(submission)

    entry = Entry.objects.get()
    assert (entry.name, entry.summary_de, entry.slug) == ("Muster AG", "Neuer Text.", "muster")
    own.refresh_from_db()
    assert own.name == "Muster AG"


def test_change_keeps_source_and_day_of_publication_and_confirms(own):
    Entry.objects.update(source="https://quelle.example", unconfirmed_since=date(2025, 1, 1))
    own.entry.refresh_from_db()
    before = own.entry.published_at

    entry = accept(change_to(own.entry, own, summary_de="Neu.")).entry

    assert (entry.source, entry.published_at) == ("https://quelle.example", before)
    assert (entry.confirmed_on, entry.unconfirmed_since) == (timezone.localdate(), None)


def test_change_is_one_line_of_history_that_counts_as_content(own):
    IndustryFactory(slug="energy")
    before = own.entry.history.count()

    submission = accept(change_to(own.entry, own, industries=["energy"], name="Muster AG"))

    line = submission.entry.history.latest()
    assert (submission.entry.history.count(), line.history_type) == (before + 1, "~")
    assert (line.name, [row.industry.slug for row in line.industries.all()]) == ("Muster AG", ["energy"])


def test_what_staff_changed_in_the_meantime_stays(own):
    submission = change_to(own.entry, own, summary_de="Vom Unternehmen.")
    Entry.objects.update(website="https://von-der-redaktion.example")
    own.entry.focuses.add(FocusFactory(slug="vision"))

    submission.refresh_from_db()
    assert sorted(accepting.changed_by_staff(submission)) == ["focuses", "website"]
    entry = accept(submission).entry

    assert (entry.summary_de, entry.website) == ("Vom Unternehmen.", "https://von-der-redaktion.example")
    assert {focus.slug for focus in entry.focuses.all()} == {"robotics", "vision"}


def test_field_that_both_changed_gets_the_organisations_words(own):
    submission = change_to(own.entry, own, summary_de="Vom Unternehmen.")
    Entry.objects.update(summary_de="Von der Redaktion.")

    assert accept(submission).entry.summary_de == "Vom Unternehmen."


def test_place_changes_as_a_whole(own):
    bonn = MunicipalityFactory(
        ags="05314000",
        name="Bonn",
        parent=DistrictFactory(ags="05314", name="Bonn"),
        latitude=50.7,
        longitude=7.1,
    )
    submission = change_to(own.entry, own, city="Bonn", ags=bonn.ags, latitude=50.7, longitude=7.1)
    Entry.objects.update(street="Domplatz 1", precision="address")

    entry = accept(submission).entry

    assert (entry.street, entry.city, entry.region, entry.precision) == ("", "Bonn", bonn, "city")


def test_emptied_fields_are_emptied(own):
    entry = accept(change_to(own.entry, own, website="", size="", founded=None)).entry

    assert (entry.website, entry.size, entry.founded) == ("", "", None)


def test_change_to_an_entry_of_somebody_else_by_now_is_refused(own):
    submission = change_to(own.entry, own, name="Übernommen")
    own.entry = None
    own.save()

    assert refused(submission) == "not-theirs"


def test_change_to_an_entry_that_is_gone_makes_no_new_one(own):
    product = EntryFactory(kind="product", organisation=own.entry, audience_de="Alle.", focuses=["robotics"])
    submission = change_to(product, own, name="Neu")
    product.delete()

    assert refused(submission) == "gone"


def test_change_to_an_entry_off_the_map_leaves_it_off(own):
    Entry.objects.update(status="unpublished")
    own.entry.refresh_from_db()
    before = own.entry.history.count()

    entry = accept(change_to(own.entry, own, summary_de="Neu.")).entry

    assert (entry.summary_de, entry.is_published, entry.history.count()) == ("Neu.", False, before + 1)
    assert "zurzeit nicht auf der Karte" in Letter.objects.get().text


def test_content_cannot_set_what_is_not_its_to_set(own):
    other = EntryFactory()
    forged = {"status": "draft", "slug": "admin", "organisation": other.pk, "pk": other.pk, "source": "x"}

    entry = accept(submitted(own, content=content(**forged))).entry

    assert (entry.slug, entry.organisation, entry.source, entry.is_published) == (
        "werkstatthelfer",
        own.entry,
        "",
        True,
    )


# -- Changes that were not submitted ------------------------------------------------------------------


def test_what_was_written_since_goes_on_as_a_draft(own):
    submission = write(submitted(own), website="https://spaeter.example.org")
    Submission.objects.filter(pk=submission.pk).update(saved_by=own.members.get())

    accept(submission)

    draft = Submission.objects.get(status="draft")
    entry = Entry.objects.get(kind="product")
    assert (draft.entry, draft.base, draft.created_by) == (entry, content_of(entry), own.members.get())
    assert draft.content["website"] == "https://spaeter.example.org"
    assert entry.website == "https://www.example.org"
    assert "wartet als Entwurf" in Letter.objects.get().text


def test_what_was_typed_and_is_no_content_yet_goes_on_too(own):
    submission = submitted(own)
    Submission.objects.update(typed={"website": "htp:/neu", "answer_1": "Ja."})

    accept(submission)

    draft = Submission.objects.get(status="draft")
    assert (draft.typed, draft.content["website"]) == ({"website": "htp:/neu"}, "https://www.example.org")


def test_nothing_goes_on_when_nothing_was_written(own):
    accept(submitted(own))

    assert Submission.objects.open().count() == 0
    assert "Entwurf" not in Letter.objects.get().text


def test_acceptance_letter_leads_to_the_public_page(own):
    accept(submitted(own))

    assert "http://testserver/eintraege/werkstatthelfer/" in Letter.objects.get().text
