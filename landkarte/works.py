"""The kinds of jobs that the map has (`landkarte.jobs`)."""
