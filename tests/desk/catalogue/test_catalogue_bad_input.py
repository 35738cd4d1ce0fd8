"""The same hostile values in the filters, searches, addresses and forms of the catalogue's editors."""

import pytest

from machinery.models import Letter
from tests.desk.entries.test_entries_bad_input import BIG, FOREIGN, LONG, NUL, UP, VALUES, WRONG, told
from tests.factories import EventFactory, FlagshipFactory, OfferFactory

pytestmark = pytest.mark.django_db

LISTS = [
    "/admin/offers/offer/",
    "/admin/offers/event/",
    "/admin/offers/eventregistration/",
    "/admin/offers/publication/",
    "/admin/offers/fundingprogramme/",
    "/admin/offers/format/",
    "/admin/flagships/flagship/",
    "/admin/machinery/letter/",
]
OFFER, EVENT, SEAT, PUBLICATION, FUNDING, FORMAT, _, LETTER = LISTS
NO_STAGES = {SEAT: FOREIGN, FORMAT: FOREIGN, LETTER: FOREIGN}
# As there: what each list answers, and which ones do otherwise.
QUERIES = {
    "q=%00": WRONG,
    "q=%25": 200,
    "q=" + "a+" * 3000: WRONG,
    "q=%ED%A0%80": 200,
    "stage=%00": WRONG,
    "stage=%27": (200, NO_STAGES),
    "stage=" + "x" * 20_000: (200, NO_STAGES),
    "texts=%00": WRONG,
    "texts=id": (200, NO_STAGES | {LETTER: WRONG}),  # letters have texts, in which nobody may search
    "when=__class__": (FOREIGN, {EVENT: 200}),
    "closed=%25": (FOREIGN, {FUNDING: 200}),
    "withdrawn=2": (FOREIGN, {SEAT: 200}),
    "status__exact=%00": WRONG,
    "event__id__exact=abc": FOREIGN,
    "event__id__exact=99999999999999999999999": (FOREIGN, {SEAT: 200}),
    "format__id__exact=-1": (FOREIGN, {OFFER: 200, EVENT: 200}),
    "audiences__id__exact=abc": (FOREIGN, {OFFER: 200, PUBLICATION: 200, FUNDING: 200}),
    "registration__exact=%27": (FOREIGN, {EVENT: 200}),
    "year=99999999999999999999999": (FOREIGN, {PUBLICATION: 200}),
    "organiser_entry__status__exact=draft": (FOREIGN, {EVENT: WRONG}),
    "recipients__0__exact=a": (FOREIGN, {LETTER: 200}),
    "recipients_text=a": (FOREIGN, {LETTER: 200}),
    "o=99.-99": 200,
    "p=99999999999": 200,
    "copy=%00": WRONG,
    "&".join(["stage=draft"] * 1500): WRONG,
}
PATHS = {
    "/admin/offers/offer/{}/change/": 302,
    "/admin/offers/offer/{}/preview/": (302, {BIG: 404}),
    "/admin/offers/event/{}/history/": 404,
    "/admin/offers/publication/{}/file/": (302, {BIG: 404}),
    "/admin/offers/publication/{}/preview/": (302, {BIG: 404}),
    "/admin/flagships/flagship/{}/preview/": (302, {BIG: 404}),
    "/admin/flagships/flagship/{}/history/1/": (404, {UP: 302}),
    "/admin/machinery/letter/{}/change/": 302,
    "/admin/machinery/letter/{}/history/": 302,
    "/admin/offers/offer/add/?copy={}": 404,
    "/admin/flagships/flagship/add/?copy={}": 404,
    "/admin/offers/offer/add/?{}": 200,
    "/admin/autocomplete/?app_label=offers&model_name=nextstep&field_name=next_offer&term={}": (
        200,
        {LONG: 400},
    ),
}


@pytest.fixture
def rows():
    EventFactory(series=EventFactory(in_days=None))
    FlagshipFactory()
    OfferFactory()
    Letter.objects.create(message_id="<a@testserver>", sender="a@testserver", recipients=[], subject="A")


@pytest.mark.parametrize("address", LISTS)
def test_list_answers_hostile_queries(staff_client, rows, address):
    codes = {query: staff_client.get(f"{address}?{query}").status_code for query in QUERIES}

    assert {q[:60]: code for q, code in codes.items() if code != told(QUERIES, q, address)} == {}


@pytest.mark.parametrize("path", PATHS)
def test_address_with_hostile_part_is_answered(staff_client, rows, path):
    codes = {value: staff_client.get(path.format(value)).status_code for value in VALUES}

    assert codes == {value: 400 if value == NUL else told(PATHS, path, value) for value in VALUES}


@pytest.mark.parametrize("value", ["a\x00b", "x" * 100_000])
@pytest.mark.parametrize("name", ["name", "slug", "summary_de", "website", "phase", "published_from_0"])
def test_form_refuses_hostile_text(staff_client, name, value):
    assert name.removesuffix("_0") in refused_fields(staff_client, "offer", {name: value})


@pytest.mark.parametrize("value", ["1e400", "-1", "9223372036854775808", "99999"])
def test_form_refuses_hostile_years(staff_client, value):
    assert "year" in refused_fields(staff_client, "publication", {"year": value})


@pytest.mark.parametrize("value", ["9223372036854775808", "-1", "1e400"])
def test_form_refuses_hostile_capacities(staff_client, value):
    assert "capacity" in refused_fields(staff_client, "event", {"capacity": value})


def refused_fields(client, model, values):
    form = {"name": "Neu", "slug": "neu", "steps-TOTAL_FORMS": 0, "steps-INITIAL_FORMS": 0, **values}
    response = client.post(f"/admin/offers/{model}/add/", form)
    return response.context["adminform"].form.errors.keys()
