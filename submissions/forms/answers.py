"""What somebody has answered, as people read it: for the page that shows all of it, and for two versions."""

import hashlib
import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from landkarte.models import Entry, Region
from landkarte.models.entry_fields import BY_COLUMN
from submissions.content import DAYS, PLACE, TERMS, empty_content, fields_of, terms_of
from submissions.forms.sections import label, sections_of

ANSWER = "answer_"  # and the key of a question: how `Submission.typed` names answers that are not sent


@dataclass(frozen=True)
class Answer:
    """`value` is "" where nothing is said; `picture` is the address of a logo."""

    name: str
    label: str
    value: str
    picture: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Difference:
    """`group` is the name by which one chooses; `is_mine`: I have changed it, and not only the other side."""

    group: str
    mine: list
    theirs: list
    is_mine: bool


def answers_of(submission, content, typed):
    """Pairs of a section and its `Answer`s."""
    content = empty_content(submission.kind) | content
    return [
        (section, [_answer(submission, name, content, typed) for name in section.fields])
        for section in sections_of(submission.kind)
    ]


def typed_answers(sent):
    """`Answer`s of a form of whatever kind, as they were sent: for who can have no submission beside it."""
    names = dict.fromkeys(name for kind in Entry.Kind.values for name in fields_of(kind))
    found = [
        Answer(name, str(label(name, "")), "\n".join(sent.getlist(name)).strip())
        for name in names
        if name not in BY_COLUMN or _is_typed(BY_COLUMN[name])
    ]
    found += [Answer(name, _("Ihre Antwort"), sent[name].strip()) for name in sent if name.startswith(ANSWER)]
    return [answer for answer in found if answer.value]


def _is_typed(field):
    """Whether it stands there as it was typed: it is not chosen, and no key."""
    return not (field.choices or field.is_relation or field.is_file)


def digests(submission):
    """Field -> a short digest of what stands there: the page gives it back with what is sent."""
    said = _said(submission, submission.content, submission.typed)
    return {name: _digest(said[name]) for name in _names(submission, submission.typed)}


def differences(submission, mine, theirs, seen=None):
    """What differs between two states (pairs of content and typed), as `Difference`s. The parts of the place
    are one. `seen`: the `digests` of what I had before me when I began."""
    sides = [_flat(submission, *state) for state in (mine, theirs)]
    said = [_said(submission, *state) for state in (mine, theirs)]
    found = {}
    for name in _names(submission, mine[1], theirs[1]):
        if said[0].get(name, "") != said[1].get(name, ""):
            found.setdefault("place" if name in PLACE else name, []).append(name)
    return [
        Difference(
            group,
            [sides[0].get(name, Answer(name, _("Ihre Antwort"), "")) for name in names],
            [sides[1].get(name, Answer(name, _("Ihre Antwort"), "")) for name in names],
            is_mine=not seen
            or any(seen.get(name, EMPTY) != _digest(said[0].get(name, "")) for name in names),
        )
        for group, names in found.items()
    ]


def merged(submission, mine, theirs, chosen):
    """My state with the other one's words for what `chosen` names (as `differences` does)."""
    (content, typed), (other_content, other_typed) = mine, theirs
    content, typed = dict(content), dict(typed)
    other_content = empty_content(submission.kind) | other_content
    for name in _names(submission, typed, other_typed):
        if ("place" if name in PLACE else name) in chosen:
            if name in content:
                content[name] = other_content[name]
            typed.pop(name, None)
            if name in other_typed:
                typed[name] = other_typed[name]
    return content, typed


def anchor_of(name):
    """The id of the element of the form in which a field is changed."""
    return f"id_{name}_0" if name in TERMS else "id_logo_file" if name == "logo" else f"id_{name}"


def _names(submission, *typed):
    """The fields of the kind, and the answers to staff that somebody has typed."""
    answers = {name for one in typed for name in one if name.startswith(ANSWER)}
    return [*fields_of(submission.kind), *sorted(answers)]


def _flat(submission, content, typed):
    """Name -> `Answer`, for fields and for answers to staff."""
    flat = {one.name: one for _section, some in answers_of(submission, content, typed) for one in some}
    return flat | {
        name: Answer(name, _("Ihre Antwort"), text) for name, text in typed.items() if name.startswith(ANSWER)
    }


def _digest(value):
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:8]


EMPTY = _digest("")


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
        region = Region.objects.filter(ags=value).first() if value else None
        return region.name if region else ""  # regions are merged while a draft waits
    if name == "logo":
        return _("Bild") if value else ""
    if value in (None, ""):
        return ""
    if choices := name in BY_COLUMN and BY_COLUMN[name].choices:
        return str(dict(choices).get(value, ""))
    if name in DAYS:
        return ".".join(reversed(value.split("-")))
    return str(value).replace(".", ",") if name in ("latitude", "longitude") else str(value)
