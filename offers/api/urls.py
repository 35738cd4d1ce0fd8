"""Addresses of the catalogue in the API."""

from django.urls import path

from offers.api import catalogue, events, vocabularies

app_name = "offers-api"

urlpatterns = [
    path("offers/", catalogue.OfferList.as_view(), name="offer-list"),
    path("offers/<slug:slug>/", catalogue.OfferDetail.as_view(), name="offer-detail"),
    path("publications/", catalogue.PublicationList.as_view(), name="publication-list"),
    path("publications/<slug:slug>/", catalogue.PublicationDetail.as_view(), name="publication-detail"),
    path("funding/", catalogue.FundingList.as_view(), name="funding-list"),
    path("funding/<slug:slug>/", catalogue.FundingDetail.as_view(), name="funding-detail"),
    path("formats/", vocabularies.FormatList.as_view(), name="format-list"),
    path("audiences/", vocabularies.AudienceList.as_view(), name="audience-list"),
    path("events/", events.EventList.as_view(), name="event-list"),
    path("events/<slug:slug>/", events.EventDetail.as_view(), name="event-detail"),
]
