import assert from "node:assert/strict";
import test from "node:test";

import { CELL_SIZE, columnsOf, countCells, countPoints, extentOf, mainTown, mergeTouching, onlyKind, placeCells, spread, sumPoints } from "../../static/js/map/cells.js";
import { worldSize, worldX, worldY } from "../../static/js/map/mercator.js";
import { drawnRadius, reach } from "../../static/js/map/painter.js";

const KINDS = 7;

function randomPoints(count, seed = 1) {
  let state = seed;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const points = { id: [], kind: [], latitude: [], longitude: [], town: [], exact: [] };
  for (let id = 1; id <= count; id += 1) {
    points.id.push(id);
    points.kind.push(Math.floor(next() * KINDS));
    points.latitude.push(50.32 + next() * 2.2);
    points.longitude.push(5.86 + next() * 3.6);
    points.town.push(Math.floor(next() * 30) - 1);
  }
  return points;
}

function wholeView(zoom) {
  const size = worldSize(zoom);
  const left = worldX(5.8) * size;
  const top = worldY(52.6) * size;
  return { zoom, left, top, width: worldX(9.6) * size - left, height: worldY(50.3) * size - top };
}

function totals(cells) {
  const kinds = new Array(KINDS).fill(0);
  for (const cell of cells) cell.kinds.forEach((count, kind) => (kinds[kind] += count));
  return { count: cells.reduce((sum, cell) => sum + cell.count, 0), kinds };
}

test("one point is a cell at its own place", () => {
  const columns = columnsOf({ id: [7], kind: [2], latitude: [50.77], longitude: [6.08], town: [0], exact: [0] });
  const { cells } = sumPoints(columns, KINDS, wholeView(9));

  assert.equal(cells.length, 1);
  assert.deepEqual([cells[0].count, onlyKind(cells[0]), cells[0].point], [1, 2, 0]);
  assert.ok(Math.abs(cells[0].x - worldX(6.08) * worldSize(9)) < 1e-6);
  assert.ok(Math.abs(cells[0].y - worldY(50.77) * worldSize(9)) < 1e-6);
});

test("a cell lies at the mean of its members and knows their extent", () => {
  const columns = columnsOf({ id: [1, 2], kind: [0, 3], latitude: [50.77, 50.78], longitude: [6.08, 6.09], town: [0, 0], exact: [0, 0] });
  const [cell] = mergeTouching(sumPoints(columns, KINDS, wholeView(6)).cells, reach);

  assert.equal(cell.count, 2);
  assert.equal(onlyKind(cell), -1);
  assert.ok(Math.abs(cell.x - worldX(6.085) * worldSize(6)) < 1e-6);
  const { west, south, east, north } = extentOf(cell);
  assert.deepEqual([west, south, east, north].map((degrees) => Number(degrees.toFixed(6))), [6.08, 50.77, 6.09, 50.78]);
});

test("members at one spot have no spread at any zoom", () => {
  const columns = columnsOf({ id: [1, 2], kind: [0, 0], latitude: [50.77, 50.77], longitude: [6.08, 6.08], town: [0, 0], exact: [0, 0] });
  const { cells } = sumPoints(columns, KINDS, wholeView(9));

  assert.equal(cells.length, 1);
  assert.equal(spread(cells[0], 18), 0);
});

test("points outside the view are left out", () => {
  const columns = columnsOf({ id: [1, 2], kind: [0, 0], latitude: [50.77, 48.1], longitude: [6.08, 11.5], town: [0, 0], exact: [0, 0] });
  const { cells, cellOf } = sumPoints(columns, KINDS, wholeView(9));

  assert.equal(totals(cells).count, 1);
  assert.equal(cellOf(0), cells[0]);
  assert.equal(cellOf(1), undefined);
  assert.equal(cellOf(-1), undefined);
});

test("summing and merging keep every total, at every zoom", () => {
  const points = randomPoints(100_000);
  const columns = columnsOf(points);
  const expected = new Array(KINDS).fill(0);
  for (const kind of points.kind) expected[kind] += 1;

  for (const zoom of [6, 8, 10]) {
    const { cells } = sumPoints(columns, KINDS, wholeView(zoom));
    assert.deepEqual(totals(cells), { count: 100_000, kinds: expected });
    assert.deepEqual(totals(mergeTouching(cells, reach)), { count: 100_000, kinds: expected });
  }
});

test("merged cells do not touch", () => {
  const merged = mergeTouching(sumPoints(columnsOf(randomPoints(5_000)), KINDS, wholeView(9)).cells, reach);

  for (const [index, one] of merged.entries()) {
    for (const other of merged.slice(index + 1)) {
      assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= reach(one.count) + reach(other.count));
    }
  }
});

