// Sums points into cells for one zoom and view, and joins cells that would touch. Knows columns of numbers; knows no map and no canvas.
//
// A cell: { x, y, zoom }      mean of its members, in world pixels of the zoom
//         { count, kinds }    members in all, and per kind (index as in the columns)
//         { minX … maxY }     extent of its members, in world units from 0 to 1
//         { point }           index of its first member in the columns, -1 for a cell that the server summed
//         { towns }           Map from a town's place in the answer to how many members are in it; undefined until somebody asks

import { latitudeOf, longitudeOf, worldSize, worldX, worldY } from "./mercator.js";

export const CELL_SIZE = 64;

/** Columns of the API (degrees) as typed arrays in world units. */
export function columnsOf(points) {
  return {
    id: Int32Array.from(points.id),
    kind: Uint8Array.from(points.kind),
    x: Float64Array.from(points.longitude, worldX),
    y: Float64Array.from(points.latitude, worldY),
    town: Int16Array.from(points.town),
    exact: Uint8Array.from(points.exact),
  };
}

/**
 * One linear pass: the points of the view, summed into squares of 64 pixels that are fixed to the world, not to the view,
 * so that panning never changes a number. Returns the cells, `cellOf(index)`: the cell of one point, or undefined, and
 * `countTowns()`, another pass, which gives each cell its `towns`.
 */
export function sumPoints({ kind, x, y, town }, kindCount, { zoom, left, top, width, height }) {
  const size = worldSize(zoom);
  const firstColumn = Math.floor(left / CELL_SIZE);
  const firstRow = Math.floor(top / CELL_SIZE);
  const columns = Math.floor((left + width) / CELL_SIZE) - firstColumn + 1;
  const rows = Math.floor((top + height) / CELL_SIZE) - firstRow + 1;
  const scale = size / CELL_SIZE;
  const slots = new Array(columns * rows).fill(undefined);
  const cells = [];

  for (let index = 0; index < x.length; index += 1) {
    const column = Math.floor(x[index] * scale) - firstColumn;
    const row = Math.floor(y[index] * scale) - firstRow;
    if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
    const slot = row * columns + column;
    let cell = slots[slot];
    if (cell === undefined) {
      cell = emptyCell(zoom, kindCount, index);
      slots[slot] = cell;
      cells.push(cell);
    }
    addPoint(cell, kind[index], x[index], y[index]);
  }

  for (const cell of cells) {
    cell.x *= size / cell.count;
    cell.y *= size / cell.count;
  }

  const cellOf = (index) => {
    const column = Math.floor(x[index] * scale) - firstColumn;
    const row = Math.floor(y[index] * scale) - firstRow;
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return undefined;
    return survivor(slots[row * columns + column]);
  };

  const countTowns = () => {
    for (let index = 0; index < x.length; index += 1) {
      const cell = cellOf(index);
      if (!cell) continue;
      cell.towns ??= new Map();
      cell.towns.set(town[index], (cell.towns.get(town[index]) ?? 0) + 1);
    }
  };
  return { cells, cellOf, countTowns };
}

/** The server's cells (degrees) in the same form as ours. */
export function placeCells({ latitude, longitude, counts, west, south, east, north, town, in_town: inTown }, zoom) {
  const size = worldSize(zoom);
  return counts.map((kinds, index) => ({
    x: worldX(longitude[index]) * size,
    y: worldY(latitude[index]) * size,
    zoom,
    count: kinds.reduce((sum, count) => sum + count, 0),
    kinds: [...kinds],
    minX: worldX(west[index]),
    maxX: worldX(east[index]),
    minY: worldY(north[index]),
    maxY: worldY(south[index]),
    point: -1,
    towns: new Map([[town[index], inTown[index]]]),
    into: undefined,
  }));
}

/** How many points lie in a view. */
export function countPoints({ x, y }, view) {
  const size = worldSize(view.zoom);
  const [left, right] = [view.left / size, (view.left + view.width) / size];
  const [top, bottom] = [view.top / size, (view.top + view.height) / size];
  let count = 0;
  for (let index = 0; index < x.length; index += 1) {
    if (x[index] >= left && x[index] <= right && y[index] >= top && y[index] <= bottom) count += 1;
  }
  return count;
}

