"""The pages of the catalogue."""

from offers.views.enquiries import EnquiryCreate, EnquiryReceived, EntryEnquiryCreate
from offers.views.events import EventCalendar, EventDetail, EventIcs, EventList
from offers.views.funding import FundingDetail, FundingList
from offers.views.guide import Guide, GuideSend, GuideSent
from offers.views.offers import OfferDetail, OfferList
from offers.views.pictures import EventPicture, OfferPicture
from offers.views.publications import PublicationDetail, PublicationFile, PublicationList
from offers.views.registrations import RegistrationCreate, RegistrationReceived, RegistrationWithdraw

__all__ = [
    "EnquiryCreate",
    "EnquiryReceived",
    "EntryEnquiryCreate",
    "EventCalendar",
    "EventDetail",
    "EventIcs",
    "EventList",
    "EventPicture",
    "FundingDetail",
    "FundingList",
    "Guide",
    "GuideSend",
    "GuideSent",
    "OfferDetail",
    "OfferList",
    "OfferPicture",
    "PublicationDetail",
    "PublicationFile",
    "PublicationList",
    "RegistrationCreate",
    "RegistrationReceived",
    "RegistrationWithdraw",
]
