import assert from "node:assert/strict";
import test from "node:test";

import { countsIn } from "../../static/js/catalogue/counts.js";

const label = (facet, value, count) => ({ dataset: { facet, value }, querySelector: () => ({ textContent: count }) });
const page = (labels) => ({ querySelectorAll: () => labels });

test("the numbers of all values stand under their parameter", () => {
  const labels = [label("phase", "entry", "4"), label("phase", "design", "0"), label("format", "talk", "12")];
  assert.deepEqual(countsIn(page(labels)), { phase: { entry: 4, design: 0 }, format: { talk: 12 } });
});

test("a page without filters has no numbers", () => {
  assert.deepEqual(countsIn(page([])), {});
});
