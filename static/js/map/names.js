// Which names are written at a zoom, and where: decided by the places alone, so that each stands at one spot whatever else is drawn.
// What an entry, a button or another name would cover is left out, never moved. Knows boxes and circles; knows no canvas.
//
// A name: { name, x, y, width, height, look, sign }    (x, y): its middle, in world pixels of the zoom; sign: { x, y, size } of the place

import { createVicinity } from "./vicinity.js";

const STEPS = [[10, 0], [9.4, 12_000], [9, 25_000], [8.5, 55_000], [7.8, 90_000], [7, 200_000], [0, 450_000]];
const PARTS = [[13, 0], [12, 10_000], [11.4, 30_000]]; // the same for parts of towns
const AROUND = 10; // up to this zoom what lies around the state is named
const AIR = 4; // pixels between two names
const HEIGHT = 1.05; // of a line of text, in its size
const RIM = 3; // pixels of an entry's rim that a name may touch

const TOWN = { ink: "map-label", halo: "map-land", spacing: 0 };
const LOOKS = [
  { from: 500_000, ...TOWN, weight: 650, pixels: 14.5, sign: 3.4, clear: 23 },
  { from: 200_000, ...TOWN, weight: 600, pixels: 13, sign: 3, clear: 22 },
  { from: 60_000, ...TOWN, weight: 500, pixels: 12, sign: 2.4, clear: 19 },
  { from: 0, ...TOWN, weight: 400, pixels: 11.5, sign: 1.9, clear: 17 },
];
const PART = { ...TOWN, ink: "map-label-soft", weight: 400, pixels: 11, sign: 1.5, clear: 6 };
const RIVER = { ink: "map-river", halo: "map-land", spacing: 0.5, weight: "italic 400", pixels: 11.5, clear: 7 };
const RIVERS = 8.6; // from this zoom on rivers are named
const OUTSIDE = { ink: "map-label-soft", halo: "map-outside", spacing: 2, weight: 400, pixels: 11.5 };
const GROUND = { ...OUTSIDE, halo: "map-land" };

// Where a name may stand about its place: as far off as an entry's ring there would reach, in one of eight directions.
const SPOTS = Array.from({ length: 8 }, (_, eighth) => (eighth * Math.PI) / 4).map((angle) => [round(Math.cos(angle)), round(Math.sin(angle))]);
const ORDER = [0, 1, 7, 2, 6, 3, 5, 4]; // eighths from the wanted direction: that one, then those beside it, at last the opposite
const UPPER_RIGHT = [Math.SQRT1_2, -Math.SQRT1_2]; // where a name stands that nothing pulls
const PULL = 60; // pixels within which other towns pull the rings of entries, and so push the name away
const NEARER = 3; // pixels that a name must be nearer to its own place than to others
const RIVAL = 2; // times as many inhabitants as another place has: then that one is no rival for its name
const WIDEST = 200; // pixels that a name is wide at most

/**
 * The names of a zoom: of the `towns` [{ name, population, x, y }] in world units, largest first, of the `rivers`, of `parts` of towns, and
 * of what lies `around` the state. `size`: the world's in pixels; `measure(text, look)`: width of a text.
 */
export function layNames({ towns, rivers = [], parts, around }, { zoom, size, measure }) {
  const laid = [];
  const boxes = createVicinity(WIDEST);
  const signs = createVicinity(WIDEST);
  const crowd = createVicinity(PULL, towns.map(({ x, y, population }) => ({ x: x * size, y: y * size, population })));
  const box = (name, look, x, y) => ({ name, look, x, y, width: measure(name, look), height: look.pixels * HEIGHT });
  const isFree = (one) => !boxes.some(one, (other) => overlap(one, other, AIR)) && !signs.some(one, (sign) => overlap(one, sign, 0));
  const lay = (name) => {
    laid.push(name);
    boxes.add(name);
    if (name.sign) signs.add(name.sign);
  };

  if (zoom <= AROUND) {
    for (const { name, x, y } of around) lay({ ...box(name.toLocaleUpperCase(), OUTSIDE, x * size, y * size), sign: undefined });
  }
  const named = [
    ...upTo(towns, least(STEPS, zoom)).map((town) => [town, LOOKS.find(({ from }) => town.population >= from)]),
    ...(zoom >= RIVERS ? rivers.map((river) => [river, RIVER]) : []),
    ...upTo(parts, least(PARTS, zoom)).map((part) => [part, PART]),
  ].map(([{ name, x, y, population }, look]) => ({ name, look, sign: { ...signBox(x * size, y * size, look.sign ?? 0), population } }));
  const places = createVicinity(WIDEST, named.map(({ sign }) => sign));
  for (const { name, look, sign } of named) {
    if (boxes.some(sign, (other) => overlap(sign, other, 0))) continue;
    const isRival = (other) => other !== sign && other.population * RIVAL > sign.population;
    const isOwn = (spot) => !places.some(sign, (other) => isRival(other) && distance(other, spot) <= look.clear + NEARER);
    const wanted = box(name, look, sign.x, sign.y);
    const spots = awayFrom(sign, crowd).map((way) => beside(wanted, way, look.clear));
    const spot = spots.find((one) => isFree(one) && isOwn(one));
    if (spot) lay({ ...spot, sign: look.sign ? sign : undefined });
  }
  return laid;
}

