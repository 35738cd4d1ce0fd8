"""What tests of the Starthilfe need: its result, and rows that it finds."""

import re
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from landkarte.models import Entry
from offers.guide import AnswersForm, result_for
from offers.models import Offer
from tests.factories import EntryFactory

GUIDE = "/starthilfe/"


def result(**parameters):
    data = QueryDict(mutable=True)
    data.update(parameters)
    form = AnswersForm(data)
    assert form.is_valid(), form.errors
    return result_for(form.answers)


def add_offer(slug, phase, **fields):
    return Offer.objects.create(
        slug=slug, name=fields.pop("name", slug.upper()), phase=phase, summary_de="Kurz.", **fields
    )


def add_practice(slug, industry="crafts", **fields):
    return EntryFactory(slug=slug, name=slug, kind=Entry.Kind.BEST_PRACTICE, industries=[industry], **fields)


def keys(found, name):
    return found.group(name).keys


def reasons(found, name):
    return {hit.key: hit.reason for hit in found.group(name).hits}


def text_of(response):
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def hidden(how):
    now = timezone.now()
    return {
        "draft": {"published_from": None},
        "planned": {"published_from": now + timedelta(days=1)},
        "expired": {"published_from": now - timedelta(days=2), "published_until": now - timedelta(days=1)},
    }[how]


STAGES = ["draft", "planned", "expired"]
