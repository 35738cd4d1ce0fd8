"""The pages of the catalogue."""

from offers.views.enquiries import EnquiryCreate, EnquiryReceived
from offers.views.funding import FundingDetail, FundingList
from offers.views.offers import OfferDetail, OfferList
from offers.views.publications import PublicationDetail, PublicationFile, PublicationList

__all__ = [
    "EnquiryCreate",
    "EnquiryReceived",
    "FundingDetail",
    "FundingList",
    "OfferDetail",
    "OfferList",
    "PublicationDetail",
    "PublicationFile",
    "PublicationList",
]
