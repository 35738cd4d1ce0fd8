"""The pages of the catalogue."""

from offers.views.enquiries import EnquiryCreate, EnquiryReceived
from offers.views.events import EventCalendar, EventDetail, EventIcs, EventList
from offers.views.registrations import RegistrationCreate, RegistrationReceived, RegistrationWithdraw

__all__ = [
    "EnquiryCreate",
    "EnquiryReceived",
    "EventCalendar",
    "EventDetail",
    "EventIcs",
    "EventList",
    "RegistrationCreate",
    "RegistrationReceived",
    "RegistrationWithdraw",
]
