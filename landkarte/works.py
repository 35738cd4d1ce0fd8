"""The kinds of jobs that the map has (`landkarte.jobs`)."""

from landkarte import nightly, queue

nightly.register("handling", queue.forget_decided)
