"""The same hostile values in the editors' own filters, searches and addresses: never a server error."""

import pytest

from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db

LISTS = [
    "/admin/landkarte/entry/",
    "/admin/landkarte/industry/",
    "/admin/landkarte/focus/",
    "/admin/landkarte/region/",
    "/admin/landkarte/place/",
    "/admin/landkarte/report/",
    "/admin/accounts/user/",
]
QUERIES = [
    "q=%00",
    "q=%25",
    "q=_",
    "q=%22%27%5C",
    "q=" + "x" * 20_000,
    "q=" + "a+" * 3000,
    "q=%ED%A0%80",
    "status__exact=%00",
    "status__exact=nix",
    "status__exact=" + "x" * 20_000,
    "kind__exact=%27",
    "district=%00",
    "due=%00",
    "district=%25",
    "district=" + "9" * 5000,
    "industries__id__exact=abc",
    "industries__id__exact=99999999999999999999999",
    "focuses__id__exact=%00",
    "focuses__id__exact=-1",
    "password__startswith=a",
    "organisation__status__exact=draft",
    "retired__exact=nix",
    "level__exact=%00",
    "is_staff__exact=2",
    "e=1",
    "p=99999999999",
    "p=-1",
    "p=abc",
    "p=%00",
    "all=",
    "o=..",
    "o=99.-99",
    "o=9999999999999999999999",
    "o=%00",
    "o=--1",
    "_popup=1",
    "_to_field=password",
    "_to_field=%00",
    "_changelist_filters=%00",
    "ordering=password",
    "%00=1",
    "__=1",
    "a__b__c__d=1",
    "id__in=" + ",".join(map(str, range(1500))),
    "&".join(["status__exact=draft"] * 900),
    "&".join(["status__exact=draft"] * 1500),
]
PATHS = [
    "/admin/{}/",
    "/admin/landkarte/entry/{}/",
    "/admin/landkarte/entry/{}/change/",
    "/admin/landkarte/entry/{}/history/",
    "/admin/landkarte/entry/{}/delete/",
    "/admin/landkarte/entry/{}/preview/",
    "/admin/landkarte/entry/{}/history/1/",
    "/admin/landkarte/report/{}/change/",
    "/admin/landkarte/report/{}/history/",
    "/admin/landkarte/report/{}/history/1/",
    "/admin/landkarte/industry/{}/change/",
    "/admin/landkarte/region/{}/change/",
    "/admin/landkarte/region/{}/history/",
    "/admin/accounts/user/{}/change/",
    "/admin/accounts/user/{}/password/",
    "/admin/r/1/{}/",
    "/admin/r/{}/1/",
    "/admin/autocomplete/?app_label=landkarte&model_name=entry&field_name=organisation&term={}",
    "/admin/autocomplete/?app_label=landkarte&model_name=entry&field_name={}&term=a",
    "/admin/autocomplete/?app_label={}&model_name=entry&field_name=organisation",
    "/admin/autocomplete/?app_label=landkarte&model_name=entry&field_name=region&term=a&page={}",
    "/admin/login/?next={}",
    "/admin/jsi18n/?{}",
]
VALUES = ["%00", "%25", "_00", "99999999999999999999999", "-1", "abc", "..%2F..", "%ED%A0%80", "x" * 5000]


def answered(response):
    return response.status_code in (200, 302, 400, 403, 404)


@pytest.fixture
def rows():
    EntryFactory(industries=["health"], focuses=["vision"])
    EntryFactory(status="draft")


@pytest.mark.parametrize("address", LISTS)
def test_list_answers_hostile_queries(staff_client, rows, address):
    bad = [query[:60] for query in QUERIES if not answered(staff_client.get(f"{address}?{query}"))]

    assert bad == []


@pytest.mark.parametrize("path", PATHS)
def test_address_with_hostile_part_is_answered(staff_client, rows, path):
    bad = [value[:20] for value in VALUES if not answered(staff_client.get(path.format(value)))]

    assert bad == []


def test_version_of_history_with_hostile_number_is_not_found(staff_client):
    address = f"/admin/landkarte/entry/{EntryFactory().pk}/history"
    codes = {value: staff_client.get(f"{address}/{value}/").status_code for value in VALUES}

    assert {value: code for value, code in codes.items() if code not in (302, 400, 404)} == {}


@pytest.mark.parametrize("value", ["a\x00b", "x" * 100_000])
@pytest.mark.parametrize(
    "name", ["name", "slug", "summary_de", "website", "latitude", "founded", "postal_code"]
)
def test_entry_form_refuses_hostile_text(staff_client, name, value):
    assert name in refused_fields(staff_client, {name: value})


@pytest.mark.parametrize("value", ["1e400", "nan", "-inf", "9223372036854775808"])
@pytest.mark.parametrize("name", ["latitude", "founded", "postal_code"])
def test_entry_form_refuses_hostile_numbers(staff_client, name, value):
    assert name in refused_fields(staff_client, {name: value})


def refused_fields(client, values):
    form = {"name": "Neu", "slug": "neu", "kind": "company", **values}
    for prefix in ("further_sources", "former_slugs"):
        form |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = client.post("/admin/landkarte/entry/add/", form)
    return response.context["adminform"].form.errors.keys()


@pytest.mark.parametrize(
    "form",
    [
        {"email": "a\x00@example.org", "password1": "x", "password2": "x", "usable_password": "true"},
        {"email": "x" * 5000 + "@example.org", "usable_password": "false"},
    ],
)
def test_user_form_answers_hostile_values(staff_client, form):
    response = staff_client.post("/admin/accounts/user/add/", form)

    assert (response.status_code, response.context["adminform"].form.is_valid()) == (200, False)


@pytest.mark.parametrize("name", ["x\x00@example.org", "x" * 100_000, "' OR 1=1 --", ""])
def test_login_answers_hostile_names(client, staff, name):
    response = client.post("/admin/login/", {"username": name, "password": "\x00"})

    assert (response.status_code, response.wsgi_request.user.is_authenticated) == (400, False)
