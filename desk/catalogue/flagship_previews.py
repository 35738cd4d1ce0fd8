"""How editors see the page of a flagship before it is public."""

from desk.forms.pages_to_preview import register
from flagships.flagship_page import flagship_context
from flagships.models import Flagship

register(Flagship, "flagships/flagship_detail.html", flagship_context, rows=Flagship.objects.with_partners)
