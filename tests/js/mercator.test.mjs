import assert from "node:assert/strict";
import test from "node:test";

import { latitudeOf, longitudeOf, worldSize, worldX, worldY } from "../../static/js/map/mercator.js";

test("the centre of the world is at null island", () => {
  assert.equal(worldX(0), 0.5);
  assert.equal(worldY(0), 0.5);
});

test("the square ends at 85.0511 degrees", () => {
  assert.ok(Math.abs(worldY(85.0511287798066)) < 1e-12);
  assert.ok(Math.abs(worldY(-85.0511287798066) - 1) < 1e-12);
});

test("a point lies in the tile that the textbook form of the formula gives", () => {
  const tiles = worldSize(10) / 256;
  const radians = (50.7753 * Math.PI) / 180;
  const row = ((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * tiles;
  assert.ok(Math.abs(worldY(50.7753) * tiles - row) < 1e-9);
  assert.equal(Math.floor(worldX(6.0839) * tiles), 529);
});

test("degrees survive the way there and back", () => {
  for (let latitude = -85; latitude <= 85; latitude += 2.5) assert.ok(Math.abs(latitudeOf(worldY(latitude)) - latitude) < 1e-9);
  for (let longitude = -180; longitude <= 180; longitude += 2.5) assert.ok(Math.abs(longitudeOf(worldX(longitude)) - longitude) < 1e-9);
});
