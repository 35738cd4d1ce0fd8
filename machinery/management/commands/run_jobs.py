"""`manage.py run_jobs`: does the jobs that pages have started, again and again or once."""

from machinery import jobs
from machinery.worker import Worker


class Command(Worker):
    help = "Does waiting jobs, until the process that started it ends; --once does what waits."

    def work(self):
        return jobs.run_waiting()
