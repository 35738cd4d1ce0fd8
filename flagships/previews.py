"""How editors see the page of a flagship before it is public."""

from flagships.flagship_page import flagship_context
from flagships.models import Flagship
from landkarte.previews import register

register(Flagship, "flagships/flagship_detail.html", flagship_context, rows=Flagship.objects.with_partners)
