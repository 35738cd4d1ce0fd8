"""What a visitor may do about an entry on the companies' side."""

from django.urls import reverse
from django.utils.translation import gettext as _

from landkarte.plugs.relations import Link, register_links


@register_links
def claim_of(entry):
    """Where somebody claims the entry for their organisation."""
    name = _("Gehört dieser Eintrag zu Ihnen?")
    note = _("Übernehmen Sie ihn, und halten Sie ihn aktuell.")
    return [Link(name, reverse("submissions:claim-create", args=[entry.slug]), note)]
