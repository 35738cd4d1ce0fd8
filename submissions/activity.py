"""Notes what happened to an organisation and its submissions."""

from submissions.models import Activity


def note(verb, *, organisation, by, submission=None, subject="", about=None, by_staff=False):
    """Write one line of the log, in the transaction of what it tells of. `by` is None for what the clock did;
    of staff the members see no name. Whom it is `about` is named by their account, never by `subject`."""
    return Activity.objects.create(
        verb=verb,
        organisation=organisation,
        submission=submission,
        subject=subject[:254],
        about=about,
        actor=by,
        by_staff=by_staff,
    )
