"""`manage.py send_letters`: sends what lies in the outbox, again and again or once."""

from machinery import outbox
from machinery.worker import Worker


class Command(Worker):
    help = (
        "Sends the letters of the outbox, until the process that started it ends; --once sends what is due."
    )

    def work(self):
        return outbox.send_due()
