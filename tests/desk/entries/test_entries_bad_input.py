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
ENTRY, REGION, REPORT, USER = (LISTS[at] for at in (0, 3, 5, 6))
SUBMISSION = "/admin/submissions/submission/"
WRONG, FOREIGN = 400, 302  # FOREIGN: no filter of this list, which is shown without it
# What each list answers, and which ones do otherwise.
QUERIES = {
    "q=%00": WRONG,
    "q=%25": 200,
    "q=_": 200,
    "q=%22%27%5C": 200,
    "q=" + "x" * 20_000: WRONG,
    "q=" + "a+" * 3000: WRONG,
    "q=%ED%A0%80": 200,
    "status__exact=%00": WRONG,
    "status__exact=nix": (FOREIGN, {ENTRY: 200, REPORT: 200, SUBMISSION: 200}),
    "status__exact=" + "x" * 20_000: (FOREIGN, {ENTRY: WRONG, REPORT: 200, SUBMISSION: 200}),
    "kind__exact=%27": (FOREIGN, {ENTRY: 200, REGION: 200, SUBMISSION: 200}),
    "district=%00": WRONG,
    "due=%00": WRONG,
    "district=%25": (FOREIGN, {ENTRY: 200}),
    "district=" + "9" * 5000: (FOREIGN, {ENTRY: WRONG}),
    "industries__id__exact=abc": FOREIGN,
    "industries__id__exact=99999999999999999999999": (FOREIGN, {ENTRY: 200}),
    "focuses__id__exact=%00": WRONG,
    "focuses__id__exact=-1": (FOREIGN, {ENTRY: 200}),
    "password__startswith=a": (FOREIGN, {USER: WRONG}),
    "organisation__status__exact=draft": (FOREIGN, {ENTRY: WRONG}),
    "retired__exact=nix": FOREIGN,
    "level__exact=%00": WRONG,
    "is_staff__exact=2": FOREIGN,
    "e=1": 200,
    "p=99999999999": 200,
    "p=-1": 200,
    "p=abc": 200,
    "p=%00": WRONG,
    "all=": 200,
    "o=..": 200,
    "o=99.-99": 200,
    "o=9999999999999999999999": 200,
    "o=%00": WRONG,
    "o=--1": 200,
    "_popup=1": 200,
    "_to_field=password": WRONG,
    "_to_field=%00": WRONG,
    "_changelist_filters=%00": WRONG,
    "ordering=password": FOREIGN,
    "%00=1": WRONG,
    "__=1": FOREIGN,
    "a__b__c__d=1": FOREIGN,
    "id__in=" + ",".join(map(str, range(1500))): (200, {ENTRY: WRONG, REGION: FOREIGN}),
    "&".join(["status__exact=draft"] * 900): (FOREIGN, {ENTRY: WRONG, REPORT: 200, SUBMISSION: 200}),
    "&".join(["status__exact=draft"] * 1500): WRONG,
}
NUL, LONG = "%00", "x" * 5000
BIG, UP = "99999999999999999999999", "..%2F.."
VALUES = [NUL, "%25", "_00", BIG, "-1", "abc", UP, "%ED%A0%80", LONG]
# What each address answers to a value that is not there (302: to the list or the front page, with a message),
# and which values fare otherwise. NUL is refused.
PATHS = {
    "/admin/{}/": 404,
    "/admin/landkarte/entry/{}/": 302,
    "/admin/landkarte/entry/{}/change/": 302,
    "/admin/landkarte/entry/{}/history/": 404,
    "/admin/landkarte/entry/{}/delete/": 302,
    "/admin/landkarte/entry/{}/preview/": (302, {BIG: 404}),
    "/admin/landkarte/entry/{}/history/1/": (404, {UP: 302}),
    "/admin/landkarte/report/{}/change/": 302,
    "/admin/landkarte/report/{}/history/": 404,
    "/admin/landkarte/report/{}/history/1/": (404, {UP: 302}),
    "/admin/landkarte/industry/{}/change/": 302,
    "/admin/landkarte/region/{}/change/": 302,
    "/admin/landkarte/region/{}/history/": 302,
    "/admin/accounts/user/{}/change/": 302,
    "/admin/accounts/user/{}/password/": (404, {UP: 302}),
    "/admin/r/1/{}/": 404,
    "/admin/r/{}/1/": 404,
    "/admin/autocomplete/?app_label=landkarte&model_name=entry&field_name=organisation&term={}": (
        200,
        {LONG: 400},
    ),
    "/admin/autocomplete/?app_label=landkarte&model_name=entry&field_name={}&term=a": 403,
    "/admin/autocomplete/?app_label={}&model_name=entry&field_name=organisation": 403,
    "/admin/autocomplete/?app_label=landkarte&model_name=entry&field_name=region&term=a&page={}": 404,
    "/admin/login/?next={}": (302, {NUL: 302}),
    "/admin/jsi18n/?{}": 200,
}


def told(table, key, of):
    """The status that the table tells for this key, of this one."""
    usual, others = table[key] if isinstance(table[key], tuple) else (table[key], {})
    return others.get(of, usual)


@pytest.fixture
def rows():
    EntryFactory(industries=["health"], focuses=["vision"])
    EntryFactory(status="draft")


@pytest.mark.parametrize("address", LISTS)
def test_list_answers_hostile_queries(staff_client, rows, address):
    codes = {query: staff_client.get(f"{address}?{query}").status_code for query in QUERIES}

    assert {q[:60]: code for q, code in codes.items() if code != told(QUERIES, q, address)} == {}


@pytest.mark.parametrize("path", PATHS)
def test_address_with_hostile_part_is_answered(staff_client, rows, path):
    codes = {value: staff_client.get(path.format(value)).status_code for value in VALUES}

    table = {
        value: 400 if value == NUL and "next=" not in path else told(PATHS, path, value) for value in VALUES
    }
    assert codes == table


def test_version_of_history_with_hostile_number_is_not_found(staff_client):
    address = f"/admin/landkarte/entry/{EntryFactory().pk}/history"
    codes = {value: staff_client.get(f"{address}/{value}/").status_code for value in VALUES}

    assert codes == dict.fromkeys(VALUES, 404) | {NUL: 400, UP: 302}  # UP names another address


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
