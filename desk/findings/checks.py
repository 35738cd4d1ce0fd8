"""What does not fit together at an entry: checks, each declared once for one entry and for thousands.

CHECKS names them, the quiet ones last. All entries are looked at every night, one that was saved right after
its transaction (`desk.findings.after_saves`). What staff have put aside stays away while it says the same.
"""

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper
from django.urls import reverse
from django.utils import timezone

from desk.findings import of_entries, of_submissions
from desk.models import Finding
from landkarte.models import Entry
from machinery.names import by_name

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

CHECKS = by_name(sorted((*of_entries.CHECKS, *of_submissions.CHECKS), key=lambda check: check.is_quiet))


def label_of(name):
    """What the check is called; the bare name for one that this release knows no more."""
    return CHECKS[name].label if name in CHECKS else name


def words_of(finding):
    """What the finding says beyond the name of its check, or ""."""
    check = CHECKS.get(finding.check_name)
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
    concerned = {name: f"may_{name}" for name in CHECKS}
    entries = (
        Entry.objects.filter(pk__in=keys, merged_into=None)
        .exclude(status=Entry.Status.UNPUBLISHED)
        .annotate(
            **{
                concerned[name]: ExpressionWrapper(check.condition(), BooleanField())
                for name, check in CHECKS.items()
            }
        )
        .select_related("organisation", "region")
        .only(*READ)
    )
    found = {}
    for entry in entries:
        for name, check in CHECKS.items():
            detail = check.detail(entry) if getattr(entry, concerned[name]) else None
            if detail is not None:
                found[entry.pk, name] = detail[:300]
    return found


def _say_anew(findings, found):
    for finding in findings:
        finding.detail = found[finding.entry_id, finding.check_name]
        finding.found_at, finding.ignored_at, finding.ignored_by = timezone.now(), None, None
    Finding.objects.bulk_update(findings, ["detail", "found_at", "ignored_at", "ignored_by"])


# -- Putting aside ---------------------------------------------------------------------------------------


def put_aside(findings, *, by):
    """Take these findings (a QuerySet) out of sight while they say the same. Returns how many that were."""
    return findings.open().update(ignored_at=timezone.now(), ignored_by=by)


def take_up(findings):
    """Let what was put aside be seen again. Returns how many that were."""
    return findings.exclude(ignored_at=None).update(ignored_at=None, ignored_by=None)


# -- How many ------------------------------------------------------------------------------------------


def numbers():
    """Name of the check -> how many findings are open."""
    counted = Finding.objects.open().order_by().values_list("check_name").annotate(number=Count("pk"))
    return dict(counted)


def address_of(name):
    """The list of the entries about which the check has something to say."""
    return f"{reverse('admin:landkarte_entry_changelist')}?finding={name}"
