import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../static/js/entry_list/facet_search.js";

test("umlauts, their spelling and accents are one", () => {
  assert.equal(fold("Käse"), fold("kaese"));
  assert.equal(fold("Café"), fold("cafe"));
  assert.equal(fold("Straße"), "strasse");
});

test("other letters stay apart", () => {
  assert.notEqual(fold("Bau"), fold("Bär"));
});
