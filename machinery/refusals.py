"""What a `ValidationError` says, whatever it was built of: which field breaks which rule, and in which words.

An error built of a text has `code` and `message`, one built of a list or a dict has neither: whoever catches
one asks here, and never the error itself.
"""

import logging
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import CheckConstraint
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refusal:
    """A rule that is broken: by these fields together (names; none stands for the whole), and in words.
    `code` names the rule, or is "" where it has no name."""

    fields: tuple
    code: str
    message: str


def refusals(error):
    """The `Refusal`s of the error; what several fields break together, or each alone, is one of them."""
    found = {}
    for name, one in _leaves(error):
        for message in one.messages:
            found.setdefault((one.code or "", str(message)), []).append(name)
    return [
        Refusal(tuple(name for name in dict.fromkeys(names) if name), code, message)
        for (code, message), names in found.items()
    ]


def has_code(error, code):
    """Whether a rule of this name is among those that are broken."""
    return any(one.code == code for one in refusals(error))


def in_words(error, label_of=None):
    """All that the error says, as one text; `label_of(name)` calls the fields by their names for people."""
    return " ".join(_told(one, label_of) for one in refusals(error))


def label_in(model):
    """A `label_of` for the fields of this model: "" for a name that it does not have."""

    def label_of(name):
        try:
            return str(model._meta.get_field(name).verbose_name)
        except (FieldDoesNotExist, AttributeError):  # a relation from elsewhere has no name of its own
            return ""

    return label_of


def labels_of(refusal, label_of):
    """The names for people of the fields that the refusal is about."""
    return [label for name in refusal.fields if (label := str(label_of(name)))]


def about_fields(error, model):
    """The same error, in which the constraints of the model name the fields that they are about: Django says
    of most only that they are broken. An error that knows no fields stays as it is."""
    if not hasattr(error, "error_dict"):
        return error
    found, about = {}, _fields_of_constraints(model)
    for name, errors in error.error_dict.items():
        for one in errors:
            known = about.get("".join(one.messages), ()) if name == NON_FIELD_ERRORS else ()
            for field in known or (name,):
                found.setdefault(field, []).append(one)
    return ValidationError(found)


@contextmanager
def database_refusals():
    """What the database refuses within, becomes a ValidationError too, and nothing of it stays: a rule that
    somebody else at the same moment, or a row from before the rule, has made into one that is broken."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, DataError) as error:
        logger.warning("refused by the database: %s", error)
        raise ValidationError(
            _("Das widerspricht dem, was inzwischen gespeichert ist. Bitte sehen Sie noch einmal hin."),
            "database",
        ) from error


def _fields_of_constraints(model):
    """What each constraint of the model says when it is broken -> names of the fields that it is about."""
    return {
        str(rule.get_violation_error_message()): sorted(rule.condition.referenced_base_fields)
        for rule in model._meta.constraints
        if isinstance(rule, CheckConstraint)
    }


def _leaves(error):
    """Pairs of field, or "", and the single errors that the error is made of."""
    if not hasattr(error, "error_dict"):
        yield from (("", one) for one in error.error_list)
        return
    for name, errors in error.error_dict.items():
        yield from (("" if name == NON_FIELD_ERRORS else name, one) for one in errors)


def _told(refusal, label_of):
    labels = labels_of(refusal, label_of) if label_of else []
    return f"{', '.join(labels)}: {refusal.message}" if labels else refusal.message
