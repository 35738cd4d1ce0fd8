"""The kinds of jobs that the map has (`landkarte.jobs`), and what it does every night."""

from landkarte import consistency, entry_checks, nightly  # noqa: F401 (the checks register themselves)

nightly.register("consistency", consistency.look_at_all)
