"""The account: what is mine."""

from submissions.views.mine import Mine


class Account(Mine):
    """All entries of all organisations of a person."""


class OrganisationDetail(Mine):
    """One organisation: its entries, and what is missing."""


class OrganisationLog(Mine):
    """What happened."""
