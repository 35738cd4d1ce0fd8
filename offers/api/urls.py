"""Addresses of the catalogue in the API."""

from django.urls import path

from offers.api import events

app_name = "offers-api"

urlpatterns = [
    path("events/", events.EventList.as_view(), name="event-list"),
    path("events/<slug:slug>/", events.EventDetail.as_view(), name="event-detail"),
]
