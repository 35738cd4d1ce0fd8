// Districts as outlines in world units: which one lies at a point, and where in each is most room. Knows geometry; draws nothing.
//
// An area: { ags, name, rings, minX … maxY }    rings: closed, [[x, y], …]
//          { x, y, radius }                    the centre of the largest circle found inside, and its radius

const GRID = 10; // guesses on each side of an area
const FINER = 3; // rounds that look closer around the best guess

/** Of [{ ags, name, rings }], as land.js has them. */
export function areasOf(outlines) {
  return outlines.map(({ ags, name, rings }) => ({ ags, name, rings, ...extentOf(rings) }));
}

/** The same, each with the place where it has most room. */
export function roomyAreasOf(outlines) {
  return areasOf(outlines).map((area) => ({ ...area, ...roomIn(area) }));
}

/** The area at a point in world units, or undefined. */
export function areaAt(areas, { x, y }) {
  return areas.find((area) => x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY && holds(area.rings, x, y));
}

function extentOf(rings) {
  const extent = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (const [x, y] of rings.flat()) {
    extent.minX = Math.min(extent.minX, x);
    extent.maxX = Math.max(extent.maxX, x);
    extent.minY = Math.min(extent.minY, y);
    extent.maxY = Math.max(extent.maxY, y);
  }
  return extent;
}

function roomIn({ rings, minX, maxX, minY, maxY }) {
  let best = { x: (minX + maxX) / 2, y: (minY + maxY) / 2, radius: 0 };
  let centre = best;
  let width = maxX - minX;
  let height = maxY - minY;
  for (let round = 0; round <= FINER; round += 1) {
    for (let row = 0; row <= GRID; row += 1) {
      for (let column = 0; column <= GRID; column += 1) {
        const x = centre.x + (column / GRID - 0.5) * width;
        const y = centre.y + (row / GRID - 0.5) * height;
        const radius = distance(rings, x, y, best.radius);
        if (radius > best.radius && holds(rings, x, y)) best = { x, y, radius };
      }
    }
    centre = best;
    width /= GRID / 3;
    height /= GRID / 3;
  }
  return best;
}

// Even-odd rule: a point is inside when a ray to the right crosses the outlines an odd number of times; holes come out by themselves.
function holds(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
      const [x1, y1] = ring[index];
      const [x2, y2] = ring[before];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

/** Distance to the nearest outline; 0 when it is not more than `least`. */
function distance(rings, x, y, least) {
  let shortest = Infinity;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index += 1) {
      shortest = Math.min(shortest, squareToSegment(x, y, ring[index - 1], ring[index]));
      if (shortest <= least * least) return 0;
    }
  }
  return Math.sqrt(shortest);
}

function squareToSegment(x, y, [x1, y1], [x2, y2]) {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length)) : 0;
  return (x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2;
}
