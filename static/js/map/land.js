// The land as the server says it: outlines, rivers and places, fetched once and decoded into world units. Knows the server's columns; draws nothing.
//
// A line: Float64Array x, y, x, y … in world units, with its extent { minX … maxY } beside it: { points, minX … maxY }

import { areaAt, areasOf } from "./areas.js";
import { worldX, worldY } from "./mercator.js";

const AT_HOME = 0.25; // of its points that a river has in the state at least, to be named

const asked = new Map(); // url -> promise

/**
 * The whole: { districts: areas as in areas.js, borders: lines between them, each with `isOuter`, rivers: [{ name, lines }],
 * riverNames: [{ name, population, x, y }], towns: [{ ags, name, population, x, y }] largest first }. Rings: [[x, y], …], closed.
 */
export function loadLand(url) {
  return load(url, readLand);
}

/** What shows from near: { municipalities: [{ ags, rings }], borders, places: [{ name, population, x, y }] }. */
export function loadCloser(url) {
  return load(url, readCloser);
}

function load(url, read) {
  if (!asked.has(url)) asked.set(url, fetchJson(url).then(read));
  asked.get(url).catch(() => asked.delete(url)); // the next one tries again
  return asked.get(url);
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

export function readLand({ degree, districts, rivers, towns }) {
  const { areas: outlines, borders } = readAreas(districts, degree);
  const areas = areasOf(outlines.map((area, index) => ({ ...area, name: districts.name[index] })));
  const courses = rivers.name.map((name, index) => ({ name, lines: readLines(rivers.lines[index], degree) }));
  return {
    districts: areas,
    borders,
    rivers: courses,
    riverNames: courses.flatMap((river) => placeOf(river, areas)),
    towns: readPlaces(towns, degree).map((place, index) => ({ ags: towns.ags[index], ...place })),
  };
}

export function readCloser({ degree, municipalities, places }) {
  const { areas, borders } = readAreas(municipalities, degree);
  return { municipalities: areas, borders, places: readPlaces(places, degree) };
}

/** The rings of one area that a page brings: { degree, rings } -> [[[x, y], …], …]. */
export function readShape({ degree, rings }) {
  return readLines(rings, degree).map(({ points }) => pairs(points));
}

/** Where a river's name belongs: at the middle of its points in the state. One that only touches it may have another name there. */
function placeOf({ name, lines }, districts) {
  const points = lines.flatMap((line) => pairs(line.points)).map(([x, y]) => ({ x, y }));
  const inside = points.filter((point) => areaAt(districts, point));
  return inside.length >= points.length * AT_HOME ? [{ name, population: 0, ...inside[Math.floor(inside.length / 2)] }] : [];
}

function readAreas({ ags, rings, lines: numbers }, degree) {
  const lines = readLines(numbers, degree);
  const owners = lines.map(() => []);
  const areas = ags.map((key, index) => {
    for (const number of rings[index].flat()) owners[number < 0 ? ~number : number].push(key);
    return { ags: key, rings: rings[index].map((ring) => joined(ring, lines)) };
  });
  const borders = lines.map((line, index) => ({ ...line, isOuter: owners[index].length < 2, between: owners[index] }));
  return { areas, borders };
}

/** `~number` runs a line backwards; where two lines meet, their common point stands once. */
function joined(numbers, lines) {
  const ring = [];
  for (const number of numbers) {
    const points = number < 0 ? pairs(lines[~number].points).reverse() : pairs(lines[number].points);
    ring.push(...(ring.length ? points.slice(1) : points));
  }
  return ring;
}

function pairs(points) {
  return Array.from({ length: points.length / 2 }, (_, index) => [points[2 * index], points[2 * index + 1]]);
}

function readLines(lines, degree) {
  let [startX, startY] = [0, 0];
  return lines.map((numbers) => {
    startX += numbers[0];
    startY += numbers[1];
    return readLine(numbers, startX, startY, degree);
  });
}

function readLine(numbers, startX, startY, degree) {
  const points = new Float64Array(numbers.length);
  const line = { points, minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  let [x, y] = [startX, startY];
  for (let index = 0; index < numbers.length; index += 2) {
    if (index > 0) {
      x += numbers[index];
      y += numbers[index + 1];
    }
    points[index] = worldX(x / degree);
    points[index + 1] = worldY(y / degree);
    line.minX = Math.min(line.minX, points[index]);
    line.maxX = Math.max(line.maxX, points[index]);
    line.minY = Math.min(line.minY, points[index + 1]);
    line.maxY = Math.max(line.maxY, points[index + 1]);
  }
  return line;
}

function readPlaces({ name, population, x, y }, degree) {
  return name.map((one, index) => ({
    name: one,
    population: population[index],
    x: worldX(x[index] / degree),
    y: worldY(y[index] / degree),
  }));
}
