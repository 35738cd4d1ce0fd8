"""The file of a logo goes when its row does, or lets go of it."""

from machinery.files import drop_with_rows_of
from submissions.models.decision import Decision
from submissions.models.submission import Logo

drop_with_rows_of(Logo, "file")
drop_with_rows_of(Decision, "logo")
