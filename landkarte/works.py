"""The kinds of jobs that the map has (`landkarte.jobs`)."""

from landkarte import jobs, vocabularies

jobs.register(jobs.Work(vocabularies.KIND, vocabularies.do_part, "landkarte.change_industry"))
