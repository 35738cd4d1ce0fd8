"""Where companies come in."""

from submissions.views.mine import Mine


class Start(Mine):
    """The way in: who may enter, what happens, how long it takes."""


class OrganisationCreate(Mine):
    """The name first, and whether the map has it already."""
