import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { createLoader, lockedPart } from "../../static/js/entry_list/suggested.js";

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

test("what is locked narrows the suggestions, and nothing else does", () => {
  assert.deepEqual(lockedPart("kind=company&kind=product&industry=energy&region=05&q=a", ["kind", "region", "q"]), [
    ["kind", "company"],
    ["kind", "product"],
    ["region", "05"],
  ]);
  assert.deepEqual(lockedPart("kind=company&region=", ["region"]), []);
});

test("the server is asked inside what is locked", async () => {
  const asked = [];
  globalThis.fetch = async (url) => {
    asked.push(url);
    return { ok: true, json: async () => ({ groups: [] }) };
  };
  const inside = () => [["near", "51,7"], ["radius", "10"]];

  await createLoader({ url: "/s/", language: "de", inside })("ke");
  await createLoader({ url: "/s/", language: "de", only: "places" })("ke");

  assert.deepEqual(asked, ["/s/?q=ke&near=51%2C7&radius=10", "/s/?q=ke&only=places"]);
});
