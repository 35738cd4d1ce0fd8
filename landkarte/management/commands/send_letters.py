"""`manage.py send_letters`: sends what lies in the outbox, again and again or once."""

from landkarte import outbox
from landkarte.management.worker import Worker


class Command(Worker):
    help = (
        "Sends the letters of the outbox, until the process that started it ends; --once sends what is due."
    )

    def work(self):
        return outbox.send_due()
