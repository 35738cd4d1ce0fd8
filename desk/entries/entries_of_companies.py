"""What the companies' side adds to the list of entries: whether somebody can speak for them."""

from django.contrib import admin
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from desk.entries.entry_filters import add_filter
from submissions import freshness


class OwnerFilter(admin.SimpleListFilter):
    title = _("Mitglieder")
    parameter_name = "owner"

    def lookups(self, request, model_admin):
        return [("yes", _("jemand hat ein Konto dafür")), ("no", _("niemand hat ein Konto dafür"))]

    def queryset(self, request, entries):
        owned = Exists(freshness.members())
        return {"yes": entries.filter(owned), "no": entries.filter(~owned)}.get(self.value(), entries)


add_filter(OwnerFilter)
