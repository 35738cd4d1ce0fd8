"""The same for many entries: what it would do to each is said first, then a job does it part by part.

ACTIONS names what there is. A job holds the keys of the entries for which its plan said that they change, so
that it does what was shown, and no row twice.
"""

import hashlib
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.bulk import actions, asking
from desk.bulk.action import CHANGES, SAME, Action
from landkarte.models import Entry
from machinery import jobs
from machinery.models import Job
from machinery.names import by_name
from machinery.refusals import in_words, label_in

PART = 5  # entries that are changed together
AT_ONCE = 100  # so many a page can wait for
TOLD = 20  # names that are told; the rest is counted
KIND = "entries"

ACTIONS = by_name((*actions.ACTIONS, *asking.ACTIONS))


def names():
    """Of all actions."""
    return list(ACTIONS)


def actions_of(user):
    """Name -> `Action`, of those that this user may use."""
    return {name: action for name, action in ACTIONS.items() if action.allows(user)}


# -- What would happen ----------------------------------------------------------------------------------


@dataclass
class Group:
    """Entries that share a verdict: pairs of key and name."""

    found: list = field(default_factory=list)

    def __len__(self):
        return len(self.found)

    @property
    def first(self):
        return self.found[:TOLD]

    @property
    def rest(self):
        return max(0, len(self.found) - TOLD)


@dataclass
class Plan:
    action: Action
    options: dict
    changes: Group = field(default_factory=Group)
    same: Group = field(default_factory=Group)
    refused: dict = field(default_factory=dict)  # reason -> Group

    @property
    def number(self):
        return len(self.changes) + len(self.same) + self.number_refused

    @property
    def number_refused(self):
        return sum(len(group) for group in self.refused.values())

    @property
    def fingerprint(self):
        """Of what would be done to whom: it is the same as long as this is."""
        keys = [key for key, _name in self.changes.found]
        said = f"{self.action.name} {sorted(self.options.items())} {keys}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def plan(action, entries, options):
    """The `Plan` of doing this to these entries (a QuerySet)."""
    made = Plan(action, options)
    for key, name, verdict in action.rows(entries.order_by("name", "pk"), options):
        if verdict == CHANGES:
            group = made.changes
        elif verdict == SAME:
            group = made.same
        else:
            group = made.refused.setdefault(str(verdict), Group())
        group.found.append((key, name))
    return made


# -- Doing it -------------------------------------------------------------------------------------------


def carry_out(plan, *, by, token):
    """The `Job` that does what the plan says: done already when it is little, else waiting for a worker.
    `token` is of the page that showed the plan: sent twice, it gets the same job."""
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=by.pk)  # a second click waits here for the first
        if same := carried_out(by=by, token=token):
            return same
        keys = [key for key, _name in plan.changes.found]
        begin = jobs.claimed if len(keys) <= AT_ONCE else jobs.start
        job = begin(
            KIND,
            by=by,
            label=label_of(plan.action, plan.options, len(keys)),
            parameters={
                "action": plan.action.name,
                "options": plan.options,
                "entries": keys,
                "token": token,
            },
            total=len(keys),
        )
    return jobs.run(job) if begin is jobs.claimed else job


def carried_out(*, by, token):
    """The `Job` that this page has started already, or None."""
    return Job.objects.filter(kind=KIND, created_by=by, parameters__token=token).first() if token else None


def label_of(action, options, number):
    told = ngettext("%(title)s: %(number)d Eintrag", "%(title)s: %(number)d Einträge", number)
    return told % {"title": action.titled(options), "number": number}


def do_part(job):
    """The next entries of the job. One that can no longer be changed is told and stops none of the others."""
    action = ACTIONS[job.parameters["action"]]
    if not (job.created_by and action.allows(job.created_by)):
        raise ValidationError(_("Wer das begonnen hat, darf es nicht mehr."), "not-allowed")
    keys = job.parameters["entries"][job.position : job.position + PART]
    entries = Entry.objects.in_bulk(keys)
    refused = job.result.setdefault("refused", [])
    for key in keys:
        if problem := _do_to(action, entries.get(key), job):
            job.result["number_refused"] = job.result.get("number_refused", 0) + 1
            refused += [problem] if len(refused) < TOLD else []
        else:
            job.result["done"] = job.result.get("done", 0) + 1
    job.position += len(keys)


def _do_to(action, entry, job):
    """What was wrong, in words, or ""."""
    if entry is None:
        return _("Ein Eintrag ist inzwischen gelöscht.")
    try:
        action.do(entry, job.parameters["options"], by=job.created_by)
    except ValidationError as error:
        return in_words(error, label_in(Entry))
    return ""


def told(job):
    """In sentences, what has come of it so far."""
    done, refused = job.result.get("done", 0), job.result.get("number_refused", 0)
    lines = [ngettext("%d Eintrag geändert.", "%d Einträge geändert.", done) % done]
    if refused:
        some = ngettext(
            "%d Eintrag ging inzwischen nicht mehr:", "%d Einträge gingen inzwischen nicht mehr:", refused
        )
        lines += [some % refused, *job.result["refused"]]
        if more := refused - len(job.result["refused"]):
            lines.append(ngettext("und %d weiterer.", "und %d weitere.", more) % more)
    return lines
