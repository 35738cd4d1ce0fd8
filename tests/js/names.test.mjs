import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { worldSize, worldX, worldY } from "../../static/js/map/mercator.js";
import { layNames, repeatNames, standing } from "../../static/js/map/names.js";

const WIDE = [-1e9, -1e9, 1e9, 1e9];
const measure = (text, { pixels }) => text.length * pixels * 0.55;
const town = (name, x, y, population = 100_000) => ({ name, population, x, y });
const lay = (towns, { zoom = 11, size = 1, parts = [], around = [] } = {}) => layNames({ towns, parts, around }, { zoom, size, measure });

const [head, ...rows] = readFileSync(new URL("../../data/regions.csv", import.meta.url), "utf8").trim().split(/\r?\n/).map((row) => row.split(","));
const at = (row, column) => row[head.indexOf(column)];
const TOWNS = rows
  .filter((row) => at(row, "level") === "municipality" && at(row, "latitude"))
  .map((row) => town(at(row, "name"), worldX(Number(at(row, "longitude"))), worldY(Number(at(row, "latitude"))), Number(at(row, "population") || 0)))
  .sort((one, other) => other.population - one.population);

const overlap = (one, other) =>
  Math.abs(one.x - other.x) < (one.width + other.width) / 2 && Math.abs(one.y - other.y) < (one.height + other.height) / 2;

test("a name alone stands to the upper right of its place, clear of a ring around it", () => {
  const [{ name, x, y, width, height, sign }] = lay([town("Köln", 500, 500)]);

  assert.deepEqual([name, sign.x, sign.y], ["Köln", 500, 500]);
  assert.ok(x > 500 && y < 500);
  assert.ok(Math.hypot(x - width / 2 - 500, y + height / 2 - 500) >= 18);
});

test("at no zoom do two names of real towns touch, and the largest is always written", () => {
  for (const zoom of [7, 8, 8.35, 9, 10, 11, 12, 14]) {
    const names = lay(TOWNS, { zoom, size: worldSize(zoom) });
    assert.equal(names[0].name, "Köln");
    for (const [index, one] of names.entries()) {
      for (const other of names.slice(index + 1)) assert.ok(!overlap(one, other), `${zoom}: ${one.name}, ${other.name}`);
    }
  }
});

test("more real towns are named the closer the view, and in the end all", () => {
  const counts = [7, 8, 9, 10, 12, 14].map((zoom) => lay(TOWNS, { zoom, size: worldSize(zoom) }).length);

  assert.deepEqual(counts, [...counts].sort((one, other) => one - other));
  assert.ok(counts[0] >= 3 && counts[1] >= 8);
  assert.ok(counts.at(-1) >= 0.97 * TOWNS.length);
});

test("a name is nearer to its own town than to another large one", () => {
  for (const zoom of [8, 9]) {
    const names = lay(TOWNS, { zoom, size: worldSize(zoom) });
    for (const { name, x, y, width, height, sign } of names) {
      const far = (place) => Math.hypot(Math.max(Math.abs(place.x - x) - width / 2, 0), Math.max(Math.abs(place.y - y) - height / 2, 0));
      for (const other of names) if (other.name !== name && other.look.from >= 200_000) assert.ok(far(other.sign) > far(sign), `${name}, ${other.name}`);
    }
  }
});

test("what covers a name takes it away and moves none", () => {
  const laid = lay([town("Köln", 500, 500), town("Bonn", 500, 900)]);
  const [koeln, bonn] = laid;
  const write = ({ circles = [], boxes = [], frame = WIDE }) => standing(laid, { circles, boxes, frame });

  assert.deepEqual(write({}), laid);
  assert.deepEqual(write({ circles: [{ x: koeln.x, y: koeln.y, radius: 20 }] }), [bonn]);
  assert.deepEqual(write({ circles: [{ x: koeln.sign.x, y: koeln.sign.y, radius: 19 }] }), laid); // a ring at its place leaves it
  assert.deepEqual(write({ boxes: [{ x: bonn.x + 30, y: bonn.y, width: 40, height: 40 }] }), [koeln]);
  assert.deepEqual(write({ frame: [koeln.x, 0, 1000, 1000] }).map(({ name }) => name), bonn.x - bonn.width / 2 > koeln.x ? ["Bonn"] : []);
});

test("parts of towns come last, and only from near", () => {
  const parts = [town("Deutz", 560, 500, 15_000)];
  const names = (zoom) => lay([town("Köln", 500, 500)], { zoom, parts }).map(({ name }) => name);

  assert.deepEqual([names(11), names(13)], [["Köln"], ["Köln", "Deutz"]]);
});

test("rivers are named from nearer than the state as a whole, after the towns and without a sign", () => {
  const rivers = [town("Rhein", 700, 500, 0)];
  const names = (zoom) => layNames({ towns: [town("Köln", 500, 500, 1_000_000)], rivers, parts: [], around: [] }, { zoom, size: 1, measure });

  assert.deepEqual(names(8).map(({ name }) => name), ["Köln"]);
  assert.deepEqual(names(9).map(({ name, sign }) => [name, Boolean(sign)]), [["Köln", true], ["Rhein", false]]);
});

test("what lies around the state is named from afar, in capitals and without a sign", () => {
  const around = [{ name: "Hessen", x: 300, y: 300 }];

  assert.deepEqual(lay([], { zoom: 8, around }).map(({ name, sign }) => [name, sign]), [["HESSEN", undefined]]);
  assert.deepEqual(lay([], { zoom: 12, around }), []);
});

test("names that repeat keep away from the others", () => {
  const laid = lay([town("Köln", 500, 500)]);
  const names = repeatNames([{ name: "Köln", x: laid[0].x, y: laid[0].y }, { name: "Köln", x: 900, y: 900 }], laid, { measure });

  assert.deepEqual(names.map(({ x, y }) => [x, y]), [[900, 900]]);
});
