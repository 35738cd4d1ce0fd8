"""The kinds of jobs that the map has (`landkarte.jobs`), and what it does every night."""

from landkarte import consistency, entry_checks, entry_numbers, nightly  # noqa: F401 (they register themselves)

nightly.register("consistency", consistency.look_at_all)
