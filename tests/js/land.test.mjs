import assert from "node:assert/strict";
import test from "node:test";

import { readCloser, readLand, readShape } from "../../static/js/map/land.js";
import { latitudeOf, longitudeOf } from "../../static/js/map/mercator.js";

// Two squares beside each other: the middle line is said once, and the right one runs it backwards.
const AREAS = {
  ags: ["05111", "05222"],
  name: ["West", "Ost"],
  rings: [[[0, 1]], [[~0, 2]]],
  lines: [
    [70_000, 510_000, 0, 10_000],
    [0, 10_000, -10_000, 0, 0, -10_000, 10_000, 0],
    [0, -10_000, 10_000, 0, 0, 10_000, -10_000, 0],
  ],
};
const PLACES = { name: ["Köln", "Bonn"], population: [1_000_000, 330_000], x: [69_500, 71_000], y: [509_333, 507_300] };
const degrees = (points) => points.map(([x, y]) => [longitudeOf(x), latitudeOf(y)].map((value) => Number(value.toFixed(4))));

test("areas that share a line come back whole, with the names of their keys", () => {
  const { districts } = readLand({ degree: 10_000, districts: { ...AREAS, rings: [[[0, 1]], [[2, ~0]]] }, rivers: { name: [], lines: [] }, towns: { ags: [], name: [], population: [], x: [], y: [] } });

  assert.deepEqual(districts.map(({ ags, name }) => [ags, name]), [["05111", "West"], ["05222", "Ost"]]);
  assert.deepEqual(degrees(districts[0].rings[0]), [[7, 51], [7, 52], [6, 52], [6, 51], [7, 51]]);
  assert.deepEqual(degrees(districts[1].rings[0]), [[7, 51], [8, 51], [8, 52], [7, 52], [7, 51]]);
});

test("a border between two areas is told from the outer one", () => {
  const { borders } = readCloser({ degree: 10_000, municipalities: AREAS, places: PLACES });

  assert.deepEqual(borders.map(({ isOuter, between }) => [isOuter, between]), [
    [false, ["05111", "05222"]],
    [true, ["05111"]],
    [true, ["05222"]],
  ]);
});

test("places and rivers come in degrees", () => {
  const { towns, rivers } = readLand({
    degree: 10_000,
    districts: { ags: [], name: [], rings: [], lines: [] },
    rivers: { name: ["Rhein"], lines: [[[69_000, 509_000, 100, -100]]] },
    towns: { ags: ["05315000", "05314000"], ...PLACES },
  });

  assert.deepEqual(towns.map(({ ags, name, population }) => [ags, name, population]), [["05315000", "Köln", 1_000_000], ["05314000", "Bonn", 330_000]]);
  assert.deepEqual(degrees(towns.map(({ x, y }) => [x, y])), [[6.95, 50.9333], [7.1, 50.73]]);
  assert.equal(rivers[0].name, "Rhein");
  assert.deepEqual(degrees([[...rivers[0].lines[0].points.slice(2)]]), [[6.91, 50.89]]);
});

test("a river is named in the middle of its part in the state, and one that only touches it is not", () => {
  const rivers = {
    name: ["Ruhr", "Fulda"],
    lines: [
      [[60_000, 515_000, 2000, 0, 2000, 0, 2000, 0, 20_000, 0]],
      [[69_000, 515_000, 20_000, 0, 2000, 0, 2000, 0, 2000, 0]],
    ],
  };
  const { riverNames } = readLand({ degree: 10_000, districts: AREAS, rivers, towns: { ags: [], name: [], population: [], x: [], y: [] } });

  assert.deepEqual(riverNames.map(({ name }) => name), ["Ruhr"]);
  assert.deepEqual(degrees(riverNames.map(({ x, y }) => [x, y])), [[6.4, 51.5]]);
});

test("the shape of one area is its rings", () => {
  assert.deepEqual(degrees(readShape({ degree: 10_000, rings: [[60_000, 510_000, 1000, 0, 0, 2000, -1000, -2000]] })[0]), [[6, 51], [6.1, 51], [6.1, 51.2], [6, 51]]);
});
