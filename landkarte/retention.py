"""How long the map keeps what."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from landkarte.models import Report
from machinery.history import overwrite
from machinery.personal_data import NOTHING_LEFT
from machinery.retention import YEAR, Rule, register


def _reports(now):
    old = Q(closed_at__lt=now - YEAR) & (~Q(email="") | ~Q(page="") | ~Q(text=NOTHING_LEFT))
    return overwrite(Report, old, email="", page="", text=NOTHING_LEFT)


register(
    Rule(
        "reports",
        _("Meldungen von Fehlern"),
        _("12 Monate nach der Erledigung"),
        _("E-Mail-Adresse und Text werden gelöscht, die Nummer bleibt"),
        _reports,
        position=20,
    )
)
