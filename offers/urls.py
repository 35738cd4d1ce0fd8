"""Addresses of the catalogue's pages; German, translated to English."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from offers import views

app_name = "offers"

urlpatterns = [
    path(pgettext_lazy("Adresse", "starthilfe/"), views.Guide.as_view(), name="guide"),
    path(pgettext_lazy("Adresse", "starthilfe/zusenden/"), views.GuideSend.as_view(), name="guide-send"),
    path(pgettext_lazy("Adresse", "starthilfe/gesendet/"), views.GuideSent.as_view(), name="guide-sent"),
    path(pgettext_lazy("Adresse", "angebote/"), views.OfferList.as_view(), name="offer-list"),
    path(pgettext_lazy("Adresse", "angebote/<slug:slug>/"), views.OfferDetail.as_view(), name="offer-detail"),
    path(
        pgettext_lazy("Adresse", "angebote/<slug:slug>/bild.png"),
        views.OfferPicture.as_view(),
        name="offer-detail-picture",
    ),
    path(
        pgettext_lazy("Adresse", "veranstaltungen/<slug:slug>/bild.png"),
        views.EventPicture.as_view(),
        name="event-detail-picture",
    ),
    path(
        pgettext_lazy("Adresse", "angebote/<slug:slug>/anfragen/"),
        views.EnquiryCreate.as_view(),
        name="enquiry-create",
    ),
    path(
        pgettext_lazy("Adresse", "eintraege/<slug:slug>/anfragen/"),
        views.EntryEnquiryCreate.as_view(),
        name="entry-enquiry-create",
    ),
    path(
        pgettext_lazy("Adresse", "anfragen/<slug:reference>/"),
        views.EnquiryReceived.as_view(),
        name="enquiry-received",
    ),
    path(
        pgettext_lazy("Adresse", "publikationen/"), views.PublicationList.as_view(), name="publication-list"
    ),
    path(
        pgettext_lazy("Adresse", "publikationen/<slug:slug>/"),
        views.PublicationDetail.as_view(),
        name="publication-detail",
    ),
    path(
        pgettext_lazy("Adresse", "publikationen/<slug:slug>/datei/"),
        views.PublicationFile.as_view(),
        name="publication-file",
    ),
    path(pgettext_lazy("Adresse", "foerderung/"), views.FundingList.as_view(), name="funding-list"),
    path(
        pgettext_lazy("Adresse", "foerderung/<slug:slug>/"),
        views.FundingDetail.as_view(),
        name="funding-detail",
    ),
    path(pgettext_lazy("Adresse", "veranstaltungen/"), views.EventList.as_view(), name="event-list"),
    path(
        pgettext_lazy("Adresse", "veranstaltungen.ics"), views.EventCalendar.as_view(), name="event-calendar"
    ),
    path(
        pgettext_lazy("Adresse", "veranstaltungen/<slug:slug>.ics"),
        views.EventIcs.as_view(),
        name="event-ics",
    ),
    path(
        pgettext_lazy("Adresse", "veranstaltungen/<slug:slug>/"),
        views.EventDetail.as_view(),
        name="event-detail",
    ),
    path(
        pgettext_lazy("Adresse", "veranstaltungen/<slug:slug>/anmelden/"),
        views.RegistrationCreate.as_view(),
        name="registration-create",
    ),
    path(
        pgettext_lazy("Adresse", "anmeldungen/<slug:reference>/"),
        views.RegistrationReceived.as_view(),
        name="registration-received",
    ),
    path(
        pgettext_lazy("Adresse", "anmeldungen/<slug:reference>/abmelden/<slug:key>/"),
        views.RegistrationWithdraw.as_view(),
        name="registration-withdraw",
    ),
]
