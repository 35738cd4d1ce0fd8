"""The file of a logo goes when its row does."""

from landkarte.files import drop_with_rows_of
from submissions.models.submission import Logo

drop_with_rows_of(Logo, "file")
