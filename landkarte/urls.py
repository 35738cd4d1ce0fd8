"""Addresses of the map's pages; German, translated to English."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from landkarte import views

app_name = "landkarte"

urlpatterns = [
    path("", views.EntryList.as_view(), name="entry-list"),
    path(
        pgettext_lazy("Adresse", "eintraege/<slug:slug>/"), views.EntryDetail.as_view(), name="entry-detail"
    ),
    path(pgettext_lazy("Adresse", "einbetten/"), views.EmbedBuilder.as_view(), name="embed-builder"),
    path(pgettext_lazy("Adresse", "drucken/"), views.EntryPrint.as_view(), name="entry-print"),
]
