// Small SVG drawings as DOM elements. Knows outlines and SVG; what an icon stands for is said by the element around it.

import { svgPoints } from "./shapes.js";

const SVG = "http://www.w3.org/2000/svg";

function svg(className, child) {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("viewBox", "0 0 24 24");
  root.setAttribute("class", className);
  root.setAttribute("aria-hidden", "true");
  root.setAttribute("focusable", "false");
  root.append(child);
  return root;
}

/** The filled shape of a kind in its colour. */
export function kindIcon(kind) {
  const shape = document.createElementNS(SVG, "polygon");
  shape.setAttribute("points", svgPoints(kind));
  const icon = svg("kind-icon", shape);
  icon.style.color = `var(--kind-${kind})`;
  return icon;
}

/** A line drawing in the current text colour; `path` is SVG path data in a box of 24 by 24. */
export function lineIcon(path) {
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  return svg("line-icon", line);
}
