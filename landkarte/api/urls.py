"""Addresses of the API's version 1."""

from django.urls import path, re_path

from landkarte.api import entries, errors, map, suggestions, vocabularies

app_name = "api"

urlpatterns = [
    path("entries/", entries.EntryList.as_view(), name="entry-list"),
    path("entries/<slug:slug>/", entries.EntryDetail.as_view(), name="entry-detail"),
    path("entries.geojson", entries.EntryGeoJson.as_view(), name="entry-geojson"),
    path("entries.csv", entries.EntryCsv.as_view(), name="entry-csv"),
    path("entries.xlsx", entries.EntrySheet.as_view(), name="entry-xlsx"),
    path("map/", map.MapAnswer.as_view(), name="map"),
    path("regions/", vocabularies.RegionList.as_view(), name="region-list"),
    path("regions.geojson", vocabularies.RegionGeoJson.as_view(), name="region-geojson"),
    path("industries/", vocabularies.IndustryList.as_view(), name="industry-list"),
    path("focuses/", vocabularies.FocusList.as_view(), name="focus-list"),
    path("suggestions/", suggestions.SuggestionList.as_view(), name="suggestion-list"),
    re_path("", errors.Nowhere.as_view()),
]
