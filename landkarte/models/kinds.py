"""The kinds of entries, and what sets some of them apart from others."""

from django.db import models
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    COMPANY = "company", _("Unternehmen")
    RESEARCH = "research", _("Forschung")
    BEST_PRACTICE = "best_practice", _("Best Practice")
    PRODUCT = "product", _("Produkt")
    PROJECT = "project", _("Projekt")
    INITIATIVE = "initiative", _("Initiative")
    QUALIFICATION = "qualification", _("Qualifizierung")

    @classproperty
    def organisations(cls):
        """Those that somebody belongs to and speaks for."""
        return (cls.COMPANY, cls.RESEARCH, cls.INITIATIVE)

    @classproperty
    def belonging(cls):
        """All others: each may be an organisation's."""
        return tuple(kind for kind in cls if kind not in cls.organisations)

    @classproperty
    def founded(cls):
        """Those that one founds, on a day in a register; what else is old has existed since."""
        return (cls.COMPANY, cls.RESEARCH)


# What many of one kind are called, in the order in which pages list them.
PLURALS = {
    Kind.PRODUCT: _("Produkte"),
    Kind.BEST_PRACTICE: _("Best Practices"),
    Kind.PROJECT: _("Projekte"),
    Kind.QUALIFICATION: _("Qualifizierungen"),
    Kind.RESEARCH: _("Forschung"),
    Kind.COMPANY: _("Unternehmen"),
    Kind.INITIATIVE: _("Initiativen"),
}
