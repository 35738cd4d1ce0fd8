"""Enquiries that need a hand: new ones, and those whose editor has let their day pass
(`desk.queue.source`)."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.queue.source import Source
from offers import enquiries
from offers.models import Enquiry

Status = Enquiry.Status


def _rows():
    late = Q(status=Status.ASSIGNED, due_on__lt=timezone.localdate())
    return Enquiry.objects.filter(Q(status=Status.NEW) | late)


def _assign(key, *, to, by):
    if to is None:
        raise ValidationError(
            _("Um eine Anfrage kümmert sich immer jemand: weisen Sie sie jemand anderem zu."), "nobody"
        )
    return enquiries.assign(Enquiry.objects.get(pk=key), by=by, to=to)


SOURCES = (
    Source(
        "enquiry",
        _("Anfrage"),
        rows=_rows,
        columns={
            "reference": "reference",
            "title": "company",
            "detail": Coalesce("offer__name", "entry_name"),
            "since": "created_at",
            "due_on": "due_on",
        },
        address=lambda key: reverse("admin:offers_enquiry_change", args=[key]),
        permission="offers.view_enquiry",
        kept=Enquiry.objects.open,
        assignee="assigned_to",
        assign=_assign,
        assign_permission="offers.change_enquiry",
    ),
)
