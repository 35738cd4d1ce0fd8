"""What somebody has answered, as people read it: for the page that shows all of it, and for two versions."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from landkarte.models import Entry, Region
from submissions.content import PLACE, TERMS, empty_content, fields_of, terms_of
from submissions.forms.sections import label, sections_of

CHOICES = {
    "size": Entry.Size,
    "teaching_languages": Entry.TeachingLanguages,
    "precision": Entry.Precision,
}


@dataclass(frozen=True)
class Answer:
    """`value` is "" where nothing is said; `picture` is the address of a logo."""

    name: str
    label: str
    value: str
    picture: str = ""
    anchor: str = ""


def answers_of(submission, content, typed):
    """Pairs of a section and its `Answer`s."""
    content = empty_content(submission.kind) | content
    return [
        (section, [_answer(submission, name, content, typed) for name in section.fields])
        for section in sections_of(submission.kind)
    ]


def differences(submission, one, other):
    """What differs between two states (pairs of content and typed): triples of a name to choose by, and the
    `Answer`s of both sides. The parts of the place are one."""
    found = {}
    sides = [dict(_flat(answers_of(submission, *state))) for state in (one, other)]
    states = [_said(submission, *state) for state in (one, other)]
    for name in fields_of(submission.kind):
        if states[0][name] != states[1][name]:
            found.setdefault("place" if name in PLACE else name, []).append(name)
    return [
        (chosen, [sides[0][name] for name in names], [sides[1][name] for name in names])
        for chosen, names in found.items()
    ]


def merged(submission, mine, theirs, chosen):
    """My state with the other one's words for what `chosen` names (as `differences` does)."""
    (content, typed), (other_content, other_typed) = mine, theirs
    content, typed = dict(content), dict(typed)
    for name in fields_of(submission.kind):
        if ("place" if name in PLACE else name) in chosen:
            content[name] = (empty_content(submission.kind) | other_content)[name]
            typed.pop(name, None)
            if name in other_typed:
                typed[name] = other_typed[name]
    return content, typed


def anchor_of(name):
    """The id of the element of the form in which a field is changed."""
    return f"id_{name}_0" if name in TERMS else "id_logo_file" if name == "logo" else f"id_{name}"


def _flat(sections):
    return ((answer.name, answer) for _section, answers in sections for answer in answers)


def _said(submission, content, typed):
    return empty_content(submission.kind) | content | typed


def _answer(submission, name, content, typed):
    picture = ""
    if name == "logo" and content["logo"]:
        picture = reverse("submissions:submission-logo", args=[submission.key, content["logo"]])
    return Answer(
        name, str(label(name, submission.kind)), _shown(name, content, typed), picture, anchor_of(name)
    )


def _shown(name, content, typed):
    value = content[name]
    if name in typed:
        return ", ".join(typed[name]) if isinstance(typed[name], list) else typed[name]
    if name in TERMS:
        return ", ".join(str(term) for term in terms_of(content, name))
    if name == "ags":
        return Region.objects.get(ags=value).name if value else ""
    if name == "logo":
        return _("Bild") if value else ""
    if value in (None, ""):
        return ""
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name in ("starts_on", "ends_on"):
        return ".".join(reversed(value.split("-")))
    return str(value).replace(".", ",") if name in ("latitude", "longitude") else str(value)
