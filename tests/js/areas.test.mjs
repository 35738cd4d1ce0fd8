import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { areaAt, roomyAreasOf } from "../../static/js/map/areas.js";
import { worldX, worldY } from "../../static/js/map/mercator.js";

const { features } = JSON.parse(readFileSync(new URL("../../data/districts.geojson", import.meta.url), "utf8"));
const outlineOf = ({ properties: { ags, name }, geometry: { type, coordinates } }) => {
  const rings = (type === "Polygon" ? [coordinates] : coordinates).flat();
  return { ags, name, rings: rings.map((ring) => ring.map(([longitude, latitude]) => [worldX(longitude), worldY(latitude)])) };
};
const areasOf = (shapes) => roomyAreasOf(shapes.map(outlineOf));
const districts = areasOf(features);
const at = (longitude, latitude) => areaAt(districts, { x: worldX(longitude), y: worldY(latitude) })?.ags;

test("a point lies in its district, and outside of all in none", () => {
  assert.equal(at(6.96, 50.94), "05315"); // Köln
  assert.equal(at(7.1, 50.73), "05314"); // Bonn, inside of Rhein-Sieg-Kreis
  assert.equal(at(8.75, 51.72), "05774"); // Paderborn
  assert.equal(at(8.68, 50.11), undefined); // Frankfurt
});

test("the most room of every district lies inside of it", () => {
  assert.equal(districts.length, 53);
  for (const area of districts) {
    assert.equal(areaAt(districts, area), area, area.name);
    assert.ok(area.radius > 0);
  }
});

test("a hole belongs to nobody, and the most room lies beside it", () => {
  const square = (half) => [[6 - half, 51 - half], [6 + half, 51 - half], [6 + half, 51 + half], [6 - half, 51 + half], [6 - half, 51 - half]];
  const ring = { properties: { ags: "1", name: "Ring" }, geometry: { type: "Polygon", coordinates: [square(0.3), square(0.1)] } };
  const [area] = areasOf([ring]);

  assert.equal(areaAt([area], { x: worldX(6), y: worldY(51) }), undefined);
  assert.equal(areaAt([area], area), area);
});

test("several parts are one district, and its room is in the largest", () => {
  const square = (west, half) => [[[west - half, 51 - half], [west + half, 51 - half], [west + half, 51 + half], [west - half, 51 + half], [west - half, 51 - half]]];
  const [area] = areasOf([
    { properties: { ags: "1", name: "Inseln" }, geometry: { type: "MultiPolygon", coordinates: [square(6, 0.05), square(7, 0.2)] } },
  ]);

  assert.equal(areaAt([area], { x: worldX(6), y: worldY(51) }), area);
  assert.ok(Math.abs(area.x - worldX(7)) < 1e-4);
});
