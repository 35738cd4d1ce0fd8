"""What entries have to do with each other beyond belonging together: who built what, what uses what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from landkarte.models.entry import Entry
from machinery.model_fields import LineColumn
from machinery.periods import in_words, year_or_month
from machinery.web_addresses import hosts_of


class ConnectionQuerySet(models.QuerySet):
    def published(self):
        """Those of which everybody may see both sides; a side that is only a name is public."""
        public = Entry.Status.PUBLISHED
        return self.filter(Q(other=None) | Q(other__status=public), entry__status=public)

    def of(self, entry):
        """Those of this entry, from either side, in their order, with what a page says of both sides."""
        sides = [f"{side}__{name}" for side in ("entry", "other") for name in ("slug", "kind", "name")]
        rows = self.filter(Q(entry=entry) | Q(other=entry)).select_related("entry", "other")
        return rows.only("kind", "other_name", "since", "evidence", "source", *sides)


class Connection(models.Model):
    """One sentence about an entry that a source states; the other side is an entry too, or just a name."""

    moves_data_version = True

    class Kind(models.TextChoices):
        IMPLEMENTED_WITH = "implemented_with", _("Umgesetzt mit")
        RESEARCHED_WITH = "researched_with", _("Erforscht mit")
        USES = "uses", _("Nutzt")
        PART_OF = "part_of", _("Teil von")
        PARTNER_IN = "partner_in", _("Beteiligt an")
        SPIN_OFF_OF = "spin_off_of", _("Ausgründung von")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="connections", verbose_name=_("Eintrag"))
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    other = models.ForeignKey(
        Entry,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="connections_from_others",
        verbose_name=_("Eintrag auf der anderen Seite"),
    )
    other_name = LineColumn(
        _("oder nur ein Name"),
        max_length=200,
        blank=True,
        help_text=_("Wenn die andere Seite kein Eintrag ist."),
    )
    since = LineColumn(_("Seit"), max_length=7, blank=True, validators=[year_or_month])
    source = LineColumn(
        _("Quelle"), max_length=500, blank=True, help_text=_("Mehrere durch Semikolon getrennt.")
    )
    evidence = LineColumn(_("Wortlaut der Quelle"), max_length=300, blank=True)

    objects = ConnectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Verbindung")
        verbose_name_plural = _("Verbindungen")
        ordering = ["entry", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other=None) ^ Q(other_name=""),
                name="connection_has_one_other_side",
                violation_error_message=_("Bitte einen Eintrag oder einen Namen angeben, nicht beides."),
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=models.F("entry")),
                name="connection_is_with_another",
                violation_error_message=_("Ein Eintrag hat keine Verbindung mit sich selbst."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "implemented_with",
                        "researched_with",
                        "uses",
                        "part_of",
                        "partner_in",
                        "spin_off_of",
                    ]
                ),
                name="connection_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["entry", "kind", "other"], condition=Q(other_name=""), name="connection_is_said_once"
            ),
            models.UniqueConstraint(
                fields=["entry", "kind", "other_name"],
                condition=Q(other=None),
                name="connection_with_a_name_is_said_once",
            ),
        ]

    def __str__(self):
        return f"{self.entry} – {self.get_kind_display()}: {self.other_side}"

    @property
    def other_side(self):
        """The name of whom it is with."""
        return self.other.name if self.other else self.other_name

    @property
    def since_in_words(self):
        return in_words(self.since)

    @property
    def source_host(self):
        return hosts_of(self.source)
