import assert from "node:assert/strict";
import test from "node:test";

import { townsByDistrict } from "../../static/js/entry_list/towns.js";

test("municipalities stand under their district, by name as Germans sort it", () => {
  const places = [
    { ags: "05334032", name: "Würselen" },
    { ags: "05334002", name: "Aachen" },
    { ags: "05334028", name: "Übach" },
    { ags: "05370012", name: "Heinsberg" },
  ];

  assert.deepEqual(townsByDistrict(places), {
    "05334": [
      { ags: "05334002", name: "Aachen" },
      { ags: "05334028", name: "Übach" },
      { ags: "05334032", name: "Würselen" },
    ],
    "05370": [{ ags: "05370012", name: "Heinsberg" }],
  });
});

test("a town that is a district of its own is no town inside it", () => {
  assert.deepEqual(townsByDistrict([{ ags: "05315000", name: "Köln" }]), {});
});
