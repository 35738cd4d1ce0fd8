"""Addresses of the flagships' pages."""

from django.urls import path

from flagships import views

app_name = "flagships"

urlpatterns = [
    path("", views.FlagshipList.as_view(), name="flagship-list"),
    path("<slug:slug>/", views.FlagshipDetail.as_view(), name="flagship-detail"),
]
