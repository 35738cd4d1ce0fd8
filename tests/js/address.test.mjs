import assert from "node:assert/strict";
import test from "node:test";

import { afterStep, cleanQuery, countValues, filterQuery, placeQuery, sameQuery, withParameter, withChanges } from "../../static/js/entry_list/address.js";

const PARAMETERS = ["q", "kind", "bbox", "near", "sort", "page"];
const owned = new Set(["q", "kind", "sort"]);

function clean(fields, current = "") {
  return cleanQuery(fields, { owned, current, parameters: PARAMETERS });
}

test("empty fields and the recommended order are left out", () => {
  assert.equal(clean([["q", " "], ["kind", "company"], ["kind", "product"], ["sort", ""]]), "kind=company&kind=product");
  assert.equal(clean([["q", "ki"], ["sort", "-updated"]]), "q=ki&sort=-updated");
});

test("a value that has no box yet stays, one whose box is empty does not", () => {
  const asked = { owned: new Set(["region"]), current: "?region=05334002&region=05315", parameters: ["region"] };

  assert.equal(cleanQuery([["region", "05111"]], asked), "region=05111");
  assert.equal(cleanQuery([["region", "05111"]], { ...asked, boxes: { region: new Set(["05111", "05315"]) } }), "region=05111&region=05334002");
});

test("values in force are counted once each, and those that are locked not at all", () => {
  const search = "?near=51,7&radius=10&founded=2019&founded=2020&founded=2020&bbox=&kind=company";
  assert.equal(countValues(search, ["near", "bbox", "founded"]), 3);
  assert.equal(countValues(search, ["near", "bbox", "founded"], ["near", "radius"]), 2);
  assert.equal(countValues("", ["near"]), 0);
});

test("what the form has no control for stays, the page does not", () => {
  assert.equal(clean([["q", "ki"]], "?kind=company&bbox=6,50,7,51&page=3"), "q=ki&bbox=6,50,7,51");
});

test("parameters that nobody knows are dropped", () => {
  assert.equal(clean([["q", "ki"]], "?utm_source=letter&near=50.7,6.1"), "q=ki&near=50.7,6.1");
});

test("the map's query has no page, no order and nothing unknown", () => {
  assert.equal(filterQuery("?q=a+b&kind=company&sort=name&page=2&fbclid=1", PARAMETERS), "q=a+b&kind=company");
  assert.equal(filterQuery("?q=&fbclid=1"), "fbclid=1");
});

test("setting a parameter starts at the first page", () => {
  assert.equal(withParameter("?q=ki&page=2&bbox=1,2,3,4", "bbox", "6,50,7,51"), "q=ki&bbox=6,50,7,51");
});

test("two spellings of a query are the same", () => {
  assert.ok(sameQuery("?bbox=6%2C50%2C7%2C51&q=a%20b", "bbox=6,50,7,51&q=a+b"));
  assert.ok(!sameQuery("?q=a", "?q=b"));
});

test("an empty value takes its parameter out", () => {
  assert.equal(withChanges("?kind=company&region=05&page=3", { region: "", q: "ki" }), "kind=company&q=ki");
});

test("what the page shows of itself stays as the address has it, not as an old field says", () => {
  const query = cleanQuery([["view", "8/51/7"], ["q", "ki"]], { owned, current: "view=9/51/7&locked=kind", parameters: PARAMETERS, kept: ["view", "locked"] });
  assert.equal(query, "q=ki&view=9/51/7&locked=kind");
});

test("fields that are no parameter never get into the address", () => {
  assert.equal(clean([["place", "Aachen"], ["q", "ki"]]), "q=ki");
});

test("the place of a query is what moves the map", () => {
  assert.equal(placeQuery("?kind=company&region=05&near=&bbox=6,50,7,51&view=9/51/7"), "region=05&bbox=6,50,7,51");
});

test("a link of the list in the page leads where it says", () => {
  assert.equal(afterStep("?kind=company&q=ki&page=2", { listed: "?q=ki&kind=company&page=2", to: "q=ki", parameters: PARAMETERS }), "q=ki");
  assert.equal(afterStep("?q=ki", { listed: "?q=ki", to: "q=ki&page=2", parameters: PARAMETERS }), "q=ki&page=2");
});

test("a link of an older list takes its own filter out and leaves the newer one", () => {
  const step = { listed: "?q=ki&kind=company&kind=product&page=3", to: "q=ki&kind=product", parameters: PARAMETERS };
  assert.equal(afterStep("?q=ki&kind=company&kind=product&sort=name", step), "q=ki&kind=product&sort=name");
  assert.equal(afterStep("?q=ki&kind=research", step), "q=ki&kind=research");
});

test("a link of an older list adds what it adds", () => {
  assert.equal(afterStep("?q=ki", { listed: "", to: "kind=company", parameters: PARAMETERS }), "q=ki&kind=company");
  assert.equal(afterStep("?kind=company", { listed: "", to: "kind=company", parameters: PARAMETERS }), "kind=company");
});

test("a page of an older list is left out, unless its entries are the same", () => {
  const step = { listed: "?kind=company", to: "kind=company&page=3", parameters: PARAMETERS };
  assert.equal(afterStep("?kind=company&q=ki", step), "kind=company&q=ki");
  assert.equal(afterStep("?kind=company&page=2", step), "kind=company&page=3");
  assert.equal(afterStep("?kind=company&view=9/51/7", step), "kind=company&view=9/51/7&page=3");
});

test("taking everything out takes a newer filter out as well, and leaves the view", () => {
  const step = { listed: "?q=ki&kiosk=1", to: "kiosk=1", all: true, parameters: PARAMETERS, kept: ["view", "kiosk"] };
  assert.equal(afterStep("?q=ki&kind=company&kiosk=1&view=9/51/7", step), "kiosk=1&view=9/51/7");
});
