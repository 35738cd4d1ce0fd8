"""Addresses of the catalogue's pages; German, translated to English."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from offers import views

app_name = "offers"

urlpatterns = [
    path(
        pgettext_lazy("Adresse", "angebote/<slug:slug>/anfragen/"),
        views.EnquiryCreate.as_view(),
        name="enquiry-create",
    ),
    path(
        pgettext_lazy("Adresse", "anfragen/<slug:reference>/"),
        views.EnquiryReceived.as_view(),
        name="enquiry-received",
    ),
]
