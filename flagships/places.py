"""What the small maps of the flagship pages draw; each place has its card or line on the page."""


def places(entries, *, own=None):
    """Places of the published entries that have a point, each once; `own` is the project's own entry."""
    shown = {entry.pk: entry for entry in (own, *entries) if entry and entry.point}
    return [
        {
            "entry": entry.pk,
            "kind": entry.kind,
            "name": entry.name,
            "place": [float(entry.latitude), float(entry.longitude)],
            "exact": entry.is_exact,
            "own": entry == own,
        }
        for entry in shown.values()
    ]
