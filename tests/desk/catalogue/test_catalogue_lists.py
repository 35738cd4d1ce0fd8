"""The editors' lists of the catalogue and of its vocabularies."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.models import Audience, Format, Offer
from tests.desk.catalogue.test_catalogue import DAY, FACTORIES, ROOT, register
from tests.desk.entries.test_entries import listed
from tests.factories import (
    EventFactory,
    FundingProgrammeFactory,
    IndustryFactory,
    OfferFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db


def term(model, slug, **values):
    return model.objects.create(slug=slug, name_de=f"{slug} de", name_en=f"{slug} en", **values)


# -- Lists --------------------------------------------------------------------------------------------


@pytest.fixture
def stages():
    now = timezone.now()
    OfferFactory(slug="draft", published_from=None)
    OfferFactory(slug="planned", published_from=now + DAY)
    OfferFactory(slug="published", summary_en="")
    OfferFactory(slug="expired", published_from=now - 2 * DAY, published_until=now - DAY)


@pytest.mark.parametrize("stage", ["draft", "planned", "published", "expired"])
def test_list_is_filtered_by_stage(staff_client, stages, stage):
    assert listed(staff_client.get(f"{ROOT}offer/?stage={stage}")) == [stage]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("offer", "stage=nix"),
        ("offer", "texts=nix"),
        ("offer", "texts="),
        ("event", "when=nix"),
        ("publication", "stage=%27"),
        ("fundingprogramme", "closed=nix"),
    ],
)
def test_unknown_value_of_a_filter_leaves_the_list_as_it_is(staff_client, name, query):
    row = FACTORIES[name](published_from=None)

    assert listed(staff_client.get(f"{ROOT}{name}/?{query}")) == [row.slug]


def test_list_says_the_stage_in_words(staff_client, stages):
    content = staff_client.get(f"{ROOT}offer/").content.decode()
    tomorrow = timezone.localdate(timezone.now() + DAY)

    for text in (
        'quiet">Entwurf<',
        f'waiting">geplant ab {tomorrow:%d.%m.%Y}<',
        'good">öffentlich<',
        'wrong">abgelaufen<',
    ):
        assert text in content, text


@pytest.mark.parametrize(
    ("query", "slugs"),
    [("complete", ["both"]), ("en", ["german", "mixed"]), ("de", ["english", "mixed"]), ("none", ["none"])],
)
def test_list_is_filtered_by_missing_translation(staff_client, query, slugs):
    texts = {"summary_de": "", "summary_en": ""}
    OfferFactory(slug="both")
    OfferFactory(slug="english", **texts | {"summary_en": "Text."})
    OfferFactory(slug="german", **texts | {"summary_de": "Text."})
    OfferFactory(slug="mixed", **texts | {"summary_de": "Text."}, take_home_en="Text.")
    OfferFactory(slug="none", **texts)

    assert listed(staff_client.get(f"{ROOT}offer/?texts={query}")) == slugs


def test_form_names_the_texts_without_translation(staff_client):
    offer = OfferFactory(summary_en="", prerequisites_de="Daten.", take_home_de="A", take_home_en="A")

    content = staff_client.get(f"{ROOT}offer/{offer.pk}/change/").content.decode()

    assert "Englisch fehlt</span>: Kurztext (englisch), Voraussetzungen (englisch)" in content


@pytest.mark.parametrize(
    ("query", "slugs"), [("buero", ["a"]), ("BÜRO", ["a"]), ("zweite", ["b"]), ("%25", []), ("", ["a", "b"])]
)
def test_list_is_searched_like_the_catalogue(staff_client, query, slugs):
    OfferFactory(slug="a", name="Büro")
    OfferFactory(slug="b", name="Halle", summary_en="The zweite.")

    assert listed(staff_client.get(f"{ROOT}offer/?q={query}")) == slugs


@pytest.mark.parametrize(
    ("when", "slugs"), [("upcoming", ["soon", "today"]), ("past", ["over"]), ("series", ["series"])]
)
def test_list_of_events_is_filtered_by_time(staff_client, when, slugs):
    EventFactory(slug="today", in_days=0)
    EventFactory(slug="soon", in_days=1)
    EventFactory(slug="over", in_days=-1)
    EventFactory(slug="series", in_days=None)

    assert listed(staff_client.get(f"{ROOT}event/?when={when}")) == slugs


@pytest.mark.parametrize(("closed", "slugs"), [("no", ["open", "unknown"]), ("yes", ["over"])])
def test_list_of_funding_is_filtered_by_its_end(staff_client, closed, slugs):
    today = timezone.localdate()
    FundingProgrammeFactory(slug="open", closes_on=today)
    FundingProgrammeFactory(slug="over", closes_on=today - DAY)
    FundingProgrammeFactory(slug="unknown")

    assert listed(staff_client.get(f"{ROOT}fundingprogramme/?closed={closed}")) == slugs


@pytest.mark.parametrize("name", [*FACTORIES, "eventregistration", "format", "audience"])
def test_lists_take_the_same_queries_for_any_number_of_rows(staff_client, name):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            mark = Offer.objects.count()
            style = term(Format, f"format-{mark}")
            offer = OfferFactory(format=style, summary_en="")
            offer.audiences.add(term(Audience, f"audience-{mark}"))
            event = EventFactory(format=style, registration="form", capacity=9)
            register(event, mark)
            PublicationFactory()
            FundingProgrammeFactory()
        with CaptureQueriesContext(connection) as queries:
            assert staff_client.get(f"{ROOT}{name}/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


# -- Vocabularies -------------------------------------------------------------------------------------


def test_vocabulary_counts_what_is_public(staff_client):
    style = term(Format, "talk")
    term(Format, "unused")
    OfferFactory(format=style)
    OfferFactory(format=style, published_from=None)
    EventFactory(format=style)

    result = staff_client.get(f"{ROOT}format/").context["cl"].result_list

    assert {row.slug: row.usage for row in result} == {"talk": 2, "unused": 0}


def test_industry_counts_the_catalogue_too(staff_client):
    industry = IndustryFactory()
    OfferFactory().industries.add(industry)
    EventFactory().industries.add(industry)
    EventFactory(published_from=None).industries.add(industry)

    (row,) = staff_client.get("/admin/landkarte/industry/").context["cl"].result_list

    assert row.usage == 2


@pytest.mark.parametrize("name", ["industry", "audience", "format"])
def test_term_that_only_a_draft_uses_cannot_be_deleted(staff_client, name):
    draft = EventFactory(published_from=None)
    if name == "format":
        draft.format = used = term(Format, "used")
        draft.save()
    elif name == "audience":
        draft.audiences.add(used := term(Audience, "used"))
    else:
        draft.industries.add(used := IndustryFactory())
    app = "landkarte" if name == "industry" else "offers"

    response = staff_client.post(f"/admin/{app}/{name}/{used.pk}/delete/", {"post": "yes"})

    assert (response.status_code, type(used).objects.get()) == (403, used)


def test_unused_term_can_be_deleted(staff_client):
    unused = term(Format, "unused")

    staff_client.post(f"{ROOT}format/{unused.pk}/delete/", {"post": "yes"})

    assert not Format.objects.exists()
