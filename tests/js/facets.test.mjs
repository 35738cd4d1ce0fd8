import assert from "node:assert/strict";
import test from "node:test";

import { countOf, isUseless } from "../../static/js/entry_list/facets.js";
import { intersection } from "../../static/js/entry_list/map_answer.js";

test("a value that the answer does not name has no entries", () => {
  const facets = { kind: { company: 100 } };
  assert.equal(countOf(facets, "kind", "company"), 100);
  assert.equal(countOf(facets, "kind", "product"), 0);
  assert.equal(countOf(facets, "industry", "health"), 0);
});

test("only an empty value that is neither chosen nor in focus is useless", () => {
  assert.equal(isUseless({ count: 0, checked: false, focused: false }), true);
  assert.equal(isUseless({ count: 0, checked: true, focused: false }), false);
  assert.equal(isUseless({ count: 0, checked: false, focused: true }), false);
  assert.equal(isUseless({ count: 3, checked: false, focused: false }), false);
});

test("a view is cut by the query's own extent", () => {
  assert.equal(intersection([6, 50, 8, 52], null), "6.000000,50.000000,8.000000,52.000000");
  assert.equal(intersection([6, 50, 8, 52], "7,51,9,53"), "7.000000,51.000000,8.000000,52.000000");
  assert.equal(intersection([6, 50, 7, 51], "8,52,9,53"), "8,52,9,53");
});
