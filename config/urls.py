"""Addresses of the whole portal."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

import accounts.admin  # noqa: F401 (registers; the site does not discover by itself)
import desk.admin  # noqa: F401
from config.api import Documentation, Schema
from landkarte.land import sheets
from landkarte.views import EntryEmbed, Land, OEmbed, Tile

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/openapi.json", Schema.as_view(), name="api-schema"),
    path("api/v1/", include("offers.api.urls")),
    path("api/v1/", include("flagships.api.urls")),
    path("api/v1/", include("landkarte.api.urls")),
    path("kacheln/<int:zoom>/<int:x>/<int:y>.png", Tile.as_view(), name="tile"),
    path("karte/land.json", Land.as_view(part=sheets.whole), name="land"),
    path("karte/gemeinden.json", Land.as_view(part=sheets.closer), name="land-closer"),
    path("embed/", EntryEmbed.as_view(), name="embed"),
    path("oembed/", OEmbed.as_view(), name="oembed"),
    *i18n_patterns(
        path("api/", Documentation.as_view(), name="api-documentation"),
        path("", include("accounts.urls")),
        path("", include("submissions.urls")),
        path("", include("offers.urls")),
        path("flagships/", include("flagships.urls")),
        path("", include("landkarte.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
