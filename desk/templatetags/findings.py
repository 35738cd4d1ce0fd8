"""What the consistency checks say about the entry whose form is open."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from desk.findings import checks
from desk.models import Finding

register = template.Library()


@register.inclusion_tag("admin/desk/finding/_of_entry.html")
def findings_of(entry):
    """The findings in the order of the checks, those put aside last; nothing where there are none."""
    if entry is None or entry.pk is None:
        return {"lines": []}
    names = list(checks.CHECKS)
    found = Finding.objects.filter(entry=entry).select_related("ignored_by")
    known = sorted(
        (finding for finding in found if finding.check_name in names),
        key=lambda finding: (finding.ignored_at is not None, names.index(finding.check_name)),
    )
    return {
        "lines": [
            (finding, checks.CHECKS[finding.check_name], checks.words_of(finding), _address(finding))
            for finding in known
        ]
    }


def _address(finding):
    """Of the list of findings, with this one alone."""
    alone = {"check": finding.check_name, "entry__id__exact": finding.entry_id}
    aside = {"aside": "yes"} if finding.ignored_at else {}
    return f"{reverse('admin:desk_finding_changelist')}?{urlencode(alone | aside)}"
