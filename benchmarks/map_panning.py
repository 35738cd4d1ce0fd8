"""Feeds the real map page 100,000 synthetic points, pans and zooms it, and prints the longest tasks.

    python -m benchmarks.map_panning --points 100000

Serves the page from a database of its own. For each action it prints the longest task of the page's
thread in milliseconds (50 is what a reader does not notice; 0 means less) and the longest time between two
frames, once as this machine is, once with the processor slowed down to a quarter.
Compare runs on the same machine only.
"""

import argparse
import json
import random

from benchmarks.portal import ADDRESS, browser_on_portal

KINDS = ["company", "research", "best_practice", "product", "project", "initiative", "qualification"]
TOWNS = [
    (50.94, 6.96),
    (51.22, 6.78),
    (51.51, 7.47),
    (51.96, 7.63),
    (52.02, 8.53),
    (50.78, 6.08),
    (51.72, 8.75),
]
RECORD = """
window.tasks = [];
window.gaps = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.tasks.push(duration);
}).observe({ type: "longtask" });
let last = performance.now();
requestAnimationFrame(function frame(now) {
  window.gaps.push(now - last);
  last = now;
  requestAnimationFrame(frame);
});
"""


def synthetic(number):
    """The answer of /api/v1/map/ for so many points: two thirds around the large towns, the rest anywhere."""
    chance = random.Random(number)
    points = {"id": list(range(1, number + 1)), "kind": [], "latitude": [], "longitude": []}
    for _ in range(number):
        if chance.random() < 2 / 3:
            latitude, longitude = chance.choice(TOWNS)
            place = (latitude + chance.gauss(0, 0.08), longitude + chance.gauss(0, 0.12))
        else:
            place = (chance.uniform(50.4, 52.4), chance.uniform(6.0, 9.3))
        points["kind"].append(chance.randrange(len(KINDS)))
        points["latitude"].append(round(place[0], 5))
        points["longitude"].append(round(place[1], 5))
    facets = {"kind": {}, "industry": {}, "focus": {}, "size": {}, "region": {"05315": number}}
    return json.dumps({"version": 1, "total": number, "kinds": KINDS, "facets": facets, "points": points})


def measured(page, act):
    """Longest task and longest time between two frames while something is done, in milliseconds."""
    page.wait_for_timeout(500)
    page.evaluate("window.tasks.length = 0; window.gaps.length = 0")
    act()
    page.wait_for_timeout(500)
    return page.evaluate("[Math.max(0, ...window.tasks), Math.max(0, ...window.gaps)]")


class Hand:
    """What a reader does with mouse and wheel on the map of a page."""

    def __init__(self, page):
        self.page = page
        self.box = page.locator("#map").bounding_box()
        self.centre = (
            self.box["x"] + self.box["width"] / 2,
            self.box["y"] + self.box["height"] / 2,
        )

    def drag(self):
        for right, down in ((-300, -200), (300, 200), (250, -250), (-250, 250)):
            self.page.mouse.move(*self.centre)
            self.page.mouse.down()
            self.page.mouse.move(self.centre[0] + right, self.centre[1] + down, steps=40)
            self.page.mouse.up()
            self.page.wait_for_timeout(400)

    def wheel(self, step):
        self.page.mouse.move(*self.centre)
        self.page.keyboard.down("Control")
        for _ in range(4):
            self.page.mouse.wheel(0, step)
            self.page.wait_for_timeout(500)
        self.page.keyboard.up("Control")

    def hover(self):
        left, top = self.box["x"], self.box["y"]
        self.page.mouse.move(left + 10, top + 10)
        self.page.mouse.move(left + self.box["width"] - 10, top + self.box["height"] - 10, steps=120)

    def press(self, *names):
        for name in names:
            self.page.locator(f".map-button--{name}").click()
            self.page.wait_for_timeout(500)

    def click(self):
        self.page.mouse.click(*self.centre)

    def actions(self):
        yield "drag", self.drag
        yield "zoom in", lambda: self.wheel(-200)
        yield "drag, closer", self.drag
        yield "hover", self.hover
        yield "pan buttons", lambda: self.press("panEast", "panWest", "panNorth", "panSouth")
        yield "zoom out", lambda: self.wheel(200)
        yield "click", self.click
        yield "fit", lambda: self.press("fit")
        yield "districts", lambda: self.press("districts", "zoomIn", "panEast", "districts")


def measure(browser, answer, *, slower):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(RECORD)
    page.route("**/api/v1/map/?*", lambda route: route.fulfill(body=answer, content_type="application/json"))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(ADDRESS)
    page.wait_for_selector(".map-marker", state="attached", timeout=60_000)
    page.wait_for_timeout(500)
    print(f"\nprocessor slowed down {slower} times: longest task, longest time between two frames")
    print(f"{page.evaluate('Math.max(0, ...window.tasks)'):9.0f} ms             loading")
    for name, act in Hand(page).actions():
        task, frame = measured(page, act)
        print(f"{task:9.0f} ms {frame:9.0f} ms  {name}")
    page.close()


def main(number):
    print(f"{number} points")
    with browser_on_portal() as browser:
        for slower in (1, 4):
            measure(browser, synthetic(number), slower=slower)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--points", type=int, default=100_000)
    main(parser.parse_args().points)
