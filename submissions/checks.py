"""What keeps content from being submitted: what every entry of its kind must say, and its seat in NRW."""

from django.utils.translation import gettext_lazy as _

from submissions.content import label_of

NRW = "05"
NEEDED = ("name", "summary_de", "ai_relation")


def problems(submission):
    """What is missing or wrong in `submission.content`: pairs of a field and what to do about it."""
    content = submission.content
    missing = [name for name in NEEDED if not str(content.get(name) or "").strip()]
    found = [(name, _("Bitte ausfüllen: %(field)s") % {"field": label_of(name)}) for name in missing]
    if not str(content.get("ags") or "").startswith(NRW):
        found.append(("ags", _("Der Sitz muss in Nordrhein-Westfalen liegen.")))
    return found
