"""Places for what may last: only so many at once, and only a few of them for one sender."""

from collections import Counter
from contextlib import contextmanager

from config.short_answers import RefusedError


class Slots:
    """Counted by the event loop alone, so without a lock. Who finds none is refused with `refusal`."""

    def __init__(self, most, *, of_one, refusal):
        self.most, self.of_one, self.refusal = most, of_one, refusal
        self.used = Counter()  # sender -> how many

    @contextmanager
    def taken(self, sender):
        """Hold one of them. RefusedError when all, or all of this sender, are taken."""
        if self.used.total() >= self.most or self.used[sender] >= self.of_one:
            raise RefusedError(self.refusal)
        self.used[sender] += 1
        try:
            yield
        finally:
            self.used[sender] -= 1
            if not self.used[sender]:
                del self.used[sender]
