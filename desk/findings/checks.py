"""What does not fit together at an entry: checks, each declared once for one entry and for thousands.

Apps register their checks in a module `consistency`. All entries are looked at every night, one that was
saved right after its transaction. What staff have put aside stays away while it says the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from desk.models import Finding
from desk.queue import sources
from landkarte.models import Entry

BATCH = 1000
PERMISSION = "landkarte.view_entry"
READ = [
    "name",
    "status",
    "website",
    "summary_de",
    "summary_en",
    "latitude",
    "longitude",
    "organisation__name",
    "region__ags",
    "region__name",
    "region__latitude",
    "region__longitude",
    "region__outline",
]

_checks = {}


@dataclass(frozen=True)
class Check:
    """`condition()` is an expression: which entries the database thinks are concerned. `detail(entry)` looks
    at one of those more closely: None when nothing is wrong with it, else what is wrong, in no language and
    at most 300 letters; `words` puts that into the reader's language. `advice` says what is to be done.

    What is `is_quiet` concerns so many that it stands behind all others.
    """

    name: str  # at most 40 letters
    label: Any
    advice: Any
    condition: Callable
    detail: Callable = lambda entry: ""
    words: Callable = str
    is_quiet: bool = False


def register(check):
    """ValueError when the name is taken."""
    if check.name in _checks:
        raise ValueError(f"There is a check {check.name} already.")
    _checks[check.name] = check


def checks():
    """Name -> `Check`, the quiet ones last."""
    return dict(sorted(_checks.items(), key=lambda item: item[1].is_quiet))


def label_of(name):
    """What the check is called; the bare name for one that this release knows no more."""
    return _checks[name].label if name in _checks else name


def words_of(finding):
    """What the finding says beyond the name of its check, or ""."""
    check = _checks.get(finding.check_name)
    return check.words(finding.detail) if check and finding.detail else finding.detail


# -- Looking ---------------------------------------------------------------------------------------------


def look_at_all():
    """Look at every entry. Returns how many findings came, changed or went."""
    return look_at(Entry.objects.order_by("pk").values_list("pk", flat=True))


def look_at(keys):
    """Look at the entries with these keys. Returns how many findings came, changed or went."""
    keys = list(keys)
    return sum(_look_at_some(keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))


def _look_at_some(keys):
    found = _found(keys)
    with transaction.atomic():
        known = {
            (finding.entry_id, finding.check_name): finding
            for finding in Finding.objects.filter(entry__in=keys)
        }
        gone = [finding.pk for key, finding in known.items() if key not in found]
        changed = [known[key] for key in known.keys() & found.keys() if known[key].detail != found[key]]
        new = [
            Finding(entry_id=entry, check_name=name, detail=found[entry, name])
            for entry, name in found.keys() - known.keys()
        ]
        if gone:
            Finding.objects.filter(pk__in=gone).delete()
        if changed:
            _say_anew(changed, found)
        Finding.objects.bulk_create(new, ignore_conflicts=True)  # somebody else may be looking too
    return len(gone) + len(changed) + len(new)


def _found(keys):
    """(Key of the entry, name of the check) -> detail. What was taken off the map needs no care."""
    concerned = {name: f"may_{name}" for name in _checks}
    entries = (
        Entry.objects.filter(pk__in=keys, merged_into=None)
        .exclude(status=Entry.Status.UNPUBLISHED)
        .annotate(
            **{
                concerned[name]: ExpressionWrapper(check.condition(), BooleanField())
                for name, check in _checks.items()
            }
        )
        .select_related("organisation", "region")
        .only(*READ)
    )
    found = {}
    for entry in entries:
        for name, check in _checks.items():
            detail = check.detail(entry) if getattr(entry, concerned[name]) else None
            if detail is not None:
                found[entry.pk, name] = detail[:300]
    return found


def _say_anew(findings, found):
    for finding in findings:
        finding.detail = found[finding.entry_id, finding.check_name]
        finding.found_at, finding.ignored_at, finding.ignored_by = timezone.now(), None, None
    Finding.objects.bulk_update(findings, ["detail", "found_at", "ignored_at", "ignored_by"])


# -- After a save ----------------------------------------------------------------------------------------


class _Look:
    """One look, once a transaction is there to stay, at all that it has touched."""

    def __init__(self):
        self.keys, self.is_done = set(), False

    def take(self):
        self.is_done = True
        of_them = Entry.objects.filter(organisation__in=self.keys).values_list("pk", flat=True)
        look_at(self.keys.union(of_them))


def look_again(*keys):
    """Look at these entries, and at those that belong to them, when the transaction is there to stay."""
    look = _waiting_look()
    if look is None:
        look = _Look()
        look.keys.update(keys)
        transaction.on_commit(look.take, robust=True)
    else:
        look.keys.update(keys)


def _waiting_look():
    """The one that the present transaction will take anyway, or None. It was asked for in a savepoint that
    holds already or that we are inside of: were that rolled back, so would be what we look at."""
    for _savepoints, call, _robust in transaction.get_connection().run_on_commit:
        look = getattr(call, "__self__", None)
        if isinstance(look, _Look) and not look.is_done:
            return look
    return None


@receiver(post_save, sender=Entry)
def after_save(sender, instance, raw, **kwargs):
    if not raw:
        look_again(instance.pk)


@receiver(m2m_changed, sender=Entry.focuses.through)
def after_focuses(sender, instance, action, reverse, pk_set, **kwargs):
    if action in ("post_add", "post_remove", "post_clear"):
        look_again(*(pk_set or () if reverse else [instance.pk]))


# -- Putting aside ---------------------------------------------------------------------------------------


def put_aside(findings, *, by):
    """Take these findings (a QuerySet) out of sight while they say the same. Returns how many that were."""
    return findings.open().update(ignored_at=timezone.now(), ignored_by=by)


def take_up(findings):
    """Let what was put aside be seen again. Returns how many that were."""
    return findings.exclude(ignored_at=None).update(ignored_at=None, ignored_by=None)


# -- The queue -------------------------------------------------------------------------------------------


def numbers():
    """Name of the check -> how many findings are open."""
    counted = Finding.objects.open().order_by().values_list("check_name").annotate(number=Count("pk"))
    return dict(counted)


def address_of(name):
    """The list of the entries about which the check has something to say."""
    return f"{reverse('admin:landkarte_entry_changelist')}?finding={name}"


def _heaps():
    found = numbers()
    return [
        sources.Heap(
            f"finding-{name}",
            check.label,
            number=lambda name=name: found.get(name, 0),
            address=lambda name=name: address_of(name),
            permission=PERMISSION,
        )
        for name, check in checks().items()
    ]


sources.register_heaps(_heaps)
