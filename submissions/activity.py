"""Notes what happened to an organisation and its submissions."""

from submissions.models import Activity


def note(verb, *, organisation, by, submission=None, subject="", by_staff=False):
    """Write one line of the log, in the transaction of what it tells of. `by` is None for what the clock did;
    of staff the members see no name."""
    return Activity.objects.create(
        verb=verb,
        organisation=organisation,
        submission=submission,
        subject=subject[:254],
        actor=by,
        by_staff=by_staff,
    )
