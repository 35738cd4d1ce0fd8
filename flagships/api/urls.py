"""Addresses of the flagships in the API."""

app_name = "flagships-api"

urlpatterns = []
