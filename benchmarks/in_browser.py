"""The first page in a browser, on synthetic entries: its map, a filter, a move, and what it takes of memory.

    python -m benchmarks.in_browser --entries 1400 100000 1000000

Prints milliseconds, once as this machine is, once with the processor slowed down six times: from the start
to the first markers; for a filter the time of scripts, of layout and the longest task; for dragging the
longest task and the longest time between two frames; and megabytes of the page's heap. Compare runs on the
same machine.
"""

import argparse
import shutil
import tempfile
import time

from benchmarks.map_panning import RECORD, Hand, measured
from benchmarks.portal import ADDRESS, chromium, environment, manage, serving

WORK = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
COLUMNS = ["entries", "processor", "first map", "filter: script, layout, longest task"]
COLUMNS += ["drag: longest task, frame", "heap"]


def measure(browser, *, slower):
    """The cells of one line."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(RECORD)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    began = time.monotonic()
    page.goto(ADDRESS)
    page.wait_for_selector(".map-marker", state="attached", timeout=60_000)
    first = (time.monotonic() - began) * 1000
    page.wait_for_timeout(1500)
    page.locator("[data-facet-panel=kind] > summary").click()
    before = metrics(session)
    task, _frame = measured(page, lambda: choose_kind(page))
    after = metrics(session)
    script, layout, style = ((after[name] - before[name]) * 1000 for name in WORK)
    drag = measured(page, Hand(page).drag)
    heap = metrics(session)["JSHeapUsedSize"] / 1e6
    page.close()
    return [
        f"{first:.0f}",
        f"{script:.0f}, {layout + style:.0f}, {task:.0f}",
        f"{drag[0]:.0f}, {drag[1]:.0f}",
        f"{heap:.0f} MB",
    ]


def metrics(session):
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def choose_kind(page):
    """The companies, until the map has been drawn for them."""
    with page.expect_response("**/api/v1/map/?*kind=company*", timeout=60_000):
        page.locator("[data-facet-panel=kind] label:has([value=company])").click()
    page.wait_for_timeout(1000)


def main(entries=(1_400, 100_000, 1_000_000)):
    folder = tempfile.mkdtemp(prefix="landkarte-bench-")
    variables = environment(folder)
    try:
        for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"]):
            manage(variables, *command)
        print(f"\n| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
        for number in sorted(entries):
            manage(variables, "generate_entries", str(number))
            with serving(variables, probe="/api/v1/map/"), chromium() as browser:
                for slower in (1, 6):
                    cells = measure(browser, slower=slower)
                    print(
                        f"| {number:,} | {f'1/{slower}' if slower > 1 else 'whole'} | {' | '.join(cells)} |",
                        flush=True,
                    )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[1_400, 100_000, 1_000_000])
    main(parser.parse_args().entries)
