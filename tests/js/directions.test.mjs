import assert from "node:assert/strict";
import test from "node:test";

import { isArrow, neighbour } from "../../static/js/map/directions.js";

const ARROWS = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"];

test("each arrow leads to the nearest spot in its direction", () => {
  const from = { x: 0, y: 0 };
  const [right, farRight, left, up, down] = [[10, 3], [20, 0], [-8, -2], [1, -9], [-3, 30]].map(([x, y]) => ({ x, y }));
  const spots = [from, farRight, right, left, up, down];

  assert.deepEqual(ARROWS.map((key) => neighbour(spots, from, key)), [right, left, up, down]);
});

test("a spot that lies rather aside is taken only when none lies straight ahead", () => {
  const from = { x: 0, y: 0 };
  const aside = { x: 1, y: 5 };
  const ahead = { x: 40, y: 0 };

  assert.equal(neighbour([from, aside, ahead], from, "ArrowRight"), ahead);
  assert.equal(neighbour([from, aside], from, "ArrowRight"), aside);
});

test("where nothing lies nothing is found", () => {
  const from = { x: 0, y: 0 };

  assert.equal(neighbour([from, { x: -1, y: 0 }], from, "ArrowRight"), undefined);
  assert.deepEqual([...ARROWS, "Home", "a"].map(isArrow), [true, true, true, true, false, false]);
});

test("arrows reach every spot from every other", () => {
  let state = 7;
  const next = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  for (let round = 0; round < 40; round += 1) {
    const spots = Array.from({ length: 3 + Math.floor(next() * 57) }, () => ({ x: next() * 850, y: next() * 750 }));
    const reached = new Set([spots[0]]);
    for (const spot of reached) for (const key of ARROWS) reached.add(neighbour(spots, spot, key) ?? spot);
    assert.equal(reached.size, spots.length);
  }
});
