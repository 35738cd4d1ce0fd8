"""Staff take over some of what was submitted; the rest stays as it is, and the letter says so."""

import pytest
from django.core.exceptions import ValidationError

from landkarte.models import Entry
from machinery.models import Letter
from submissions import accepting, review
from submissions.models import Submission
from tests.factories import EntryFactory, OrganisationFactory, StaffFactory
from tests.markup import seen
from tests.submissions.acceptances import change_to
from tests.submissions.states import submitted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def own():
    entry = EntryFactory(slug="muster", name="Muster GmbH", website="https://alt.example", focuses=["vision"])
    return OrganisationFactory(entry=entry)


def accept(submission, chosen, explanation="Weil."):
    return review.accept(
        submission,
        by=StaffFactory(),
        version=submission.submitted_version,
        chosen=chosen,
        explanation=explanation,
    )


def refused(submission, *chosen, **more):
    with pytest.raises(ValidationError) as caught:
        accept(submission, list(chosen), **more)
    assert (Submission.objects.get(pk=submission.pk).status, Letter.objects.count()) == ("submitted", 0)
    return caught.value.error_list[0].code


def test_field_that_is_left_out_stays(own):
    submission = change_to(own.entry, own, summary_de="Neu.", website="https://neu.example")

    done = accept(submission, ["summary_de"])

    entry = Entry.objects.get()
    assert (entry.summary_de, entry.website) == ("Neu.", "https://alt.example")
    assert (done.status, done.left_out, done.explanation) == ("accepted", ["website"], "Weil.")


def test_letter_names_what_was_left_out_and_why(own):
    accept(change_to(own.entry, own, summary_de="Neu.", website="https://neu.example"), ["summary_de"])

    text = Letter.objects.get().text
    assert "Nicht übernommen haben wir:\n- Website\n\nWeil.\n" in text
    assert "Kurztext" not in text


def test_place_is_one_choice(own):
    submission = change_to(own.entry, own, street="Neue Straße 1", postal_code="50670", summary_de="Neu.")
    assert list(accepting.choices(submission)) == ["summary_de", "place"]

    done = accept(submission, ["summary_de"])

    entry = Entry.objects.get()
    assert (entry.street, entry.postal_code) == (own.entry.street, own.entry.postal_code)
    assert set(done.left_out) == set(accepting.PLACE)
    assert Letter.objects.get().text.count("- Ort\n") == 1


def test_all_fields_chosen_is_the_whole(own):
    submission = change_to(own.entry, own, summary_de="Neu.", website="https://neu.example")

    done = accept(submission, ["website", "summary_de"], explanation="Steht nirgends.")

    assert (done.left_out, done.explanation) == ([], "")
    assert "Nicht übernommen" not in Letter.objects.get().text


def test_optional_field_of_a_new_entry_is_left_out(own):
    entry = accept(submitted(own), ["industries"]).entry

    assert (entry.website, entry.city) == ("", "Köln")
    assert [term.slug for term in entry.industries.all()] == ["crafts"]


def test_required_fields_of_a_new_entry_are_no_choice(own):
    offered = accepting.choices(submitted(own))

    assert set(offered) == {"industries", "website"}


def test_nothing_chosen_is_refused(own):
    assert refused(change_to(own.entry, own, summary_de="Neu.")) == "nothing-chosen"


def test_leaving_out_without_a_word_is_refused(own):
    submission = change_to(own.entry, own, summary_de="Neu.", website="https://neu.example")

    assert refused(submission, "website", explanation="  ") == "no-explanation"


@pytest.mark.parametrize("name", ["nix", "status", "ai_relation", "city", "x" * 5000, "\x00"])
def test_choice_that_there_is_not_is_refused(own, name):
    assert refused(change_to(own.entry, own, summary_de="Neu."), "summary_de", name) == "unknown-field"


def test_members_read_what_was_left_out(client, own):
    submission = change_to(own.entry, own, summary_de="Neu.", website="https://neu.example")
    accept(submission, ["summary_de"], explanation="Die Adresse gehört <b>jemand</b> anderem.")
    client.force_login(own.members.first())

    html = seen(client.get(submission.get_absolute_url()))

    assert "<dt>Nicht übernommen</dt><dd>Website</dd>" in html
    assert "Die Adresse gehört &lt;b&gt;jemand&lt;/b&gt; anderem." in html
