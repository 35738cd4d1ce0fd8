import assert from "node:assert/strict";
import test from "node:test";

import { placeLabels, populationFrom } from "../../static/js/map/labels.js";

const place = (name, x, y) => ({ name, x, y, width: 40, height: 14 });

test("a name without neighbours stands on its place", () => {
  assert.deepEqual(placeLabels([place("Köln", 100, 100)], []), [place("Köln", 100, 100)]);
});

test("a name makes way for an entry at its place", () => {
  const [{ x, y }] = placeLabels([place("Köln", 100, 100)], [{ x: 100, y: 100, radius: 20 }]);
  assert.deepEqual([x, y], [100, 128]);
});

test("the more important of two names at one place is written", () => {
  const crowd = ["Köln", "a", "b", "c", "d", "e"].map((name) => place(name, 100, 100));
  const names = placeLabels(crowd, []).map(({ name }) => name);
  assert.equal(names[0], "Köln");
  assert.ok(names.length < crowd.length);
});

test("more places are named the closer the view", () => {
  const needed = [6, 7, 8, 9, 10, 11, 12, 18].map(populationFrom);
  assert.deepEqual(needed, [...needed].sort((one, other) => other - one));
  assert.equal(needed.at(-1), 0);
});
