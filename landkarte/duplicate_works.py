"""Registers what becomes of duplicates without a hand, and what of them waits for staff."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landkarte import duplicate_pairs, jobs, merging, nightly, queue
from landkarte.models import DuplicatePair


def address(job=None):
    return f"{reverse('admin:landkarte_duplicatepair_changelist')}?status__exact=open"


def number():
    return DuplicatePair.objects.open().count()


jobs.register(
    jobs.Work(
        duplicate_pairs.JOB,
        duplicate_pairs.part,
        "landkarte.view_duplicatepair",
        address,
        look=duplicate_pairs.look,
    )
)
nightly.register("merges_finished", merging.finish_due)
nightly.register("duplicates_searched", duplicate_pairs.look_tonight)
queue.register(
    queue.Heap("duplicates", _("Mögliche Duplikate"), number, address, "landkarte.view_duplicatepair")
)
