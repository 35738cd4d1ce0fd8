"""The logo of an entry goes when the entry does, or gets another."""

from landkarte.files import drop_with_rows_of
from landkarte.models.entry import Entry

drop_with_rows_of(Entry, "logo")
