"""The form, from the first word to the reference number."""

from submissions.views.mine import Mine


class SubmissionCreate(Mine):
    """A new entry of an organisation begins."""


class SubmissionChange(Mine):
    """A change to an entry begins."""


class SubmissionEdit(Mine):
    """The form, one for all kinds."""


class SubmissionSave(Mine):
    """The form saves itself."""


class SubmissionPreview(Mine):
    """The public page as it would be."""


class SubmissionCheck(Mine):
    """All answers once more, consent, and off it goes."""


class SubmissionLogo(Mine):
    """A picture that was uploaded for a submission."""
