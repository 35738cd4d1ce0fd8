"""Columns for what people type: the rule holds whoever writes."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from accounts.models import User
from landkarte.models import Industry
from machinery.model_fields import LineColumn, MailboxColumn, OneSpelling, TextColumn
from tests.factories import (
    EntryFactory,
    EventFactory,
    IndustryFactory,
    OfferFactory,
    StaffFactory,
    UserFactory,
)

OURS = ("machinery", "accounts", "landkarte", "submissions", "offers", "flagships", "desk")
WRITTEN_BY_US = {  # keys, digests, names that code has chosen, and texts made of others that are kept well
    "accounts": {"user.password"},
    "landkarte": {
        "entry.fact_de",
        "entry.fact_en",
        "entry.search_name",
        "entry.search_text",
        "furthersource.fields",
        "region.ags",
        "report.reference",
    },
    "machinery": {
        "change.table",
        "firstanswer.answer",
        "firstanswer.digest",
        "firstanswer.token",
        "job.error",
        "job.kind",
        "job.label",
        "letter.html",
        "letter.last_error",
        "letter.message_id",
        "letter.sender",
        "letter.subject",
        "letter.text",
        "quota.name",
    },
    "desk": {
        "desknote.source",
        "export.format",
        "export.query",
        "finding.check_name",
        "finding.detail",
        "handling.source",
        "importedrow.told",
        "savedview.page",
        "savedview.query",
    },
    "submissions": {
        "activity.subject",
        "claim.reference",
        "consent.version",
        "erasedaddress.digest",
        "invitation.key",
        "logo.key",
        "organisation.key",
        "submission.key",
        "submission.reference",
        "submission.saved_from",
        "submission.section",
    },
    "offers": {
        "enquiry.consent_version",
        "enquiry.language",
        "enquiry.reference",
        "eventregistration.consent_version",
        "eventregistration.language",
        "eventregistration.reference",
        "nextstep.query",
    },
    "flagships": set(),
}


def columns(app):
    """ "model.column" of each column of free text, without the copies that history makes."""
    for model in apps.get_app_config(app).get_models():
        if not model._meta.model_name.startswith("historical"):
            for field in model._meta.local_fields:
                free = isinstance(field, models.CharField | models.TextField) and not field.choices
                if free and not isinstance(field, models.SlugField):
                    yield f"{model._meta.model_name}.{field.name}", field


@pytest.mark.parametrize("app", OURS)
def test_every_column_that_people_fill_in_has_one_spelling(app):
    others = {name for name, field in columns(app) if not isinstance(field, OneSpelling)}

    assert others == WRITTEN_BY_US[app]


def test_migrations_know_the_columns_as_djangos_own():
    kinds = [column(max_length=9).deconstruct()[1] for column in (LineColumn, TextColumn, MailboxColumn)]

    assert kinds == [f"django.db.models.{name}" for name in ("CharField", "TextField", "EmailField")]


@pytest.mark.django_db
def test_saved_instance_says_what_is_in_the_table():
    saved = IndustryFactory(name_de="Ko\u0308ln\u200b", definition_de="Ein\u00ad Text\u202e")

    assert (saved.name_de, saved.definition_de) == ("Köln", "Ein Text")
    assert Industry.objects.values_list("name_de", "definition_de").get() == ("Köln", "Ein Text")


@pytest.mark.django_db
def test_update_bulk_and_lookup_know_one_spelling():
    Industry.objects.bulk_create([Industry(slug="a", name_de="A\u200b", name_en="A")])
    assert Industry.objects.get(name_de="\u200bA").slug == "a"

    Industry.objects.update(name_de="Ko\u0308ln")
    assert Industry.objects.filter(name_de="Köln", slug="a").update(name_en="B\u00ad") == 1
    assert Industry.objects.values_list("name_de", "name_en").get() == ("Köln", "B")


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["INFO@MÜLLER-KI.example", "info@xn--mller-ki-65a.example"])
def test_mailbox_is_found_however_it_is_written(asked):
    user = UserFactory(email="Info@xn--mller-ki-65a.EXAMPLE")

    assert user.email == "info@müller-ki.example"
    assert (User.objects.get(email=asked), User.objects.get_by_natural_key(asked)) == (user, user)
    assert not User.objects.filter(email="info@muller-ki.example").exists()


@pytest.mark.django_db
def test_column_of_the_library_is_filled_through_our_verbs_alone():
    """allauth's table has no column of ours: `accounts.addresses` sees to it."""
    assert not isinstance(EmailAddress._meta.get_field("email"), OneSpelling)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page",
    [
        "/konto/anmelden/",
        "/konto/anmelden/passwort/",
        "/konto/einstellungen/adresse/",
        "/barrierefreiheit/melden/",
        "/eintraege/alpha/melden/",
        "/angebote/a/anfragen/",
        "/veranstaltungen/a/anmelden/",
        "/starthilfe/zusenden/",
        "/admin/accounts/user/add/",
        "/admin/offers/offer/add/",
    ],
)
def test_no_page_asks_for_an_address_in_the_input_that_chromium_changes(client, page):
    EntryFactory(slug="alpha")
    OfferFactory(slug="a", requestable=True)
    EventFactory(slug="a", registration="form")
    if page.startswith(("/admin/", "/konto/einstellungen/")):
        client.force_login(StaffFactory())

    answer = client.get(page)

    assert (answer.status_code, 'inputmode="email"' in answer.content.decode()) == (200, True)
    assert 'type="email"' not in answer.content.decode()
