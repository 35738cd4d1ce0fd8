"""What was submitted beside what the entry says now, field by field."""

from dataclasses import dataclass, field

from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from landkarte.geometry import Point, kilometres_between
from landkarte.models import Entry
from machinery.refusals import label_in, refusals
from submissions import accepting
from submissions.accepting import is_change
from submissions.content import (
    PLACE,
    TERMS,
    changed_fields,
    content_of,
    fields_of,
    label_of,
    name_of_column,
    terms_of,
)
from submissions.difference import ADDED, REMOVED, TermDifference, term_difference, word_difference
from submissions.forms.answers import answers_of

BREAK = mark_safe("<br>")  # a list in a message of the administration would look like more messages


@dataclass(frozen=True)
class Line:
    """One field: what was submitted, what the entry says now, what differs between them, and where to ask
    about it. `choice` names what staff take over or leave out; the lines of the place share one."""

    name: str
    label: str
    submitted: object
    present: object
    question: BoundField
    is_changed: bool
    was_changed_by_staff: bool
    choice: str = ""
    is_first_of_choice: bool = True
    new_parts: list = field(default_factory=list)
    old_parts: list = field(default_factory=list)
    terms: TermDifference | None = None


def lines_of(submission, present, asking):
    """`Line`s in the order of the form; `present` is what the entry says now, {} where there is none."""
    content = submission.submitted_content
    changed = set(changed_fields(content, submission.base))
    by_staff = accepting.changed_by_staff(submission) if submission.is_open else []
    choice_of = (
        {name: choice for choice, names in accepting.choices(submission).items() for name in names}
        if submission.is_open
        else {}
    )
    place_changed = bool(changed & set(PLACE)) and is_change(submission)
    now = {one.name: one for _section, found in answers_of(submission, present, {}) for one in found}
    lines, chosen = [], set()
    for _section, answers in answers_of(submission, content, {}):
        for answer in answers:
            choice = choice_of.get(answer.name, "")
            compared = bool(present) and is_change(submission)
            is_changed = answer.name in changed
            moves_along = answer.name in PLACE and place_changed
            lines.append(
                Line(
                    name=answer.name,
                    label=str(label_of(answer.name)),
                    submitted=answer,
                    present=now[answer.name] if compared else None,
                    question=asking.of(answer.name),
                    is_changed=is_changed,
                    was_changed_by_staff=answer.name in by_staff,
                    choice=choice if is_changed or moves_along else "",
                    is_first_of_choice=choice not in chosen,
                    **(_difference(answer, now[answer.name], content, present) if compared else {}),
                )
            )
            if is_changed and choice:
                chosen.add(choice)
    return lines


def refusal_lines(error, submission):
    """What a ValidationError says about the submission: a line for each broken rule, with the names of its
    fields, which lead to their lines on the page."""
    broken = [(_linked(one, submission), one.message) for one in refusals(error)]
    return format_html_join(BREAK, "{}{}", broken)


def _linked(refusal, submission):
    here, label_of_column = fields_of(submission.kind), label_in(Entry)
    pairs = [(name_of_column(column), label_of_column(column)) for column in refusal.fields]
    names = [
        format_html('<a href="#line-{}">{}</a>', name, label) if name in here else label
        for name, label in pairs
        if label
    ]
    return format_html("{}: ", format_html_join(", ", "{}", ((one,) for one in names))) if names else ""


def _difference(submitted, present, content, now):
    if submitted.name in TERMS:
        before, after = ([str(term) for term in terms_of(side, submitted.name)] for side in (now, content))
        return {"terms": term_difference(before, after)}
    if submitted.name == "logo" or submitted.value == present.value:
        return {}
    parts = word_difference(present.value, submitted.value)
    return {
        "new_parts": [part for part in parts if part.kind != REMOVED],
        "old_parts": [part for part in parts if part.kind != ADDED],
    }


def pins_of(submission, present):
    """The points of both sides, as far as there are any, and the metres between them (or None)."""
    new, old = _point(submission.submitted_content), _point(present)
    metres = round(1000 * kilometres_between(new, old)) if new and old else None
    pins = [
        {"role": role, "latitude": point.latitude, "longitude": point.longitude}
        for role, point in (("now", old), ("new", new))
        if point
    ]
    return pins, metres


def _point(content):
    try:
        return Point(float(content["latitude"]), float(content["longitude"]))
    except (KeyError, TypeError, ValueError):
        return None


def present_of(submission):
    return content_of(submission.entry) if submission.entry else {}
