"""Leases: of many workers one has a row for a while. It keeps the row by renewing the lease and gives it back
at the end; when it dies, the lease ends by itself and another worker takes over.

All it needs is a column and a conditional update, which one of two workers wins. It does not tell a dead
worker from one that is slower than its lease: what is done under one is to be done once more without harm, or
held together with its row in one transaction.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

TRIES = 20  # rows that a worker asks for, others having been quicker each time
GIVEN_BACK = {"claimed_until": None}  # for `update`


def lease(time):
    """A lease from now on, for `create` and `update`; `time` is a timedelta, longer than a step takes."""
    return {"claimed_until": timezone.now() + time}


class LeasedQuerySet(models.QuerySet):
    def free(self):
        """Those that a worker may take: none has them, or the one who had them has died."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=timezone.now()))

    def unclaimed(self):
        """Those that no worker has had without giving them back."""
        return self.filter(claimed_until=None)


class Leased(models.Model):
    """A row that workers share."""

    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_claimed(self):
        return self.claimed_until is not None and self.claimed_until > timezone.now()

    def renew(self, time):
        """Have it for so long from now on, once it is saved."""
        self.claimed_until = timezone.now() + time

    def give_back(self):
        """Let others take it, once it is saved."""
        self.claimed_until = None


def claim(free, time, **changes):
    """The first of these rows (a QuerySet of `free` ones) that is ours now, for so long and with these
    changes; None when there is none. Any number of workers may ask at once: each row goes to one."""
    for row in free[:TRIES]:
        if free.filter(pk=row.pk).update(**lease(time), **changes):
            row.refresh_from_db()
            return row
    return None
