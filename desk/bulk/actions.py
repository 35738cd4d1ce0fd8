"""What staff may do to many entries of the map at once: publish, take back, and change their terms."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.bulk.action import CHANGE, CHANGES, SAME, Action
from desk.bulk.forms import ADD, REMOVE, REPLACE, SET, VOCABULARIES, TermsForm
from landkarte.entries import moderation
from landkarte.models import Entry
from machinery.history import one_record

PUBLISH = "landkarte.publish_entry"
REASON = "bulk"


# -- Publish and take back ------------------------------------------------------------------------------


def _to_publish(entries, options):
    columns = ("pk", "name", "status", "summary_de", "summary_en", "merged_into")
    for key, name, status, german, english, merged_into in entries.values_list(*columns):
        yield key, name, _publishable(status, german or english, merged_into)


def _publishable(status, has_summary, merged_into):
    if status == Entry.Status.PUBLISHED:
        return SAME
    if merged_into:
        return _("in einem anderen Eintrag aufgegangen")
    return CHANGES if has_summary else _("noch ohne Kurztext")


def _to_unpublish(entries, options):
    for key, name, status in entries.values_list("pk", "name", "status"):
        yield key, name, CHANGES if status == Entry.Status.PUBLISHED else SAME


def _publish(entry, options, *, by):
    if entry.merged_into_id:
        raise ValidationError(
            _("„%(name)s“ ist in einem anderen Eintrag aufgegangen."), "merged", {"name": entry.name}
        )
    moderation.publish(entry, by=by)


def _unpublish(entry, options, *, by):
    moderation.unpublish(entry, by=by)


# -- Terms ----------------------------------------------------------------------------------------------


def changed_terms(present, options):
    """The keys of terms that an entry has after this, which has these now."""
    terms = set(options["terms"])
    if options["mode"] == REPLACE:
        return (present - terms) | {options["by"]} if present & terms else present
    return {ADD: present | terms, REMOVE: present - terms, SET: terms}[options["mode"]]


def _to_change_terms(entries, options):
    present = defaultdict(set)
    name = options["vocabulary"]
    through = getattr(Entry, name).through.objects
    column = VOCABULARIES[name]._meta.model_name
    for entry, term in through.values_list("entry_id", f"{column}_id"):
        present[entry].add(term)
    for key, called in entries.values_list("pk", "name"):
        yield key, called, CHANGES if changed_terms(present[key], options) != present[key] else SAME


@transaction.atomic
def _change_terms(entry, options, *, by):
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    links = getattr(entry, options["vocabulary"])
    present = set(links.values_list("pk", flat=True))
    wanted = changed_terms(present, options)
    model = VOCABULARIES[options["vocabulary"]]
    if model.objects.filter(pk__in=wanted - present).count() < len(wanted - present):
        raise ValidationError(_("Den gewählten Begriff gibt es nicht mehr."), "gone")
    if wanted == present:
        return
    entry._history_user = by
    with one_record(entry, reason=REASON):
        entry.save(update_fields=["updated_at"])
        links.set(wanted)


def _title_of_terms(options):
    model = VOCABULARIES[options["vocabulary"]]
    names = {term.pk: str(term) for term in model.objects.filter(pk__in=[*options["terms"], options["by"]])}
    chosen = {
        "terms": ", ".join(names.get(key, "?") for key in options["terms"]),
        "by": names.get(options["by"], ""),
    }
    said = {
        ADD: _("%(terms)s hinzufügen"),
        REMOVE: _("%(terms)s entfernen"),
        REPLACE: _("%(terms)s durch %(by)s ersetzen"),
        SET: _("genau %(terms)s setzen") if chosen["terms"] else _("alle entfernen"),
    }[options["mode"]]
    return f"{model._meta.verbose_name_plural}: {said % chosen}"


ACTIONS = (
    Action("publish", gettext_lazy("Veröffentlichen"), _to_publish, _publish, (CHANGE, PUBLISH)),
    Action("unpublish", gettext_lazy("Zurückziehen"), _to_unpublish, _unpublish, (CHANGE, PUBLISH)),
    Action(
        "terms",
        gettext_lazy("Branchen oder Schwerpunkte ändern"),
        _to_change_terms,
        _change_terms,
        (CHANGE,),
        form=TermsForm,
        title=_title_of_terms,
    ),
)
