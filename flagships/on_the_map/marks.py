"""Marks the entries of the flagships on the map."""

from django.utils.translation import gettext_lazy as _

from flagships.models import Flagship
from landkarte.plugs.marks import Mark, register


def bearers():
    """Keys of the entries that are a published flagship."""
    return Flagship.objects.published().exclude(entry=None).order_by().values_list("entry", flat=True)


def address(pk):
    """The page of the flagship that this entry is, or ""."""
    flagship = Flagship.objects.published().filter(entry=pk).first()
    return flagship.get_absolute_url() if flagship else ""


register(
    Mark(
        "flagship",
        _("KI.NRW-Flagship"),
        bearers,
        address,
        recommends=40,
        help_text="for a KI.NRW-Flagship",
    )
)
