"""Entries that are on the map already and find their owners."""

from submissions.views.mine import Mine


class ClaimCreate(Mine):
    """Somebody says: this entry is ours."""


class ClaimDetail(Mine):
    """Where a claim stands, for who made it and for the present owner."""
