// Entries at one spot are one sign, and none is spread as if it had been measured.

import assert from "node:assert/strict";
import { test } from "node:test";

import { anchorOf, gathered, reach } from "../../static/js/entry_detail/gathered.js";

const HERE = [51, 7];
const THERE = [51.1, 7.1];
const at = (place, entry) => ({ place, entry });

test("entries at one spot stand together, in their order, and the others alone", () => {
  const groups = gathered([at(THERE, 1), at([51.2, 7], 2), at([...THERE], 3)], HERE);

  assert.deepEqual(groups.map(({ members }) => members.map(({ entry }) => entry)), [[1, 3], [2]]);
});

test("a sign lies on its place, and only one at the entry's own spot beside it", () => {
  const [beside, exact] = gathered([at(HERE, 1), at(THERE, 2)], HERE);

  assert.deepEqual(anchorOf(exact, 24), [12, 12]);
  const [x, y] = anchorOf(beside, 32);
  assert.ok(Math.hypot(x - 16, y - 16) >= 16 + 12);
});

test("a place reaches as far as the signs that stand there", () => {
  const alone = reach(THERE, [THERE], HERE);
  assert.ok(alone < reach(THERE, [THERE, THERE], HERE));
  assert.ok(alone < reach(HERE, [], HERE));
  assert.ok(reach(HERE, [], HERE) < reach(HERE, [HERE], HERE));
});