/** How many members have the cells whose centre lies in a view of their zoom. */
export function countCells(cells, { left, top, width, height }) {
  const inside = cells.filter(({ x, y }) => x >= left && x <= left + width && y >= top && y <= top + height);
  return inside.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Joins cells that would touch when drawn, largest first, until none do. `reach(count)` is the drawn radius in pixels;
 * two radii must not be more than CELL_SIZE together. The total number of members stays the same.
 */
export function mergeTouching(cells, reach) {
  let kept = cells;
  let before;
  do {
    before = kept.length;
    kept = mergeOnce(kept, reach);
  } while (kept.length < before);
  return kept;
}

/** Extent of a cell's members in degrees. */
export function extentOf({ minX, minY, maxX, maxY }) {
  return { west: longitudeOf(minX), south: latitudeOf(maxY), east: longitudeOf(maxX), north: latitudeOf(minY) };
}

/** Longer side of a cell's extent in pixels at a zoom level: 0 when all members share one spot. */
export function spread({ minX, minY, maxX, maxY }, zoom) {
  return Math.max(maxX - minX, maxY - minY) * worldSize(zoom);
}

/** { town, isWhole }: the town that most members of a cell are in, and whether all are; undefined where nobody knows. */
export function mainTown({ towns, count }) {
  let [town, most] = [-1, 0];
  for (const [one, members] of towns ?? []) if (members > most) [town, most] = [one, members];
  return town < 0 ? undefined : { town, isWhole: most === count };
}

/** Index of the kind of a cell whose members are all of one kind, otherwise -1. */
export function onlyKind({ kinds, count }) {
  return kinds.indexOf(count);
}

function emptyCell(zoom, kindCount, point) {
  const kinds = new Array(kindCount).fill(0);
  return { x: 0, y: 0, zoom, count: 0, kinds, minX: 1, maxX: 0, minY: 1, maxY: 0, point, towns: undefined, into: undefined };
}

function addPoint(cell, kind, x, y) {
  cell.x += x;
  cell.y += y;
  cell.count += 1;
  cell.kinds[kind] += 1;
  if (x < cell.minX) cell.minX = x;
  if (x > cell.maxX) cell.maxX = x;
  if (y < cell.minY) cell.minY = y;
  if (y > cell.maxY) cell.maxY = y;
}

function mergeOnce(cells, reach) {
  const largestFirst = [...cells].sort((one, other) => other.count - one.count);
  const buckets = new Map();
  const kept = [];
  for (const cell of largestFirst) {
    const other = touching(cell, buckets, reach);
    if (other) {
      absorb(other, cell);
    } else {
      kept.push(cell);
      const key = bucketKey(Math.floor(cell.x / CELL_SIZE), Math.floor(cell.y / CELL_SIZE));
      const bucket = buckets.get(key);
      if (bucket) bucket.push(cell);
      else buckets.set(key, [cell]);
    }
  }
  return kept;
}

function touching(cell, buckets, reach) {
  const column = Math.floor(cell.x / CELL_SIZE);
  const row = Math.floor(cell.y / CELL_SIZE);
  let nearest;
  let shortest = Infinity;
  for (let down = -1; down <= 1; down += 1) {
    for (let right = -1; right <= 1; right += 1) {
      for (const other of buckets.get(bucketKey(column + right, row + down)) ?? []) {
        const distance = Math.hypot(cell.x - other.x, cell.y - other.y);
        if (distance < reach(cell.count) + reach(other.count) && distance < shortest) {
          nearest = other;
          shortest = distance;
        }
      }
    }
  }
  return nearest;
}

// 2^21 columns of 64 pixels are more than a world at zoom 18 has, so a pair fits one exact number.
function bucketKey(column, row) {
  return row * 2 ** 21 + column;
}

function absorb(into, cell) {
  const count = into.count + cell.count;
  into.x = (into.x * into.count + cell.x * cell.count) / count;
  into.y = (into.y * into.count + cell.y * cell.count) / count;
  into.count = count;
  cell.kinds.forEach((members, kind) => {
    into.kinds[kind] += members;
  });
  into.minX = Math.min(into.minX, cell.minX);
  into.maxX = Math.max(into.maxX, cell.maxX);
  into.minY = Math.min(into.minY, cell.minY);
  into.maxY = Math.max(into.maxY, cell.maxY);
  for (const [town, members] of cell.towns ?? []) into.towns.set(town, (into.towns.get(town) ?? 0) + members);
  cell.into = into;
}

function survivor(cell) {
  let last = cell;
  while (last?.into) last = last.into;
  return last;
}
