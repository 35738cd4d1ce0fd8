"""The same hostile values in the filters, searches, addresses and forms of the catalogue's editors."""

import pytest

from landkarte.models import Letter
from tests.factories import EventFactory, FlagshipFactory, OfferFactory
from tests.landkarte.test_admin_bad_input import VALUES, answered

pytestmark = pytest.mark.django_db

LISTS = [
    "/admin/offers/offer/",
    "/admin/offers/event/",
    "/admin/offers/eventregistration/",
    "/admin/offers/publication/",
    "/admin/offers/fundingprogramme/",
    "/admin/offers/format/",
    "/admin/flagships/flagship/",
    "/admin/landkarte/letter/",
]
QUERIES = [
    "q=%00",
    "q=%25",
    "q=" + "a+" * 3000,
    "q=%ED%A0%80",
    "stage=%00",
    "stage=%27",
    "stage=" + "x" * 20_000,
    "texts=%00",
    "texts=id",
    "when=__class__",
    "closed=%25",
    "withdrawn=2",
    "status__exact=%00",
    "event__id__exact=abc",
    "event__id__exact=99999999999999999999999",
    "format__id__exact=-1",
    "audiences__id__exact=abc",
    "registration__exact=%27",
    "year=99999999999999999999999",
    "organiser_entry__status__exact=draft",
    "recipients__0__exact=a",
    "recipients_text=a",
    "o=99.-99",
    "p=99999999999",
    "copy=%00",
    "&".join(["stage=draft"] * 1500),
]
PATHS = [
    "/admin/offers/offer/{}/change/",
    "/admin/offers/offer/{}/preview/",
    "/admin/offers/event/{}/history/",
    "/admin/offers/publication/{}/file/",
    "/admin/offers/publication/{}/preview/",
    "/admin/flagships/flagship/{}/preview/",
    "/admin/flagships/flagship/{}/history/1/",
    "/admin/landkarte/letter/{}/change/",
    "/admin/landkarte/letter/{}/history/",
    "/admin/offers/offer/add/?copy={}",
    "/admin/flagships/flagship/add/?copy={}",
    "/admin/offers/offer/add/?{}",
    "/admin/autocomplete/?app_label=offers&model_name=nextstep&field_name=next_offer&term={}",
]


@pytest.fixture
def rows():
    EventFactory(series=EventFactory(in_days=None))
    FlagshipFactory()
    OfferFactory()
    Letter.objects.create(message_id="<a@testserver>", sender="a@testserver", recipients=[], subject="A")


@pytest.mark.parametrize("address", LISTS)
def test_list_answers_hostile_queries(staff_client, rows, address):
    bad = [query[:60] for query in QUERIES if not answered(staff_client.get(f"{address}?{query}"))]

    assert bad == []


@pytest.mark.parametrize("path", PATHS)
def test_address_with_hostile_part_is_answered(staff_client, rows, path):
    bad = [value[:20] for value in VALUES if not answered(staff_client.get(path.format(value)))]

    assert bad == []


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
