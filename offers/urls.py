"""Addresses of the catalogue's pages; German, translated to English."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from offers import views

app_name = "offers"

urlpatterns = [
    path(pgettext_lazy("Adresse", "starthilfe/"), views.Guide.as_view(), name="guide"),
    path(pgettext_lazy("Adresse", "starthilfe/zusenden/"), views.GuideSend.as_view(), name="guide-send"),
    path(pgettext_lazy("Adresse", "starthilfe/gesendet/"), views.GuideSent.as_view(), name="guide-sent"),
]
