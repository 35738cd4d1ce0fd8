"""Who makes content public that appears by the clock, and who takes it back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PUBLISH = "publish"
WITHDRAW = "withdraw"


@transaction.atomic
def publish(row, *, by):
    """Show a row of a `Scheduled` model to everybody from now on. ValidationError when it is public.

    Returns the row as it is now in the database.
    """
    row = _locked(row)
    if row.is_published:
        raise ValidationError(_("„%(name)s“ ist schon öffentlich."), "published", {"name": row.name})
    if row.stage == row.Stage.EXPIRED:
        row.published_until = None
    row.published_from = timezone.now()
    return _save(row, by=by, reason=PUBLISH)


@transaction.atomic
def withdraw(row, *, by):
    """Take a row out of everything public: one that only waits for its time becomes a draft again.

    ValidationError when it is neither public nor planned. Returns the row as it is now in the database.
    """
    row = _locked(row)
    if row.stage == row.Stage.PUBLISHED:
        row.published_until = timezone.now()
    elif row.stage == row.Stage.PLANNED:
        row.published_from = row.published_until = None
    else:
        raise ValidationError(_("„%(name)s“ ist nicht öffentlich."), "not-published", {"name": row.name})
    return _save(row, by=by, reason=WITHDRAW)


def _locked(row):
    return type(row).objects.select_for_update().get(pk=row.pk)


def _save(row, *, by, reason):
    row._history_user = by
    row._change_reason = reason
    row.save()
    return row
