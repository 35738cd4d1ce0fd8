"""Opens the first page as a phone on slow 4G does, and prints when its list can be read.

    python -m benchmarks.first_page --visits 5

1.6 Mbit/s down, 0.75 up, 150 ms there and back, processor slowed down four times, nothing cached: the
conditions of Lighthouse's "slow 4G". Prints, for each visit, the milliseconds to the first paint and to the
largest one, which on a phone is the list's. 2,500 is what we promise. Compare runs on the same machine only.
"""

import argparse

from benchmarks.portal import ADDRESS, browser_on_portal

PHONE = {"width": 360, "height": 740}
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
RECORD = """
window.largest = 0;
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) window.largest = startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""
TIMES = """[
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
  window.largest,
]"""


def visit(browser):
    """Milliseconds to the first and to the largest paint of a first visit."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.add_init_script(RECORD)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(ADDRESS, wait_until="load")
    page.wait_for_timeout(2000)
    times = page.evaluate(TIMES)
    context.close()
    return times


def main(visits):
    with browser_on_portal() as browser:
        for _ in range(visits):
            first, largest = visit(browser)
            print(f"{first:9.0f} ms {largest:9.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--visits", type=int, default=5)
    main(parser.parse_args().visits)
