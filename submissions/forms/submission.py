"""One form for all kinds: what was typed on the one side, content on the other, and nothing lost between."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from machinery.form_fields import LongText
from machinery.texts import CONTROL, legible
from submissions import checks, places
from submissions.completeness import OF_NEW, REQUIRED
from submissions.content import DAYS, KEEP, TERMS, empty_content, fields_of
from submissions.forms.answers import ANSWER
from submissions.forms.fields import field_of, text
from submissions.forms.sections import PAIRED, hint, label, sections_of

LONGEST_KEPT = 20_000  # characters of a value that we cannot take as it is
MOST_TERMS = 100
LONGEST_ANSWER = 2000
LOGO_TYPES = "image/png,image/jpeg,image/webp"


@dataclass(frozen=True)
class Asked:
    """A field on the page, with the open questions of staff about it (pairs with the field of the answer);
    `counted` is the most characters that it takes, where they are counted down."""

    name: str
    field: forms.BoundField
    questions: list
    counted: int | None
    is_optional: bool


class SubmissionForm(forms.Form):
    """The fields of the submission's kind, always bound: to what is sent, or to what was saved.

    An incomplete form is valid; `complete=True` asks for all that a submission needs.
    """

    use_required_attribute = False
    _missing = {
        "focuses": _("Bitte wählen Sie mindestens einen Schwerpunkt."),
        **dict.fromkeys(set(REQUIRED | OF_NEW) - {"focuses", "city", "ags"}, _("Bitte ausfüllen.")),
    }

    def __init__(self, submission, data=None, *, complete=False):
        super().__init__(typed_data(submission) if data is None else _legible(data, submission))
        self.submission, self.kind, self.complete = submission, submission.kind, complete
        self.names = fields_of(self.kind)
        self.questions = list(submission.questions.filter(answered_at=None))
        self.suggested = [(region.ags, region.name) for region in self._suggested()]
        for name in self.names:
            shown = label(name, self.kind)
            self.fields[name] = field_of(name, shown, suggested=self.suggested)
            self.fields[name].help_text = hint(name, self.kind) or self.fields[name].help_text
        for name in TERMS:
            self.fields[name].offer(self._sent(name))
        self.fields["logo_file"] = forms.FileField(
            label=_("Logo"), required=False, widget=forms.FileInput(attrs={"accept": LOGO_TYPES})
        )
        for question in self.questions:
            self.fields[f"{ANSWER}{question.pk}"] = text(_("Ihre Antwort"), LONGEST_ANSWER, rows=3)

    # -- What it says ------------------------------------------------------------------------------

    def clean_logo(self):
        """The key of a picture of this submission, KEEP for the entry's own, or ""."""
        key, entry = self.cleaned_data["logo"], self.submission.entry
        if key == KEEP:
            return KEEP if entry and entry.logo else ""
        return key if key and self.submission.logos.filter(key=key).exists() else ""

    def clean(self):
        said = super().clean()
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Das Ende liegt vor dem Beginn."))
        if not {"latitude", "longitude"} & set(self.errors):
            missing = [name for name in ("latitude", "longitude") if said.get(name) is None]
            if len(missing) == 1:
                self.add_error(missing[0], _("Breite und Länge gehören zusammen: beide oder keine."))
        self._unreadable, self._said = set(self.errors), dict(said)  # an error takes its field out of `said`
        self._check_what_follows()
        return said

    def state(self):
        """Content that may be laid onto an entry, and what was typed besides (see `Submission`)."""
        self.full_clean()
        content, typed = empty_content(self.kind), {}
        for name in self.names:
            if name not in self._unreadable:
                content[name] = _as_json(name, self._said.get(name), content[name])
            elif kept := self._sent(name):
                typed[name] = kept
        if content["latitude"] is None or content["longitude"] is None:
            content["latitude"] = content["longitude"] = None
            typed |= {name: kept for name in ("latitude", "longitude") if (kept := self._sent(name))}
        for question in self.questions:
            if answer := self._sent(f"{ANSWER}{question.pk}").strip():
                typed[f"{ANSWER}{question.pk}"] = answer
        return content, typed

    def answers(self):
        """Answers that were typed, by the key of their question."""
        pairs = ((question.pk, self._sent(f"{ANSWER}{question.pk}").strip()) for question in self.questions)
        return {key: answer for key, answer in pairs if answer}

    # -- How it is shown ---------------------------------------------------------------------------

    def sections(self):
        """Pairs of a section and its rows: lists of one `Asked`, or of two that stand side by side."""
        return [(section, self._rows(section.fields)) for section in sections_of(self.kind)]

    def about_all(self):
        """Open questions about the whole."""
        return self._questions("")

    def _rows(self, names):
        rows, beside = [], set(PAIRED.values())
        for name in names:
            if name not in beside:
                rows.append([self._asked(one) for one in (name, PAIRED.get(name)) if one in names])
        return rows

    def _asked(self, name):
        field = self["logo_file" if name == "logo" else name]
        counted = field.field.max_length if isinstance(field.field, LongText) else None
        needed = REQUIRED | (OF_NEW if self.submission.entry_id is None else {})
        return Asked(name, field, self._questions(name), counted, is_optional=name not in needed)

    def _questions(self, name):
        return [(one, self[f"{ANSWER}{one.pk}"]) for one in self.questions if one.field == name]

    # -- Inside ------------------------------------------------------------------------------------

    def _sent(self, name):
        return self.data.get(name) or ([] if name in TERMS else "")

    def _suggested(self):
        city, code = self._sent("city"), self._sent("postal_code")
        if self._sent("ags") or not (city or code):
            return []
        return places.suggestions(city[:100], code[:5])

    def _check_what_follows(self):
        """What is wrong although it can be read, and for a complete form what is missing."""
        content = empty_content(self.kind)
        for name in set(self.names) - self._unreadable:
            content[name] = _as_json(name, self._said.get(name), content[name])
        if self.complete:
            is_new = self.submission.entry_id is None
            problems = checks.problems_of(self.kind, content, is_new=is_new)
        else:
            problems = checks.nrw_seat(content) if content["city"] else []
        for name, message in problems:
            if name not in self.errors:
                self.add_error(name, self._missing.get(name, message))


def _legible(data, submission):
    """What was sent of this form, each text `plain`."""
    answers = [name for name in data if name.startswith(ANSWER)]
    sent = {name: data.get(name, "") for name in (*fields_of(submission.kind), *answers)}
    for name in TERMS:
        sent[name] = (data.getlist(name) if hasattr(data, "getlist") else data.get(name, []))[:MOST_TERMS]
    return {
        name: [plain(one) for one in value] if isinstance(value, list) else plain(value)
        for name, value in sent.items()
    }


def typed_data(submission):
    """What stands in the fields of a submission that was saved, as the browser would send it."""
    content = empty_content(submission.kind) | submission.content
    data = {name: _as_typed(name, content[name]) for name in fields_of(submission.kind)}
    return data | submission.typed


def _as_typed(name, value):
    if name in DAYS and value:
        year, month, day = value.split("-")
        return f"{day}.{month}.{year}"
    if isinstance(value, list):
        return value
    return "" if value is None else str(value)


def _as_json(name, value, empty):
    """The cleaned value of a field, as content holds it."""
    if name in TERMS:
        return sorted(term.slug for term in value or [])
    if value in (None, ""):
        return empty
    if name in DAYS:
        return value.isoformat()
    return value


def plain(text):
    """Without the signs that no database column takes, and those that nobody sees."""
    return legible(CONTROL.sub("", text))[:LONGEST_KEPT]
