"""Addresses of the flagships' pages."""

app_name = "flagships"

urlpatterns = []