test("every point finds the merged cell that counts it", () => {
  const columns = columnsOf(randomPoints(2_000));
  const { cells, cellOf } = sumPoints(columns, KINDS, wholeView(8));
  const merged = mergeTouching(cells, reach);

  const found = new Map(merged.map((cell) => [cell, 0]));
  for (let index = 0; index < 2_000; index += 1) found.set(cellOf(index), found.get(cellOf(index)) + 1);
  assert.deepEqual([...found.values()], merged.map(({ count }) => count));
});

test("a pan does not change the cells inside both views", () => {
  const columns = columnsOf(randomPoints(20_000));
  const view = wholeView(9);
  const moved = { ...view, left: view.left + 37, top: view.top + 21 };
  const key = ({ x, y, count }) => `${x.toFixed(3)} ${y.toFixed(3)} ${count}`;
  const before = new Set(sumPoints(columns, KINDS, view).cells.map(key));

  const inside = sumPoints(columns, KINDS, moved).cells.filter(({ x, y }) => x > moved.left + CELL_SIZE && y > moved.top + CELL_SIZE);
  assert.ok(inside.length > 50);
  for (const cell of inside) assert.ok(before.has(key(cell)));
});

test("no two discs are too large for the merge to find", () => {
  assert.ok(2 * reach(1e9) <= CELL_SIZE);
  assert.ok(drawnRadius(2) < drawnRadius(100) && drawnRadius(100) < drawnRadius(10_000));
});

test("the server's cells take the same form", () => {
  const columns = columnsOf({ id: [1, 2], kind: [0, 3], latitude: [50.77, 50.77], longitude: [6.08, 6.08], town: [0, 0], exact: [0, 0] });
  const [ours] = sumPoints(columns, 4, wholeView(9)).cells;
  const [theirs] = placeCells(
    { latitude: [50.77], longitude: [6.08], counts: [[1, 0, 0, 1]], west: [6.08], east: [6.08], south: [50.77], north: [50.77], town: [0], in_town: [2] },
    9,
  );

  assert.deepEqual(Object.keys(theirs), Object.keys(ours));
  assert.deepEqual([theirs.count, theirs.kinds, theirs.minX, theirs.maxY], [ours.count, ours.kinds, ours.minX, ours.maxY]);
  assert.ok(Math.abs(theirs.x - ours.x) < 1e-6);
});

test("points are counted in exactly the view", () => {
  const columns = columnsOf({ id: [1, 2, 3], kind: [0, 0, 0], latitude: [51, 51, 53.5], longitude: [7, 9, 7], town: [0, 0, 0], exact: [0, 0, 0] });
  const whole = wholeView(9);

  assert.equal(countPoints(columns, whole), 2);
  assert.equal(countPoints(columns, { ...whole, width: (worldX(8) - worldX(5.8)) * worldSize(9) }), 1);
});

test("the server's cells are counted by their centres", () => {
  const view = { left: 0, top: 0, width: 100, height: 100 };

  assert.equal(countCells([{ x: 10, y: 10, count: 5 }, { x: 100, y: 50, count: 2 }, { x: 101, y: 50, count: 9 }], view), 7);
});

test("every cell knows the town that most of its members are in, also after merging", () => {
  const points = randomPoints(2_000);
  const { cells, cellOf, countTowns } = sumPoints(columnsOf(points), KINDS, wholeView(8));
  const merged = mergeTouching(cells, reach);
  countTowns();

  const members = new Map(merged.map((cell) => [cell, []]));
  for (let index = 0; index < 2_000; index += 1) members.get(cellOf(index)).push(points.town[index]);
  for (const [cell, towns] of members) {
    const most = Math.max(...towns.map((town) => towns.filter((other) => other === town).length));
    const { town, isWhole } = mainTown(cell) ?? { town: -1, isWhole: most === towns.length };
    assert.equal(towns.filter((other) => other === town).length, most);
    assert.equal(isWhole, most === towns.length);
  }
});

test("merged cells of the server are named after the town with most members of both", () => {
  const cell = (longitude, count, town, inTown) =>
    placeCells({ latitude: [51], longitude: [longitude], counts: [[count]], west: [longitude], east: [longitude], south: [51], north: [51], town: [town], in_town: [inTown] }, 8)[0];
  const [merged] = mergeTouching([cell(7, 5, 2, 3), cell(7.001, 4, 1, 4), cell(7.002, 3, 2, 2)], reach);

  assert.deepEqual(mainTown(merged), { town: 2, isWhole: false });
  assert.deepEqual(mainTown(cell(7, 4, 1, 4)), { town: 1, isWhole: true });
  assert.equal(mainTown(cell(7, 4, -1, 4)), undefined);
});
