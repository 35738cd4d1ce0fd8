"""Content that breaks a rule is never put on the map, and never an error page: the reviewer reads which field
breaks which rule."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from desk.review.review_lines import refusal_lines
from landkarte.models import Entry
from machinery.models import Letter
from machinery.publishing import current_version
from submissions import review
from submissions.models import Organisation, Submission
from tests.config.test_pages import Page, complaints
from tests.desk.review.test_submission_admin import accept, page
from tests.factories import EntryFactory, OrganisationFactory, StaffFactory
from tests.submissions.acceptances import change_to

pytestmark = pytest.mark.django_db

BROKEN = [  # (what is submitted, field on the page, its name, what is said)
    ({"website": "ftp://a"}, "website", "Website", "http"),
    ({"postal_code": "1"}, "postal_code", "Postleitzahl", "Eine Postleitzahl hat fünf Ziffern."),
    ({"ags": "99999999"}, "ags", "Gemeinde", "Diese Gemeinde gibt es nicht."),
    ({"founded": 99}, "founded", "Gegründet oder begonnen", "größer oder gleich 1000"),
    ({"summary_de": ""}, "summary_de", "Kurztext (deutsch)", "Ein veröffentlichter Eintrag braucht einen"),
    ({"longitude": None}, "longitude", "Länge", "Breite und Länge gehören zusammen"),
    ({"ags": None}, "ags", "Gemeinde", "Zu einem Ort gehört die Gemeinde."),
    ({"founded": "nix"}, "founded", "Gegründet oder begonnen", "Diese Angabe ist nicht lesbar."),
]


@pytest.fixture
def own():
    return OrganisationFactory(entry=EntryFactory(name="Muster", city="Köln", focuses=["vision"]))


@pytest.fixture
def change(own):
    return change_to(own.entry, own, summary_de="Neuer Text.", founded=2001)


def say(submission, **content):
    Submission.objects.filter(pk=submission.pk).update(
        submitted_content=submission.submitted_content | content
    )
    submission.refresh_from_db()
    return submission


def everything():
    rows = (Entry.objects, Organisation.objects, Submission.objects, Letter.objects, Entry.history)
    return current_version(), [list(one.order_by("pk").values()) for one in rows]


def alert(response):
    """What stands above the page, last."""
    *_earlier, told = [str(message) for message in response.context["messages"]]
    assert told in response.content.decode()
    return told


@pytest.mark.parametrize(("content", "field", "label", "words"), BROKEN)
def test_broken_rule_is_told_with_a_link_to_its_field(staff_client, change, content, field, label, words):
    say(change, **content)
    before = everything()

    response = accept(staff_client, change)

    told = alert(response)
    assert (response.status_code, everything()) == (409, before)
    assert f'<a href="#line-{field}">{escape(label)}</a>' in told
    assert words in told
    assert f'id="line-{field}"' in response.content.decode()


def test_all_broken_rules_are_told(staff_client, change):
    say(change, postal_code="1", website="ftp://a", ags=None)

    told = alert(accept(staff_client, change))

    lines = told.split("<br>")
    assert [re.match(r'<a href="#line-(\w+)">', line)[1] for line in lines] == [
        "website",
        "postal_code",
        "city",
    ]
    assert ">Ort</a>, " in lines[2]
    assert lines[2].endswith(">Gemeinde</a>: Zu einem Ort gehört die Gemeinde.")


def test_broken_rule_is_told_in_english(change):
    say(change, ags=None)
    with override("en"):
        with pytest.raises(ValidationError) as caught:
            review.accept(change, by=StaffFactory(), version=change.submitted_version)
        told = refusal_lines(caught.value, change)

    assert told == (
        '<a href="#line-city">Place</a>, <a href="#line-ags">Municipality</a>: A town needs its municipality.'
    )


def test_names_of_people_stay_text(staff_client, change):
    say(change, precision="<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in alert(accept(staff_client, change))


def test_page_of_a_refused_acceptance_fits_the_house(staff_client, change):
    say(change, website="ftp://a", ags=None)

    assert list(complaints(Page(accept(staff_client, change)))) == []


def test_partial_acceptance_tells_the_rule_and_keeps_the_words(staff_client, change):
    say(change, website="ftp://a")
    before = everything()
    part = {
        "accepting-offered": "1",
        "accepting-chosen": ["website"],
        "accepting-explanation": "Der Text bleibt.",
    }

    response = accept(staff_client, change, **part)

    assert (response.status_code, everything()) == (409, before)
    assert 'href="#line-website"' in alert(response)
    assert "Der Text bleibt." in response.content.decode()


def test_partial_acceptance_without_the_broken_field_goes_through(staff_client, change):
    say(change, website="ftp://a")
    part = {
        "accepting-offered": "1",
        "accepting-chosen": ["founded"],
        "accepting-explanation": "Die Adresse fehlt.",
    }

    assert accept(staff_client, change, **part).status_code == 302


def test_what_is_taken_already_is_told(staff_client, own):
    """Another organisation has the entry that this one would get: the database allows one each."""
    taken = own.entry
    other = OrganisationFactory(name="Zweite", entry=EntryFactory(name="Zweite", focuses=["vision"]))
    submission = change_to(other.entry, other, summary_de="Neu.")
    Entry.objects.filter(pk=taken.pk).update(organisation=other.entry)
    Organisation.objects.filter(pk=other.pk).update(entry=None)
    Submission.objects.filter(pk=submission.pk).update(entry=taken)
    submission.refresh_from_db()
    before = everything()

    response = accept(staff_client, submission)

    assert (response.status_code, everything()) == (409, before)
    alert(response)


def test_row_that_the_database_refuses_is_told(staff_client, change, monkeypatch):
    """A value that no rule of ours knows, and the column does not take."""
    monkeypatch.setattr(Entry, "full_clean", lambda self: None)
    say(change, founded=-1)
    before = everything()

    response = accept(staff_client, change)

    assert (response.status_code, everything()) == (409, before)
    assert alert(response).startswith("Das widerspricht dem, was inzwischen gespeichert ist.")


def test_undoing_into_what_is_no_more_is_told(staff_client, change):
    """The entry had no name before, as no rule of today allows."""
    accept(staff_client, change)
    decision = change.decisions.get()
    decision.before["entry"]["name"] = ""
    decision.save()
    before = everything()

    response = staff_client.post(reverse("admin:submissions_submission_undo", args=[change.pk]))

    assert (response.status_code, everything()) == (409, before)
    assert alert(response)


def test_letter_of_a_broken_submission_can_be_read_before(staff_client, change):
    say(change, ags=None)
    sent = {"_preview_accept": "1", "accepting-version": change.submitted_version}

    response = staff_client.post(page(change), sent | {"accepting-status": change.status})

    assert response.status_code == 200
