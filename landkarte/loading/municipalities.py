"""Finds the municipality that a row means, by official key or by name."""

from collections import defaultdict

from django.utils.translation import gettext as _

from landkarte.models import Region
from landkarte.models.place import official_key
from machinery.spreadsheets.problems import quoted

SUGGESTIONS = 5


class Municipalities:
    """All municipalities, read once."""

    def __init__(self):
        self.by_ags, self._by_name = {}, defaultdict(list)
        for region in Region.objects.municipalities().defer("outline"):
            self.by_ags[region.ags] = region
            self._by_name[region.name.casefold()].append(region)

    def with_key(self, ags):
        """The municipality with this official key. ValueError when there is none."""
        if (key := official_key(ags)) not in self.by_ags:
            raise ValueError(_("{ags} ist keine bekannte Gemeinde").format(ags=quoted(ags)))
        return self.by_ags[key]

    def named(self, name):
        """The one municipality of exactly this name, whatever its case. ValueError names the candidates."""
        found = self._by_name.get(name.casefold(), [])
        if len(found) == 1:
            return found[0]
        if found:
            reason = _("{name} heißen mehrere Gemeinden, bitte ags angeben: {candidates}")
        elif found := self._beginning_with(name):
            reason = _("{name} ist keine bekannte Gemeinde; gemeint sein könnte: {candidates}")
        else:
            reason = _("{name} ist keine bekannte Gemeinde")
        candidates = ", ".join(f"{region.name} ({region.ags})" for region in found)
        raise ValueError(reason.format(name=quoted(name), candidates=candidates))

    def _beginning_with(self, name):
        start = name.casefold()
        return [
            region
            for other in sorted(self._by_name)
            if other.startswith(start) or start.startswith(other)
            for region in self._by_name[other]
        ][:SUGGESTIONS]


def is_called(region, name):
    """Whether this is a name of the region: its own, or that without an addition such as "(Rhld.)"."""
    own = region.name.casefold()
    return name.casefold() in (own, own.partition(" (")[0])
