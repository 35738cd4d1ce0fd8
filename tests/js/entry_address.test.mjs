import assert from "node:assert/strict";
import test from "node:test";

import { entryAddress, pageAddress } from "../../static/js/entry_address.js";

test("the query goes along to the entry, on the exhibit behind the one that is there", () => {
  assert.equal(entryAddress("/eintraege/__slug__/", "a", "q=x"), "/eintraege/a/?q=x");
  assert.equal(entryAddress("/eintraege/__slug__/?kiosk=1", "a", "q=x"), "/eintraege/a/?kiosk=1&q=x");
});

test("without a query the address stays as it is", () => {
  assert.equal(entryAddress("/eintraege/__slug__/", "a", ""), "/eintraege/a/");
});

test("a slug cannot leave its place in the path", () => {
  assert.equal(entryAddress("/eintraege/__slug__/", "a/../?b", ""), "/eintraege/a%2F..%2F%3Fb/");
});

test("another page stays on the exhibit when the entries do", () => {
  assert.equal(pageAddress("/eintraege/__slug__/?kiosk=1", "/angebote/a/"), "/angebote/a/?kiosk=1");
  assert.equal(pageAddress("/eintraege/__slug__/", "/angebote/a/"), "/angebote/a/");
});
