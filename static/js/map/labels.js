// Chooses which place names are written, and where, so that none lies on another or on an entry. Knows boxes and circles; knows no canvas.

const STEPS = [[12, 0], [11, 8_000], [10, 20_000], [9, 45_000], [8, 90_000], [7, 200_000], [0, 450_000]];
const AIR = 4; // pixels between two names
const BESIDE = 6; // pixels between a name and the circle that it stands beside

/** Inhabitants that a place needs to be named at a zoom level. */
export function populationFrom(zoom) {
  return STEPS.find(([from]) => zoom >= from)[1];
}

/**
 * `places`: [{ name, x, y, width, height }] by importance; `circles`: [{ x, y, radius }]; all in pixels.
 * Returns [{ name, x, y, ... }] of the places that fit, with x, y as the centre of the name.
 */
export function placeLabels(places, circles) {
  const taken = [];
  const placed = [];
  for (const place of places) {
    const spot = positions(place, circles).find((box) => isFree(box, taken, circles));
    if (!spot) continue;
    taken.push(spot);
    placed.push({ ...place, x: spot.x, y: spot.y });
  }
  return placed;
}

function positions({ x, y, width, height }, circles) {
  const own = circles.filter((circle) => Math.hypot(circle.x - x, circle.y - y) < circle.radius + height);
  const box = (dx, dy) => ({ x: x + dx, y: y + dy, width, height });
  if (own.length === 0) return [box(0, 0), box(0, height), box(0, -height)];
  const [{ x: cx, y: cy, radius }] = own.sort((one, other) => other.radius - one.radius);
  const down = radius + height / 2 + 1;
  const side = radius + width / 2 + BESIDE;
  return [box(cx - x, cy - y + down), box(cx - x, cy - y - down), box(cx - x + side, cy - y), box(cx - x - side, cy - y)];
}

function isFree(box, taken, circles) {
  return !taken.some((other) => overlap(box, other)) && !circles.some((circle) => covers(circle, box));
}

function overlap(one, other) {
  return (
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 + AIR && Math.abs(one.y - other.y) < (one.height + other.height) / 2 + AIR / 2
  );
}

function covers(circle, { x, y, width, height }) {
  const right = Math.max(Math.abs(circle.x - x) - width / 2, 0);
  const down = Math.max(Math.abs(circle.y - y) - height / 2, 0);
  return Math.hypot(right, down) < circle.radius;
}
