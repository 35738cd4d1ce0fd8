// The outline of each kind of entry, drawn about a centre with about the same area. Knows geometry and a 2D path; knows no colours.
//
// static/img/kinds.svg holds the same outlines for templates; tests/js/shapes.test.mjs compares the two.

const UP = -Math.PI / 2;

function polygon(corners, radius, { turn = UP, lower = 0 } = {}) {
  return Array.from({ length: corners }, (_, corner) => {
    const angle = turn + (2 * Math.PI * corner) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle) + lower];
  });
}

function star(tips, outer, inner) {
  return Array.from({ length: 2 * tips }, (_, corner) => {
    const radius = corner % 2 ? inner : outer;
    const angle = UP + (Math.PI * corner) / tips;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Kind -> corners [x, y] about (0, 0), y downwards, for a shape of radius 1. */
export const OUTLINES = {
  company: polygon(48, 0.84),
  research: polygon(4, 1.05, { turn: Math.PI / 4 }),
  best_practice: polygon(3, 1.14, { lower: 0.22 }),
  product: polygon(4, 1.04),
  project: polygon(5, 0.97, { lower: 0.05 }),
  initiative: polygon(6, 0.94, { turn: 0 }),
  qualification: star(5, 1.12, 0.54),
};

/** Adds the closed outline of a kind to a canvas path; the caller fills or strokes it. */
export function traceShape(path, kind, x, y, radius) {
  const [first, ...others] = OUTLINES[kind] ?? OUTLINES.company;
  path.moveTo(x + first[0] * radius, y + first[1] * radius);
  for (const [right, down] of others) path.lineTo(x + right * radius, y + down * radius);
  path.closePath();
}

/** The outline as the `points` of an SVG polygon in a box of 24 by 24. */
export function svgPoints(kind) {
  const outline = OUTLINES[kind] ?? OUTLINES.company;
  return outline.map((corner) => corner.map((value) => Number((12 + value * 10).toFixed(2))).join(",")).join(" ");
}
