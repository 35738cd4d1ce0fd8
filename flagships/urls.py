"""Addresses of the flagships' pages."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from flagships import views

app_name = "flagships"

urlpatterns = [
    path("", views.FlagshipList.as_view(), name="flagship-list"),
    path(
        pgettext_lazy("Adresse", "<slug:slug>/bild.png"),
        views.FlagshipPicture.as_view(),
        name="flagship-detail-picture",
    ),
    path("<slug:slug>/", views.FlagshipDetail.as_view(), name="flagship-detail"),
]
