"""Files of the desk go when their rows do; a logo stays while a merge can be undone."""

from desk.models.duplicate import Merge
from desk.models.exchange import Export, Import
from landkarte.models import Entry
from machinery.files import drop_with_rows_of, keep_while


def is_kept_for_unmerge(file):
    """Whether an entry had this logo before another became part of it, and may have it again."""
    return Merge.objects.open().filter(before__kept__logo=file).exists()


drop_with_rows_of(Import, "file")
drop_with_rows_of(Export, "file")
keep_while(Entry, "logo", is_kept_for_unmerge)
