"""The editors' pages for entries."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.test.utils import CaptureQueriesContext

from landkarte.models import Entry, FormerSlug
from tests.factories import EntryFactory, IndustryFactory, MunicipalityFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/landkarte/entry/"


def form_of(client, address):
    """The values with which the form of this page comes."""
    response = client.get(address)
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {
        name: value
        for name, value in values.items()
        if value is not None and not isinstance(value, FieldFile)
    }


def change(client, entry, **values):
    address = f"{LIST}{entry.pk}/change/"
    response = client.post(address, form_of(client, address) | values)
    entry.refresh_from_db()
    return response


def editor_who_may(*names):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def listed(response):
    return [entry.slug for entry in response.context["cl"].result_list]


# -- Finding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["bb", "aa", "draft"]),
        ("q=M%C3%BCller", ["aa"]),
        ("q=mueller", ["aa"]),
        ("q=muellr", ["aa"]),
        ("q=bildung", ["draft"]),
        ("q=%25", []),
        ("status__exact=draft", ["draft"]),
        ("kind__exact=research", ["bb"]),
        ("district=05315", ["aa"]),
        ("q=%20%20", ["bb", "aa", "draft"]),
    ],
)
def test_list_is_searched_like_the_map_and_filtered(staff_client, query, slugs):
    EntryFactory(slug="aa", name="Müller")
    EntryFactory(slug="bb", name="Anders", kind="research", without_place=True)
    EntryFactory(slug="draft", name="Weiterbildung", status="draft", without_place=True)

    assert listed(staff_client.get(f"{LIST}?{query}")) == slugs


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}?q=eintrag&status__exact=published",
        "/admin/landkarte/industry/",
        "/admin/landkarte/region/",
    ],
)
def test_lists_take_the_same_queries_for_any_number_of_rows(staff_client, address):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            EntryFactory(organisation=EntryFactory(), industries=["a"], focuses=["b"])
            IndustryFactory(retired=True, replaced_by=IndustryFactory())
            MunicipalityFactory(ags=f"05315{Entry.objects.count():03}", name="Ort")
        with CaptureQueriesContext(connection) as queries:
            staff_client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


def test_organisation_is_chosen_by_the_same_search(staff_client):
    EntryFactory(name="Müller")
    EntryFactory(name="Anders")

    answer = staff_client.get(
        "/admin/autocomplete/?app_label=landkarte&model_name=entry&field_name=organisation&term=mueller"
    )

    assert [result["text"] for result in answer.json()["results"]] == ["Müller"]


# -- Saving -----------------------------------------------------------------------------------------


def test_new_entry_is_a_draft_whatever_is_posted(staff_client, client):
    MunicipalityFactory()
    industry = IndustryFactory(slug="energy")
    form = form_of(staff_client, f"{LIST}add/") | {
        "name": "Neu",
        "slug": "neu",
        "kind": "company",
        "summary_de": "Text.",
        "industries": [industry.pk],
        "region": "05315000",
        "city": "Köln",
        "status": "published",
        "published_at_0": "2026-01-01",
        "published_at": "2026-01-01",
    }

    response = staff_client.post(f"{LIST}add/", form)

    entry = Entry.objects.get()
    assert response.status_code == 302
    assert (entry.slug, entry.status, entry.published_at) == ("neu", "draft", None)
    assert [term.slug for term in entry.industries.all()] == ["energy"]
    assert Entry.objects.search("koln").get() == entry


def test_status_of_an_entry_cannot_be_posted(staff_client):
    entry = EntryFactory(status="draft")

    change(staff_client, entry, name="Neu", status="published", published_at="2026-01-01")

    assert (entry.name, entry.status, entry.published_at) == ("Neu", "draft", None)


def test_new_address_keeps_the_old_one_forwarding(staff_client, client):
    entry = EntryFactory(slug="alt")

    change(staff_client, entry, slug="neu")

    assert client.get("/eintraege/alt/").headers["Location"] == "/eintraege/neu/"


def test_address_of_another_entry_is_refused_in_the_form(staff_client):
    FormerSlug.objects.create(slug="vergeben", entry=EntryFactory())
    entry = EntryFactory(slug="b")

    response = change(staff_client, entry, slug="vergeben")

    assert response.context["adminform"].form.errors == {
        "slug": ["Diese Adresse führt noch zu einem anderen Eintrag."]
    }
    assert entry.slug == "b"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"latitude": ""}, "__all__"),
        ({"precision": ""}, "__all__"),
        ({"region": ""}, "__all__"),
        ({"latitude": "95"}, "latitude"),
        ({"website": "http://localhost/"}, "website"),
        ({"postal_code": "123"}, "postal_code"),
        ({"summary_de": "x" * 1001}, "summary_de"),
        ({"founded": "20199"}, "founded"),
    ],
)
def test_wrong_value_is_refused_in_the_form(staff_client, values, field):
    entry = EntryFactory(name="Alt")

    response = change(staff_client, entry, name="Neu", **values)

    assert field in response.context["adminform"].form.errors
    assert entry.name == "Alt"


def test_published_entry_cannot_lose_its_text(staff_client):
    entry = EntryFactory(summary_de="Text.")

    response = change(staff_client, entry, summary_de="")

    assert response.context["adminform"].form.non_field_errors() == [
        "Ein veröffentlichter Eintrag braucht einen Kurztext."
    ]
    assert entry.summary_de == "Text."


# -- Publishing -------------------------------------------------------------------------------------


def test_button_saves_and_publishes(staff_client, staff):
    entry = EntryFactory(status="draft", name="Alt")

    response = change(staff_client, entry, name="Neu", _publish="1")

    assert (response.status_code, response.headers["Location"]) == (302, f"{LIST}{entry.pk}/change/")
    assert (entry.name, entry.status, said(response)) == ("Neu", "published", ["1 Eintrag veröffentlicht."])
    assert entry.history.first().history_user == staff


def test_button_saves_and_withdraws(staff_client):
    entry = EntryFactory(name="Alt")

    response = change(staff_client, entry, name="Neu", _unpublish="1")

    assert (entry.name, entry.status, said(response)) == ("Neu", "unpublished", ["1 Eintrag zurückgezogen."])


def test_button_shows_why_an_entry_cannot_be_published(staff_client):
    entry = EntryFactory(status="draft", name="Leer", summary_de="")

    response = change(staff_client, entry, _publish="1")

    assert (entry.status, said(response)) == ("draft", ["„Leer“ hat noch keinen Kurztext."])


@pytest.mark.parametrize(
    ("status", "name"), [("draft", "_publish"), ("unpublished", "_publish"), ("published", "_unpublish")]
)
def test_form_offers_the_one_change_of_status_that_is_possible(staff_client, status, name):
    entry = EntryFactory(status=status)
    content = staff_client.get(f"{LIST}{entry.pk}/change/").content.decode()

    assert {button: f'name="{button}"' in content for button in ("_publish", "_unpublish")} == {
        "_publish": name == "_publish",
        "_unpublish": name == "_unpublish",
    }


def test_buttons_of_publishing_need_their_permission(client):
    entry = EntryFactory(status="draft")
    client.force_login(editor_who_may("view_entry", "change_entry"))
    address = f"{LIST}{entry.pk}/change/"
    form = form_of(client, address)

    shown = client.get(address).content.decode()
    response = client.post(address, form | {"_publish": "1"})

    entry.refresh_from_db()
    assert ('name="_publish"' in shown, response.status_code, entry.status) == (False, 403, "draft")


# -- Preview ----------------------------------------------------------------------------------------


def test_preview_shows_a_draft_to_staff_and_is_never_stored(staff_client):
    entry = EntryFactory(status="draft", name="Entwurf", summary_de="Noch nicht öffentlich.")

    response = staff_client.get(f"{LIST}{entry.pk}/preview/")

    assert "Noch nicht öffentlich." in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert staff_client.get("/eintraege/" + entry.slug + "/").status_code == 404


def test_preview_of_nothing_is_not_found(staff_client):
    assert staff_client.get(f"{LIST}999999/preview/").status_code == 404


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"onmouseover="alert(1)', "{{7*7}}"])
def test_hostile_texts_are_shown_verbatim(staff_client, name):
    entry = EntryFactory(name=name, summary_de=name, status="draft")
    entry.name = f"{name}2"
    entry.save()

    for path in (
        "",
        f"{entry.pk}/change/",
        f"{entry.pk}/history/",
        f"{entry.pk}/delete/",
        f"{entry.pk}/preview/",
    ):
        content = staff_client.get(f"{LIST}{path}").content.decode()
        assert "<script>alert" not in content
        assert 'onmouseover="alert' not in content
        assert ">49" not in content
