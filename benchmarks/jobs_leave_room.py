"""Measures what pages wait for while jobs write: logins, openings and saves of a draft beside an import.

    python -m benchmarks.jobs_leave_room --rows 15000 --format csv

The portal runs as `make run` runs it (granian, two workers, SQLite) with `manage.py run_jobs` beside it.
While nothing else happens, during the dry run and during the import, people log in with their passwords and
open and save a draft, again and again. Prints the seconds of each, and how long the jobs took.
"""

import argparse
import http.cookiejar
import io
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from statistics import median

from benchmarks.importing import FOLDER, write  # first: it sets up Django on a database of its own

# isort: split
from django.core.files import File
from django.core.management import call_command
from django.db import close_old_connections
from django.urls import reverse

from accounts.models import User
from config.serve import web_command
from desk.importing import mapping, steps
from machinery.models import Job
from submissions.content import empty_content
from submissions.models import Membership, Organisation, Role, Submission

PORT = int(os.environ.get("BENCH_PORT", "8798"))
ADDRESS = f"http://127.0.0.1:{PORT}"
SERVED = os.environ | {
    "ENV_FILE": os.devnull,
    "ALLOWED_HOSTS": "127.0.0.1",
    "PROXY_COUNT": "1",  # each login comes from a sender of its own: limits are not what is measured
    "TILE_URL": "",
}
PASSWORD = "ein-langes-passwort-zum-messen"  # noqa: S105
BARS = {"login": 2.0, "open": 1.0}  # seconds


# -- People ----------------------------------------------------------------------------------------------


class Browser:
    """Keeps cookies and comes from an address of its own."""

    def __init__(self):
        chance = random.Random()
        self.sender = ".".join(str(chance.randrange(1, 255)) for _ in range(4))
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, path, fields=None):
        """Status and text of the page."""
        data = urllib.parse.urlencode(fields, doseq=True).encode() if fields is not None else None
        request = urllib.request.Request(  # noqa: S310 (our own server)
            ADDRESS + path, data, headers={"X-Forwarded-For": self.sender, "Referer": ADDRESS + path}
        )
        try:
            with self.opener.open(request, timeout=60) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def fields_of(self, path):
        """What the first form of the page would send, as it stands."""
        _status, page = self.ask(path)
        found = re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page)
        return dict(found)

    def log_in(self, email):
        path = reverse("account_login_password")
        token = self.fields_of(path)["csrfmiddlewaretoken"]
        fields = {"csrfmiddlewaretoken": token, "username": email, "password": PASSWORD}
        status, page = self.ask(path, fields)
        if status != 200 or reverse("account_logout") not in page:
            heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
            raise RuntimeError(f"login answered {status}: {heading and heading[1].strip()}")


class People(threading.Thread):
    """Do one thing again and again, `every` so many seconds apart, and note how long each took."""

    def __init__(self, act, *, every):
        super().__init__(daemon=True)
        self.act, self.every, self.over = act, every, threading.Event()
        self.seconds, self.failed = [], []

    def run(self):
        while not self.over.is_set():
            begun = time.perf_counter()
            try:
                self.act()
            except Exception as error:
                self.failed.append(str(error))
            self.seconds.append(time.perf_counter() - begun)
            self.over.wait(self.every)

    def stop(self):
        self.over.set()
        self.join(60)


class Company:
    """A member with a draft."""

    def __init__(self, number):
        self.email = f"company{number}@example.org"
        user = User.objects.create_user(self.email, PASSWORD)
        organisation = Organisation.objects.create(name=f"Messung {number}")
        Membership.objects.create(user=user, organisation=organisation, role=Role.ADMIN)
        content = empty_content("company") | {"name": f"Messung {number}"}
        self.draft = Submission.objects.create(
            organisation=organisation, kind="company", content=content, created_by=user, saved_by=user
        )
        self.browser = Browser()

    def open(self):
        self._told(self.browser.ask(reverse("submissions:submission-edit", args=[self.draft.key])))

    def save(self):
        path = reverse("submissions:submission-edit", args=[self.draft.key])
        fields = self.browser.fields_of(path) | {"summary_de": f"Text {time.perf_counter()}"}
        begun = time.perf_counter()
        self._told(self.browser.ask(path, fields))
        return time.perf_counter() - begun

    def _told(self, answer):
        if answer[0] != 200 or "data-submission" not in answer[1]:
            raise RuntimeError(f"the draft answered {answer[0]}")


