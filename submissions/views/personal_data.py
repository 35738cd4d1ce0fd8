"""Data protection: see it, take it along, erase it."""

from submissions.views.mine import Mine


class PersonalData(Mine):
    """What the portal knows of a person, and how to end it."""


class PersonalDataExport(Mine):
    """All of it as a ZIP."""


class Erasure(Mine):
    """The account is to be erased, or stays after all."""
