"""The pages of the catalogue."""

from offers.views.guide import Guide, GuideSend, GuideSent

__all__ = [
    "Guide",
    "GuideSend",
    "GuideSent",
]
