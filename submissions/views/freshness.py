"""The links of the yearly letter."""

from submissions.views.mine import Mine


class EntryConfirm(Mine):
    """Still correct: behind the link of a letter, with a button."""


class EntryTakeDown(Mine):
    """Off the map: behind the link of a letter, with a button."""
