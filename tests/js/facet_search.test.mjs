import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, textOf } from "../../static/js/entry_list/facet_search.js";

test("umlauts, their spelling and accents are one", () => {
  assert.equal(fold("Käse"), fold("kaese"));
  assert.equal(fold("Café"), fold("cafe"));
  assert.equal(fold("Straße"), "strasse");
  assert.equal(fold("Bei\u00adspiel\u200b"), "beispiel");
});

test("other letters stay apart", () => {
  assert.notEqual(fold("Bau"), fold("Bär"));
});

test("a value is found by its name and explanation, not by its count or by words for screen readers", () => {
  const parts = { "label > span:first-of-type": "Energie", "label > :last-child": "12", ".definition > summary": "Was heißt Energie?", ".definition > p": "Strom und Wärme" };
  const named = (selector) => selector.split(",").map((one) => ({ textContent: parts[one.trim()] }));
  const row = { textContent: Object.values(parts).join(" "), querySelectorAll: named };

  assert.equal(textOf(row), fold("Energie Strom und Wärme"));
});
