"""The file of a publication goes when its row does, or names another."""

from machinery.files import drop_with_rows_of
from offers.models.publication import Publication

drop_with_rows_of(Publication, "file")
