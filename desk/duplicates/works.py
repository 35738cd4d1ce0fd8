"""Registers what becomes of duplicates without a hand, and what of them waits for staff."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.duplicates import merging, pairs
from desk.models import DuplicatePair
from desk.queue import sources
from desk.running import nightly
from machinery import jobs


def address(job=None):
    return f"{reverse('admin:desk_duplicatepair_changelist')}?status__exact=open"


def number():
    return DuplicatePair.objects.open().count()


jobs.register(
    jobs.Work(
        pairs.JOB,
        pairs.part,
        "desk.view_duplicatepair",
        address,
        look=pairs.look,
    )
)
nightly.register("merges_finished", merging.finish_due)
nightly.register("duplicates_searched", pairs.look_tonight)
sources.register(
    sources.Heap("duplicates", _("Mögliche Duplikate"), number, address, "desk.view_duplicatepair")
)
