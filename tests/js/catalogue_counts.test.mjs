import assert from "node:assert/strict";
import test from "node:test";

import { countsIn } from "../../static/js/catalogue/counts.js";

const box = (name, value, count) => ({ name, value, closest: () => ({ querySelector: () => ({ textContent: count }) }) });
const page = (boxes) => ({ querySelectorAll: () => boxes });

test("the numbers of all values stand under their parameter", () => {
  const boxes = [box("phase", "entry", "4"), box("phase", "design", "0"), box("format", "talk", "12")];
  assert.deepEqual(countsIn(page(boxes)), { phase: { entry: 4, design: 0 }, format: { talk: 12 } });
});

test("a page without filters has no numbers", () => {
  assert.deepEqual(countsIn(page([])), {});
});
