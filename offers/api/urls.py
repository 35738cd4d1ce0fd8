"""Addresses of the catalogue in the API."""

app_name = "offers-api"

urlpatterns = []