@contextmanager
def people_at_work(title, companies):
    """Prints what they waited for while the block ran."""
    numbers = itertools.cycle(companies)
    logins = People(lambda: Browser().log_in(next(numbers).email), every=0.3)
    opening = People(companies[0].open, every=0.2)
    saving = People(companies[1].save, every=1.0)
    for one in (logins, opening, saving):
        one.start()
    begun = time.perf_counter()
    yield
    took = time.perf_counter() - begun
    for one in (logins, opening, saving):
        one.stop()
    load = os.getloadavg()[0]
    print(f"{title}: {took:.1f} s, load {load:.1f}", flush=True)
    for name, one in (("login", logins), ("open", opening), ("open and save", saving)):
        print(f"  {name:<14}{_figures(one.seconds)}  {_bar(name, one)}", flush=True)


def _figures(seconds):
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return (
        f"{len(ordered):4} times, median {median(ordered):.2f} s, 95 % {late:.2f} s, most {ordered[-1]:.2f} s"
    )


def _bar(name, people):
    told = "" if name not in BARS else "ok" if max(people.seconds) < BARS[name] else "TOO SLOW"
    return f"{told} {len(people.failed)} FAILED {people.failed[0]}" if people.failed else told


# -- The portal ------------------------------------------------------------------------------------------


@contextmanager
def portal():
    server = web_command(host="127.0.0.1", port=PORT, workers=2)
    worker = [sys.executable, "manage.py", "run_jobs", "--every", "0.2"]
    processes = [subprocess.Popen(command, env=SERVED) for command in (server, worker)]
    try:
        _wait_until(lambda: Browser().ask(reverse("account_login_password"))[0] == 200)
        yield processes[1].pid
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _wait_until(is_so, *, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if is_so():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("nothing came of it")


def wait_for(job):
    while True:
        close_old_connections()
        job = Job.objects.get(pk=job.pk)
        if job.is_finished:
            break
        time.sleep(0.1)
    if job.error:
        raise SystemExit(job.error)


def memory_of(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(status.read().split("VmHWM:")[1].split()[0]) // 1024


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=15_000)
    options.add_argument("--format", choices=["csv", "xlsx"], default="csv")
    options.add_argument("--alone", type=int, default=10, help="seconds without a job (10)")
    said = options.parse_args()
    for command in ("migrate", "collectstatic"):
        call_command(command, verbosity=0, interactive=False)
    call_command("load_data", verbosity=0, stdout=io.StringIO())
    staff = User.objects.create_user("staff@example.org", PASSWORD, is_staff=True)
    companies = [Company(number) for number in range(8)]
    path = f"{FOLDER}/entries.{said.format}"
    write(path, said.rows, version="first")
    with portal() as worker:
        for company in companies[:2]:
            company.browser.log_in(company.email)
        with people_at_work("no job", companies):
            time.sleep(said.alone)
        with open(path, "rb") as file:
            batch = steps.bring(File(file, os.path.basename(path)), by=staff)
        with people_at_work(f"dry run of {said.rows} rows", companies):
            columns = mapping.guess(batch.table["header"])
            wait_for(steps.check(batch, columns=columns, as_drafts=False, by=staff))
        with people_at_work(f"import of {said.rows} rows", companies):
            wait_for(steps.apply(batch, leave_out_wrong=False, by=staff))
        print(f"worker: at most {memory_of(worker)} MB")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
