"""The pages of the catalogue."""

from offers.views.enquiries import EnquiryCreate, EnquiryReceived

__all__ = ["EnquiryCreate", "EnquiryReceived"]
