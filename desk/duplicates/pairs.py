"""Pairs of entries that may be the same: looked for over all entries, and what staff say about them. A pair
that somebody has called different comes back when one of the two gets another name or website.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from desk.models import DuplicatePair
from landkarte.entries.alike import alike
from landkarte.models import Entry
from machinery import jobs
from machinery.models import Job

JOB = "duplicates"
PART = 10  # entries looked at before what was found is kept
MOST_A_NIGHT = 1500  # after an import of thousands, the rest has its turn in the nights that follow
NIGHTS = 30  # after so many nights every entry was looked at again
Status = DuplicatePair.Status


def address(job=None):
    """The list of those about which nobody has decided."""
    return f"{reverse('admin:desk_duplicatepair_changelist')}?status__exact=open"


# -- Looking for them --------------------------------------------------------------------------------------


def look_at(entry):
    """Bring the pairs of this entry up to date. Returns how many are new."""
    return keep(entry, found_of(entry))


def found_of(entry):
    """What `keep` keeps: what `alike` says, and which open pairs are no more. Nothing is written."""
    now = alike(entry)
    over = [
        pair.pk
        for key, pair in _known(entry).items()
        if pair.status == Status.OPEN and key not in now and entry.pk not in alike(_other(pair, entry))
    ]
    return now, over


def keep(entry, found):
    """Bring the pairs of this entry up to what `found_of` has found. Returns how many are new."""
    now, over = found
    there = set(Entry.objects.unmerged().filter(pk__in=now).values_list("pk", flat=True))
    known, new = _known(entry), 0
    for key in there:
        score, reasons = now[key]
        new += _note(entry, key, known.get(key), {"score": score, "reasons": reasons})
    DuplicatePair.objects.filter(pk__in=over, status=Status.OPEN).delete()
    return new


def _known(entry):
    pairs = DuplicatePair.objects.filter(Q(first=entry) | Q(second=entry)).select_related("first", "second")
    return {_other(pair, entry).pk: pair for pair in pairs}


def _other(pair, entry):
    return pair.second if pair.first_id == entry.pk else pair.first


def _note(entry, key, pair, values):
    """Returns whether the pair is news for staff."""
    if pair is None:
        first, second = sorted((entry.pk, key))
        return DuplicatePair.objects.get_or_create(first_id=first, second_id=second, defaults=values)[1]
    if pair.status == Status.DIFFERENT and pair.decided_about == _about(pair.first, pair.second):
        return False
    undecided = {"status": Status.OPEN, "decided_at": None, "decided_by": None, "decided_about": []}
    DuplicatePair.objects.filter(pk=pair.pk).update(**values, **undecided)
    return pair.status == Status.DIFFERENT


def _about(first, second):
    return [[entry.name, entry.website] for entry in (first, second)]


# -- As a job ----------------------------------------------------------------------------------------------


def look(job):
    """The next entries with what was found of each, which takes long; before the first, how many they are.
    `since` and `turn` in the job's parameters: only those changed since then, and a thirtieth of the others.
    """
    entries = _asked(job.parameters)
    if job.total is None:
        number = entries.count()
        return min(number, MOST_A_NIGHT) if "turn" in job.parameters else number
    batch = entries.filter(pk__gt=job.result.get("after", 0))[:PART]
    return [(entry, found_of(entry)) for entry in batch]


def part(job, found):
    """Keep what was found of those entries that are still there."""
    if job.total is None:
        job.total = found
        return jobs.LOOK_AGAIN
    keys = [entry.pk for entry, _found in found]
    there = set(Entry.objects.unmerged().filter(pk__in=keys).values_list("pk", flat=True))
    new = sum(keep(entry, one) for entry, one in found if entry.pk in there)
    if found:
        job.result = {"after": found[-1][0].pk, "new": job.result.get("new", 0) + new}
    job.position = min(job.position + len(found), job.total) if found else job.total
    return jobs.LOOK_AGAIN


def _asked(parameters):
    entries = Entry.objects.unmerged().select_related("region").order_by("pk")
    if "turn" not in parameters:
        return entries
    turn = Q(turn=parameters["turn"])
    changed = Q(updated_at__gte=parse_datetime(parameters["since"])) if parameters.get("since") else Q()
    return entries.annotate(turn=Mod(F("pk"), NIGHTS)).filter(turn | changed)


def start(*, by):
    """Look at all entries, as a job. The one that is at it already, if there is one."""
    running = Job.objects.filter(kind=JOB, status__in=Job.UNFINISHED).first()
    return running or jobs.start(JOB, by=by, label=_("Mögliche Duplikate suchen"))


def look_tonight():
    """Look at what has changed since the last search, and at a thirtieth of the others. Returns how many."""
    last = Job.objects.filter(kind=JOB, status=Job.Status.DONE).order_by("created_at").last()
    since = last.created_at.isoformat() if last else None
    turn = timezone.localdate().toordinal() % NIGHTS
    with override("de"):
        label = str(_("Mögliche Duplikate suchen (nachts)"))
    job = jobs.start(JOB, by=None, label=label, parameters={"since": since, "turn": turn})
    job = jobs.run(job)
    if job.status != Job.Status.DONE:
        raise RuntimeError(job.error)
    Job.objects.filter(kind=JOB, created_by=None, status=Job.Status.DONE).exclude(pk=job.pk).delete()
    return job.position


# -- What staff say ----------------------------------------------------------------------------------------


@transaction.atomic
def call_different(one, other, *, by):
    """Remember that the two are not the same. ValidationError when that was said before, or one is gone."""
    if one.pk == other.pk:
        raise ValidationError(_("Das ist zweimal derselbe Eintrag."), "same")
    keys = sorted((one.pk, other.pk))
    entries = list(Entry.objects.unmerged().select_for_update().filter(pk__in=keys).order_by("pk"))
    if len(entries) < 2:
        raise ValidationError(_("Einen der beiden Einträge gibt es nicht mehr."), "deleted")
    pair, _new = DuplicatePair.objects.get_or_create(
        first=entries[0], second=entries[1], defaults={"score": 0}
    )
    if pair.status == Status.DIFFERENT:
        raise ValidationError(_("Das hat schon jemand entschieden: kein Duplikat."), "decided")
    pair.status, pair.decided_by, pair.decided_at = Status.DIFFERENT, by, timezone.now()
    pair.decided_about = _about(*entries)
    pair.save()
    return pair


@transaction.atomic
def ask_again(one, other):
    """Take back that the two are different. ValidationError when nobody says so (any more)."""
    first, second = sorted((one.pk, other.pk))
    pairs = DuplicatePair.objects.select_for_update(of=("self",))
    pair = pairs.filter(first=first, second=second).first()
    if pair is None or pair.status == Status.OPEN:
        raise ValidationError(_("Dieses Paar ist schon offen."), "open")
    pair.status, pair.decided_by, pair.decided_at, pair.decided_about = Status.OPEN, None, None, []
    pair.save()
    return pair
