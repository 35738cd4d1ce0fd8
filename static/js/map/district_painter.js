// Draws districts on a canvas: shade, outline, number, and the name where there is room. Knows outlines and colours; knows no map.

import { worldSize } from "./mercator.js";

const NUMBER = 13; // pixels of text
const DIGIT = 9; // pixels that a digit is high
const NAME = 12;
const LINE = 15;
const DARK = 4; // shades from here on carry the light text, in the dark scheme the dark one

/**
 * `shadeAt(area)` from 0 to 5, `number(area)` as shown, `outlined`: [area, width] of those with a line of their own,
 * `colour(token)` and `font` say how it looks.
 */
export function paintDistricts(context, view, areas, { shadeAt, number, outlined, colour, font }) {
  const size = worldSize(view.zoom);
  context.save();
  context.translate(-view.left, -view.top);
  context.lineJoin = "round";
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const area of areas) {
    const shade = shadeAt(area);
    trace(context, area, size);
    context.fillStyle = colour(shade ? `shade-${shade}` : "map-land");
    context.fill("evenodd");
    stroke(context, 1, colour(shade ? "map-land" : "map-border"));
  }
  for (const [area, width] of outlined) {
    trace(context, area, size);
    stroke(context, width + 3, colour("paper"));
    stroke(context, width, colour("ink"));
  }
  for (const area of areas) paintTexts(context, area, size, { shade: shadeAt(area), text: number(area), colour, font });
  context.restore();
}

function paintTexts(context, { name, x, y, radius }, size, { shade, text, colour, font }) {
  const room = radius * size;
  const fits = (words, height) => Math.hypot(context.measureText(words).width / 2, height / 2) <= room;
  const numberFont = `600 ${NUMBER}px ${font}`;
  context.font = numberFont;
  if (!fits(text, DIGIT)) return;
  context.fillStyle = colour(inkOn(shade));
  context.font = `400 ${NAME}px ${font}`;
  const hasName = fits(name, 2 * LINE);
  if (hasName) context.fillText(name, x * size, y * size - LINE / 2);
  context.font = numberFont;
  context.fillText(text, x * size, y * size + (hasName ? LINE / 2 : 0));
}

function inkOn(shade) {
  if (shade === 0) return "muted";
  return shade < DARK ? "ink" : "accent-ink";
}

function stroke(context, width, colour) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

function trace(context, { rings }, size) {
  context.beginPath();
  for (const ring of rings) {
    ring.forEach(([x, y], index) => (index ? context.lineTo(x * size, y * size) : context.moveTo(x * size, y * size)));
    context.closePath();
  }
}
