"""Addresses of the catalogue's pages; German, translated to English."""

app_name = "offers"

urlpatterns = []