/** Names again and again across wide ground, where else none would be in view: at fixed spots, `gridOf(view)`, that no other name takes. */
export function repeatNames(spots, laid, { measure }) {
  const free = [];
  for (const { name, x, y } of spots) {
    const box = { name: name.toLocaleUpperCase(), look: GROUND, x, y, height: GROUND.pixels * HEIGHT, sign: undefined };
    box.width = measure(box.name, GROUND);
    if (!laid.some((other) => overlap(box, other, 8 * AIR))) free.push(box);
  }
  return free;
}

/**
 * Those that nothing covers: `circles` [{ x, y, radius }] of entries, `boxes` [{ x, y, width, height }] of buttons, the edge of the `frame`
 * [left, top, right, bottom] that is seen; all in the same pixels.
 */
export function standing(names, { circles, boxes, frame }) {
  const isFree = (name) => !circles.some((circle) => covers(circle, name)) && !boxes.some((other) => overlap(name, other, 0));
  return names.filter((name) => !isCut(name, frame) && isFree(name));
}

/** Whether an edge of the frame runs through the box. */
function isCut({ x, y, width, height }, [left, top, right, bottom]) {
  const [west, east, north, south] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  const isOutside = east <= left || west >= right || south <= top || north >= bottom;
  const isInside = west >= left && east <= right && north >= top && south <= bottom;
  return !isOutside && !isInside;
}

function least(steps, zoom) {
  return steps.find(([from]) => zoom >= from)?.[1] ?? Infinity;
}

function upTo(places, population) {
  const end = places.findIndex((one) => one.population < population);
  return end < 0 ? places : places.slice(0, end);
}

/** The directions, first those that lead away from other towns, as they are large and near. */
function awayFrom(sign, others) {
  let [right, down] = UPPER_RIGHT.map((part) => part * sign.population * 0.1);
  others.some(sign, ({ x, y, population }) => {
    const far = Math.hypot(x - sign.x, y - sign.y);
    if (far > 0 && far < PULL) {
      const pull = population * (1 / far - 1 / PULL);
      right -= pull * (x - sign.x);
      down -= pull * (y - sign.y);
    }
    return false;
  });
  const eighth = Math.round(Math.atan2(down, right) / (Math.PI / 4) + 8) % 8;
  return ORDER.map((turn) => SPOTS[(eighth + turn) % 8]);
}

/** The box as far beside its place as `clear`, in one of eight directions. */
function beside(box, [right, down], clear) {
  return {
    ...box,
    x: box.x + right * clear + Math.sign(right) * (box.width / 2),
    y: box.y + down * clear + Math.sign(down) * (box.height / 2),
  };
}

function signBox(x, y, size) {
  return { x, y, size, width: 2 * size, height: 2 * size };
}

function overlap(one, other, air) {
  return (
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 + air && Math.abs(one.y - other.y) < (one.height + other.height) / 2 + air / 2
  );
}

function covers(circle, box) {
  return distance(circle, box) < circle.radius - RIM;
}

function distance({ x, y }, box) {
  return Math.hypot(Math.max(Math.abs(x - box.x) - box.width / 2, 0), Math.max(Math.abs(y - box.y) - box.height / 2, 0));
}

function round(part) {
  return Math.abs(part) < 1e-9 ? 0 : part;
}
