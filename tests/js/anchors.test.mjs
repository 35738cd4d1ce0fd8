// Neighbours at one spot stand beside each other, and none under the entry's own shape.

import assert from "node:assert/strict";
import { test } from "node:test";

import { anchors, reach } from "../../static/js/entry_detail/anchors.js";

const HERE = [51, 7];
const THERE = [51.1, 7.1];

const apart = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by);

test("a neighbour alone at its spot is centred on it", () => {
  assert.deepEqual(anchors([THERE, [51.2, 7]], HERE), [[12, 12], [12, 12]]);
});

test("neighbours at one spot do not lie on each other", () => {
  const spots = anchors([THERE, THERE, THERE, THERE], HERE);
  for (const [index, one] of spots.entries()) {
    for (const other of spots.slice(index + 1)) assert.ok(apart(one, other) >= 23);
  }
});

test("a neighbour at the entry's own spot stands beside its ringed shape", () => {
  for (const spot of anchors([HERE, HERE, THERE], HERE).slice(0, 2)) assert.ok(apart(spot, [12, 12]) >= 33);
});

test("a place reaches as far as the icons that stand there", () => {
  const alone = reach(THERE, [THERE], HERE);
  assert.ok(alone < reach(THERE, [THERE, THERE], HERE));
  assert.ok(alone < reach(HERE, [THERE], HERE));
  assert.ok(reach(HERE, [THERE], HERE) < reach(HERE, [HERE], HERE));
});
