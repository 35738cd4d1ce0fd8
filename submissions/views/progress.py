"""What became of a submission."""

from submissions.views.mine import Mine


class SubmissionDetail(Mine):
    """Where a submission stands: its timeline, questions and answers."""


class SubmissionWithdraw(Mine):
    """The members take it back."""
