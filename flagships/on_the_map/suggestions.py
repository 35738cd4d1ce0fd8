"""Which flagships somebody may mean while typing."""

from django.utils.translation import gettext as _

from flagships.models import Flagship
from landkarte.query.suggestions import is_named, register_group

MOST = 3


@register_group
def flagships(text):
    rows = Flagship.objects.published().by_name()
    named = [row for row in rows if is_named(f"{row.name} {row.full_name}", text)]
    return "flagships", _("Flagships"), [_item(row) for row in named[:MOST]]


def _item(flagship):
    note = flagship.full_name if flagship.full_name != flagship.name else ""
    return {"label": flagship.name, "note": note, "kind": None, "address": flagship.get_absolute_url()}
