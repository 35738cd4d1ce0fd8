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
  const parts = { ".option__label": "Energie", ".option__count": "12", ".visually-hidden": "Was heißt Energie?", ".definition__text": "Strom und Wärme" };
  const named = (selector) => selector.split(",").map((one) => ({ textContent: parts[one.trim()] }));
  const row = { textContent: Object.values(parts).join(" "), querySelectorAll: named };

  assert.equal(textOf(row), fold("Energie Strom und Wärme"));
});
