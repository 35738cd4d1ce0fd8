"""The parameter of regions: what lies in a municipality lies in its district and in all around that."""

from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from landkarte.models import Region
from landkarte.models.querysets import lies_in
from landkarte.query.fields import RegionsField, official_keys
from landkarte.query.panel import Facet, Option
from landkarte.query.parameters import Values


class Regions(Values):
    """Regions of any level, by their official keys; a key begins with that of what the region lies in."""

    levels = tuple(Region.KEY_LENGTHS.values())

    def __init__(self, *, label, **named):
        super().__init__(RegionsField(label=label, required=False), column="region_id", **named)

    def filter(self, rows, regions):
        return rows.filter(reduce(or_, (lies_in(region.ags) for region in regions)))

    def select(self, columns, regions):
        keys = tuple(region.ags for region in regions)
        return columns.lists[self.kept].chosen(lambda ags: ags.startswith(keys))

    def summed(self, numbers):
        totals = Counter()
        for key, number in super().summed(numbers).items():
            for length in self.levels:
                totals[key[:length]] += number
        return dict(totals)

    def words(self, region):
        return region.name

    @staticmethod
    def offered(asked):
        upper = Q(level__in=[Region.Level.GOVERNMENT_REGION, Region.Level.DISTRICT])
        return Region.objects.filter(upper | Q(ags__in=official_keys(asked)))

    def facet(self, counts):
        """Regions of the upper levels and those in force, in two forms: `groups`, and `tree` with the
        municipalities inside their districts. The others come when somebody opens the panel (towns.js)."""
        asked = self.asked
        groups, tree, districts = {}, {}, {}
        for region in self.offered(asked).only("ags", "level", "name", "parent"):
            whole = region.level == Region.Level.GOVERNMENT_REGION
            label = _("ganzer Regierungsbezirk") if whole else region.name
            checked = region.ags in asked
            option = Option(region.ags, label, counts.get(region.ags, 0), checked)
            heading = region.name if whole else ""
            groups.setdefault(region.ags[:3], (heading, []))[1].append(option)
            if region.level == Region.Level.MUNICIPALITY and region.parent_id in districts:
                districts[region.parent_id].inner.append(option)
            else:
                tree.setdefault(region.ags[:3], (heading, []))[1].append(option)
                districts[region.ags] = option
        label = self.parent.form.fields[self.name].label
        return Facet(self.name, label, list(groups.values()), list(tree.values()))
