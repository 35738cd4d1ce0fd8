// The exhibit's patience and its border.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createIdle, onExhibit, startOf } from "../../static/js/kiosk/idle.js";

// Second by second: the mock runs an interval that begins inside a tick only in the next one.
function wait(seconds) {
  for (let second = 0; second < seconds; second += 1) mock.timers.tick(1000);
}

function begin() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const events = [];
  const idle = createIdle({
    idle: 60,
    warning: 10,
    onCount: (left) => events.push(left),
    onReturn: () => events.push("return"),
    onEnd: () => events.push("end"),
  });
  return { idle, events };
}

test("counts the last ten seconds and ends once", () => {
  const { idle, events } = begin();
  idle.touch();
  wait(49);
  assert.deepEqual(events, []);
  wait(200);
  assert.deepEqual(events, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, "end"]);
});

test("a touch during the countdown returns and begins anew", () => {
  const { idle, events } = begin();
  idle.touch();
  wait(52);
  idle.touch();
  wait(49);
  assert.deepEqual(events, [10, 9, 8, "return"]);
});

test("nothing runs before the first touch", () => {
  const { events } = begin();
  wait(600);
  assert.deepEqual(events, []);
});

test("the start is kept over the exhibit's own pages and set anew by an address from outside", () => {
  const origin = "https://karte.example";
  const here = "/eintraege/a/?kiosk=1";
  const kept = "/?kiosk=1";
  assert.equal(startOf({ kept, here, referrer: `${origin}/?kiosk=1`, origin }), kept);
  assert.equal(startOf({ kept, here, referrer: "", origin }), here);
  assert.equal(startOf({ kept, here, referrer: `${origin}.example/`, origin }), here);
  assert.equal(startOf({ kept: null, here, referrer: `${origin}/`, origin }), here);
});

test("an address of ours stays on the exhibit, others are refused", () => {
  const origin = "https://karte.example";
  assert.equal(onExhibit(`${origin}/a/?b=1`, origin), `${origin}/a/?b=1&kiosk=1`);
  assert.equal(onExhibit(`${origin}/a/?kiosk=0`, origin), `${origin}/a/?kiosk=1`);
  assert.equal(onExhibit("https://example.org/", origin), undefined);
  assert.equal(onExhibit("mailto:a@example.org", origin), undefined);
});
