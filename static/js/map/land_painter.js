// Draws the land on a canvas: ground, rivers, borders, and the signs of towns with their names. Knows outlines and colours; knows no map and no entries.

import { worldSize } from "./mercator.js";

/** The zoom level from which borders of municipalities show. */
export const NEAR = 9.5;
const STEP = 0.7; // pixels: what lies nearer to the point before is not drawn
const SHORE = 9; // pixels of the soft edge around the state
const TINT = 0.12; // how much of its colour an area that is meant has
const DISTANT = 0.45; // how much of a river's colour there is outside of the state

/**
 * `land` and `closer` as in land.js, `closer` once it is there; `colour(token)` says how it looks. The ground is covered; `isOverlay`:
 * the borders alone, thin, above a map of somebody else. `marked`: rings of an area that is meant.
 */
export function paintLand(context, view, { land, closer, marked, colour, isOverlay = false }) {
  context.save();
  context.translate(-view.left, -view.top);
  context.lineJoin = "round";
  context.lineCap = "round";
  if (!isOverlay) paintGround(context, view, land, colour);
  if (marked) tint(context, view, marked, colour);
  paintBorders(context, view, { land, closer, colour, isOverlay });
  if (marked) outline(context, view, marked, colour);
  context.restore();
}

/** `names` as in names.js, those that stand. `colour(token)` and `font` say how they look. */
export function paintNames(context, view, { names, signs, colour, font }) {
  context.save();
  context.translate(-view.left, -view.top);
  context.lineJoin = "round";
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const sign of signs) paintSign(context, sign, colour);
  for (const { name, x, y, look } of names) {
    context.font = `${look.weight} ${look.pixels}px ${font}`;
    context.letterSpacing = `${look.spacing}px`;
    context.lineWidth = 3.5;
    context.strokeStyle = colour(look.halo);
    context.fillStyle = colour(look.ink);
    if (look.halo) context.strokeText(name, x, y);
    context.fillText(name, x, y);
  }
  context.letterSpacing = "0px";
  context.restore();
}

function paintGround(context, view, { districts, borders, rivers }, colour) {
  const outer = borders.filter((line) => line.isOuter && isIn(view, line));
  context.globalAlpha = DISTANT;
  paintRivers(context, view, rivers, colour);
  context.globalAlpha = 1;
  trace(context, view, outer);
  stroke(context, SHORE, colour("map-shore"));
  context.beginPath();
  // Neighbours run along their border in opposite directions: by the rule of winding numbers it leaves no seam.
  for (const area of districts) if (isIn(view, area)) for (const ring of area.rings) traceRing(context, view, ring);
  context.fillStyle = colour("map-land");
  context.fill("nonzero");
  context.save();
  if (outer.length > 0) context.clip("nonzero");
  paintRivers(context, view, rivers, colour);
  context.restore();
}

function tint(context, view, rings, colour) {
  context.beginPath();
  for (const ring of rings) traceRing(context, view, ring);
  context.globalAlpha = TINT;
  context.fillStyle = colour("accent");
  context.fill("evenodd");
  context.globalAlpha = 1;
}

function outline(context, view, rings, colour) {
  context.beginPath();
  for (const ring of rings) traceRing(context, view, ring);
  stroke(context, 2, colour("accent"));
}

function paintRivers(context, view, rivers, colour) {
  trace(context, view, rivers.flatMap(({ lines }) => lines));
  stroke(context, Math.min(3.5, 1.2 + 0.4 * Math.max(0, view.zoom - 8)), colour("map-water"));
}

function paintBorders(context, view, { land, closer, colour, isOverlay }) {
  if (closer && view.zoom >= NEAR) {
    trace(context, view, closer.borders.filter(isWithinDistrict));
    stroke(context, isOverlay ? 0.75 : 1, colour(isOverlay ? "map-border" : "map-hairline"));
  }
  trace(context, view, land.borders.filter((line) => !line.isOuter));
  const width = Math.min(1.6, 0.9 + 0.2 * Math.max(0, view.zoom - 8));
  stroke(context, isOverlay ? 1 : width, colour(isOverlay ? "map-frontier" : "map-border"));
  trace(context, view, land.borders.filter((line) => line.isOuter));
  stroke(context, 1.5, colour("map-frontier"));
}

const DISTRICT = 5; // digits of the official key

function isWithinDistrict({ between: [one, other] }) {
  return other !== undefined && one.slice(0, DISTRICT) === other.slice(0, DISTRICT);
}

function paintSign(context, { x, y, size }, colour) {
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fillStyle = colour("map-land");
  context.fill();
  stroke(context, 1.25, colour("map-label"));
}

function stroke(context, width, colour) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

/** A path of the lines that reach into the view, without what no eye could tell apart. */
function trace(context, view, lines) {
  const size = worldSize(view.zoom);
  context.beginPath();
  for (const line of lines) {
    if (!isIn(view, line)) continue;
    const { points } = line;
    let x = points[0] * size;
    let y = points[1] * size;
    context.moveTo(x, y);
    const last = points.length - 2;
    for (let index = 2; index <= last; index += 2) {
      const nextX = points[index] * size;
      const nextY = points[index + 1] * size;
      if (index < last && Math.abs(nextX - x) < STEP && Math.abs(nextY - y) < STEP) continue;
      x = nextX;
      y = nextY;
      context.lineTo(x, y);
    }
  }
}

/** Whether the extent of a line or an area reaches into the view, or as near as a border is wide. */
function isIn({ zoom, left, top, width, height }, { minX, maxX, minY, maxY }) {
  const size = worldSize(zoom);
  return maxX * size > left - SHORE && minX * size < left + width + SHORE && maxY * size > top - SHORE && minY * size < top + height + SHORE;
}

function traceRing(context, { zoom }, ring) {
  const size = worldSize(zoom);
  ring.forEach(([x, y], index) => (index ? context.lineTo(x * size, y * size) : context.moveTo(x * size, y * size)));
  context.closePath();
}
