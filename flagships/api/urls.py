"""Addresses of the flagships in the API."""

from django.urls import path

from flagships.api import flagships

app_name = "flagships-api"

urlpatterns = [
    path("flagships/", flagships.FlagshipList.as_view(), name="flagship-list"),
    path("flagships/<slug:slug>/", flagships.FlagshipDetail.as_view(), name="flagship-detail"),
]
