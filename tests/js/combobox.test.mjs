import assert from "node:assert/strict";
import test from "node:test";

import { countText, optionAfter } from "../../static/js/combobox.js";
import { changesFor } from "../../static/js/entry_list/place.js";
import { withChanges } from "../../static/js/entry_list/address.js";
import { isOpen } from "../../static/js/entry_list/suggested.js";

test("arrows go round, Home and End to the ends", () => {
  assert.deepEqual(["ArrowDown", "ArrowUp", "Home", "End"].map((key) => optionAfter(key, -1, 3)), [0, 2, 0, 2]);
  assert.equal(optionAfter("ArrowDown", 2, 3), 0);
  assert.equal(optionAfter("ArrowUp", 0, 3), 2);
  assert.equal(optionAfter("ArrowDown", -1, 0), -1);
});

test("one suggestion is named as one", () => {
  const texts = { one: "1 Vorschlag", other: "{count} Vorschläge" };
  assert.deepEqual([countText(1, texts), countText(4, texts)], ["1 Vorschlag", "4 Vorschläge"]);
});

test("changes set, replace and remove parameters, and the page starts anew", () => {
  assert.equal(withChanges("?q=a&region=05&region=053&page=2", { q: null, region: "05315" }), "region=05315");
  assert.equal(withChanges("?industry=a", { industry: ["a", "b"] }), "industry=a&industry=b");
});

test("what is locked stays as it is", () => {
  const changes = { q: null, region: null, near: "51,7", radius: "5" };
  assert.equal(withChanges("?q=a&region=05", changes, ["region"]), "region=05&near=51,7&radius=5");
  assert.equal(withChanges("?q=a&near=50,6&radius=9", { ...changes, near: null }, ["near"]), "near=50,6&radius=9");
});

test("without a point there is no radius and no order by distance", () => {
  assert.equal(withChanges("?near=51,7&radius=5&sort=distance&view=8/51,7", { near: null }), "view=8/51,7");
  assert.equal(withChanges("?sort=distance", { near: "51,7", radius: "5" }), "sort=distance&near=51,7&radius=5");
});

test("a town is itself or a circle, a part of a town is always a circle, a district never", () => {
  const town = { parameters: { region: "05334002" }, near: "50.8,6.1" };
  const part = { parameters: { near: "50.9,6.9", radius: "5" }, near: "50.9,6.9" };
  const district = { parameters: { region: "05334" } };
  assert.deepEqual(changesFor(town, ""), { region: "05334002", near: null, radius: null });
  assert.deepEqual(changesFor(town, "25"), { region: null, near: "50.8,6.1", radius: "25" });
  assert.deepEqual(changesFor(part, ""), { region: null, near: "50.9,6.9", radius: "5" });
  assert.deepEqual(changesFor(part, "10"), { region: null, near: "50.9,6.9", radius: "10" });
  assert.deepEqual(changesFor(district, "25"), { region: "05334", near: null, radius: null });
});

test("what is locked is not suggested", () => {
  assert.equal(isOpen({ slug: "a" }, ["region"]), true);
  assert.equal(isOpen({ parameters: { region: "05" } }, ["region"]), false);
  assert.equal(isOpen({ parameters: { industry: "a" } }, ["region"]), true);
});
