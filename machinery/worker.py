"""The base of commands that work as long as the process that started them."""

import os
import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections


class Worker(BaseCommand):
    """`work()` does what is there and returns whether it did anything."""

    def work(self):
        raise NotImplementedError

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is there and end")
        parser.add_argument("--every", type=float, default=2.0, help="seconds between two looks (2)")

    def handle(self, *args, once, every, **options):
        if once:
            while self.work():
                pass
            return
        parent = os.getppid()
        while os.getppid() == parent:
            self.look()
            time.sleep(every)

    def look(self):
        close_old_connections()
        try:
            self.work()
        except OperationalError as error:
            self.stderr.write(f"The database does not answer: {error}")
