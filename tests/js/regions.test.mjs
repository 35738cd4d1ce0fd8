import assert from "node:assert/strict";
import test from "node:test";

import { worldX, worldY } from "../../static/js/map/mercator.js";
import { nearestTown, readRegions } from "../../static/js/map/regions.js";

const town = (name, population, longitude, latitude) => ({
  properties: { name, population, level: "municipality" },
  geometry: { type: "Point", coordinates: [longitude, latitude] },
});
const district = { properties: { name: "Städteregion Aachen" }, geometry: { type: "Polygon", coordinates: [] } };

test("regions are told apart by their geometry, places come largest first", () => {
  const { districts, places } = readRegions({ features: [town("Roetgen", null, 6.2, 50.65), district, town("Aachen", 250_000, 6.08, 50.77)] });
  assert.deepEqual(districts, [district]);
  assert.deepEqual(places.map(({ name, population }) => [name, population]), [["Aachen", 250_000], ["Roetgen", 0]]);
});

test("the nearest town is one that people know", () => {
  const { places } = readRegions({ features: [town("Roetgen", 8_000, 6.2, 50.65), town("Aachen", 250_000, 6.08, 50.77), town("Köln", 1_000_000, 6.96, 50.94)] });
  assert.equal(nearestTown(places, { x: worldX(6.2), y: worldY(50.65) }).name, "Aachen");
  assert.equal(nearestTown([], { x: 0.5, y: 0.3 }), undefined);
});
