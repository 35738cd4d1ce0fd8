import assert from "node:assert/strict";
import test from "node:test";

import { readView, writeView } from "../../static/js/map/view_text.js";

const LIMITS = { minZoom: 6, maxZoom: 18, west: 4, south: 49, east: 11, north: 54 };

test("a view is written with as many decimals as its zoom can show", () => {
  assert.equal(writeView(10, { lat: 50.776, lng: 6.084 }), "10/50.7760/6.0840");
  assert.equal(writeView(8.350000000000001, { lat: 51.43, lng: 7.66 }), "8.35/51.4300/7.6600");
  assert.equal(writeView(16, { lat: 50.7760849, lng: 6.0838 }), "16/50.77608/6.08380");
});

test("what is written can be read", () => {
  assert.deepEqual(readView("10/50.7760/6.0840", LIMITS), { zoom: 10, latitude: 50.776, longitude: 6.084 });
  assert.deepEqual(readView("8.35/51.4300/7.6600", LIMITS), { zoom: 8.35, latitude: 51.43, longitude: 7.66 });
  assert.deepEqual(readView("6/51/7", LIMITS), { zoom: 6, latitude: 51, longitude: 7 });
});

test("nonsense and places off the map are no view", () => {
  const texts = ["", null, "10", "10/50.7", "10/50.7/6.0/1", "a/50.7/6.0", "10/x/6.0", "10/NaN/6", "10./50.7/6.0", "10.555/50.7/6.0", "1e1/50.7/6.0"];
  const places = ["5/50.7/6.0", "19/50.7/6.0", "10/48.9/6.0", "10/54.1/6.0", "10/50.7/3.9", "10/50.7/11.1", "10/-50.7/6.0", "10/50.7/999"];
  for (const text of [...texts, ...places]) assert.equal(readView(text, LIMITS), undefined, text);
});
