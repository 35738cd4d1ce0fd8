"""Rows that stay for all tests of a module, in a transaction around those of its tests."""

from django.db import transaction


class KeptRows:
    """What one module makes once. Each of its tests has a savepoint of its own inside, and that is undone."""

    of_modules = {}

    def __init__(self, module, blocker):
        self.blocker = blocker
        self.makers, self.made, self.around = [], [], None
        self.of_modules[module] = self

    @classmethod
    def only_those_of(cls, module):
        """Away with the rows of all other modules; those of this one are there."""
        for owner, rows in cls.of_modules.items():
            if owner is not module:
                rows.undo()
        if module in cls.of_modules:
            cls.of_modules[module].again()

    def keep(self, make):
        """Makes rows; returns what tells what `make` has returned."""
        at = len(self.makers)
        self.makers.append(make)
        self.again()
        return lambda: self.made[at]

    def again(self):
        with self.blocker.unblock():
            if self.around is None:
                self.around = transaction.atomic()
                self.around.__enter__()
            for make in self.makers[len(self.made) :]:
                self.made.append(make())

    def undo(self):
        if self.around is None:
            return
        with self.blocker.unblock():
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
        self.made, self.around = [], None

    def end(self, module):
        self.undo()
        del self.of_modules[module]
