// Draws cells on a canvas: one entry as its shape, several as a number in a ring of kinds. Knows colours and shapes; knows no map.

import { onlyKind } from "./cells.js";
import { traceShape } from "./shapes.js";

const SHAPE_RADIUS = 8;
const HALO = 2.5;
const RING = 3.5;
const GAP = 1.5; // of paper between two segments of a ring, in pixels
const LARGEST = 29;
const NEAR = 12; // the zoom level from which the middle of a town is no longer its place: what stands there for the town is drawn empty
const OUTLINE = 2.5;

/** Drawn radius in pixels without the halo: grows by a few pixels with every power of ten. */
export function drawnRadius(count) {
  return count === 1 ? SHAPE_RADIUS : Math.min(LARGEST, 13 + 3.4 * Math.log10(count));
}

/** Radius that a cell keeps free of others. Twice the largest stays under the size of a cell. */
export function reach(count) {
  return drawnRadius(count) + HALO;
}

/** `cells` in world pixels, `isInTown` where a town is all that is known; `kinds` names their columns; `colour(token)`, `font` and `format(count)` say how it looks. */
export function paintCells(context, view, cells, { kinds, colour, font, format }) {
  context.save();
  context.translate(-view.left, -view.top);
  const smallestLast = [...cells].sort((one, other) => other.count - one.count);
  for (const cell of smallestLast) {
    if (cell.count === 1) paintShape(context, cell, kinds[onlyKind(cell)], { colour, isHollow: cell.isInTown && view.zoom >= NEAR });
    else paintDisc(context, cell, { kinds, colour });
  }
  const several = smallestLast.filter(({ count }) => count > 1);
  paintNumbers(context, several, { colour, font, format });
  context.restore();
}

function paintShape(context, { x, y }, kind, { colour, isHollow }) {
  context.beginPath();
  traceShape(context, kind, x, y, SHAPE_RADIUS);
  context.lineJoin = "round";
  context.lineWidth = 2 * HALO;
  context.strokeStyle = colour("paper");
  context.stroke();
  context.fillStyle = colour(isHollow ? "paper" : `kind-${kind}`);
  context.fill();
  if (!isHollow) return;
  context.lineWidth = OUTLINE;
  context.strokeStyle = colour(`kind-${kind}`);
  context.stroke();
}

// Reading a font costs more than writing a number, so that the numbers of one size are written together.
function paintNumbers(context, cells, { colour, font, format }) {
  context.fillStyle = colour("ink");
  context.textAlign = "center";
  context.textBaseline = "middle";
  const texts = cells.map(({ x, y, count }) => ({ x, y, text: count < 1000 ? String(count) : format(count) }));
  for (const [pixels, isSize] of [[12.5, (text) => text.length <= 4], [11, (text) => text.length > 4]]) {
    context.font = `600 ${pixels}px ${font}`;
    for (const { x, y, text } of texts) if (isSize(text)) context.fillText(text, x, y + 0.5);
  }
}

function paintDisc(context, { x, y, count, kinds: counts }, { kinds, colour }) {
  const radius = drawnRadius(count);
  context.beginPath();
  context.arc(x, y, radius + HALO / 2, 0, 2 * Math.PI);
  context.fillStyle = colour("paper");
  context.fill();
  paintRing(context, x, y, radius - RING / 2, segments(counts, count, radius), (kind) => colour(`kind-${kinds[kind]}`));
}

function paintRing(context, x, y, radius, parts, colourOf) {
  context.lineWidth = RING;
  context.lineCap = "butt";
  for (const { kind, from, to } of parts) {
    context.beginPath();
    context.arc(x, y, radius, from, to);
    context.strokeStyle = colourOf(kind);
    context.stroke();
  }
}

/** Angles of a ring's parts, clockwise from the top; a part too small for the gap keeps a visible sliver. */
export function segments(counts, total, radius) {
  const gap = onlyKind({ kinds: counts, count: total }) < 0 ? GAP / radius : 0;
  const parts = [];
  let angle = -Math.PI / 2;
  counts.forEach((count, kind) => {
    if (count === 0) return;
    const turn = (2 * Math.PI * count) / total;
    const inset = Math.min(gap, turn / 2) / 2;
    parts.push({ kind, from: angle + inset, to: angle + turn - inset });
    angle += turn;
  });
  return parts;
}
