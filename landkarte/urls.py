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
    path(
        pgettext_lazy("Adresse", "eintraege/<slug:slug>/logo/"), views.EntryLogo.as_view(), name="entry-logo"
    ),
    path(
        pgettext_lazy("Adresse", "eintraege/<slug:slug>/melden/"),
        views.ReportCreate.as_view(),
        name="report-create",
    ),
    path(
        pgettext_lazy("Adresse", "meldungen/<slug:reference>/"),
        views.ReportReceived.as_view(),
        name="report-received",
    ),
    path(pgettext_lazy("Adresse", "barrierefreiheit/"), views.Accessibility.as_view(), name="accessibility"),
    path(
        pgettext_lazy("Adresse", "barrierefreiheit/melden/"),
        views.BarrierCreate.as_view(),
        name="barrier-create",
    ),
    path(pgettext_lazy("Adresse", "zahlen/"), views.FigureList.as_view(), name="figures"),
    path(pgettext_lazy("Adresse", "zahlen/<str:figure>.csv"), views.FigureCsv.as_view(), name="figure-csv"),
    path(pgettext_lazy("Adresse", "aenderungen/"), views.ChangeList.as_view(), name="changes"),
    path(
        pgettext_lazy("Adresse", "eintraege/<slug:slug>/bild.png"),
        views.EntryPicture.as_view(),
        name="entry-detail-picture",
    ),
    path(pgettext_lazy("Adresse", "bild.png"), views.QueryPicture.as_view(), name="entry-list-picture"),
    path("feed.atom", views.Feed.as_view(), name="feed"),
    path(pgettext_lazy("Adresse", "einbetten/"), views.EmbedBuilder.as_view(), name="embed-builder"),
    path(pgettext_lazy("Adresse", "drucken/"), views.EntryPrint.as_view(), name="entry-print"),
]
