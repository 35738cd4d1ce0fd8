// The small map of two entries that may be the same, each as the shape of its kind with its letter. Knows what the page says.

import { createBackground } from "../map/background.js";
import { createBaseMap, placeZoom } from "../map/base_map.js";
import { addSources, addZoomButtons } from "../map/controls.js";
import { tameGestures } from "../map/gestures.js";
import { kindIcon } from "../map/icon.js";
import { addLine, boundsOf, createMarker } from "../map/leaflet.js";

const FREE = 15; // pixels around a shape that place names keep away from
const EDGE = [48, 48]; // pixels that shapes keep from the edge of the map
const BUTTONS = [76, 48]; // and on the right, where the buttons are

for (const element of document.querySelectorAll("[data-compare] [data-map]")) {
  const entries = JSON.parse(element.closest("[data-compare]").dataset.compare);
  const points = entries.map((one) => one.place);
  const fit = (shown) => shown.fitBounds(boundsOf(points), { paddingTopLeft: EDGE, paddingBottomRight: BUTTONS, maxZoom: placeZoom(element), animate: false });
  const map = createBaseMap(element, { start: fit });
  createBackground(map, { circles: () => points.map((one) => ({ ...map.project(one), radius: FREE })) });
  if (points.length === 2) addLine(map, points, "compare-line");
  for (const [turn, entry] of entries.entries()) addEntry(map, entry, turn);
  addZoomButtons(map);
  addSources(map);
  tameGestures(map);
}

// The letters stand on different sides, so that two entries at one spot can both be read.
function addEntry(map, { place, kind, letter, name }, turn) {
  const box = document.createElement("span");
  box.className = "compare-point";
  const sign = document.createElement("b");
  sign.textContent = letter;
  box.append(...(turn ? [kindIcon(kind), sign] : [sign, kindIcon(kind)]));
  const anchor = turn ? [14, 14] : [50, 14];
  const marker = createMarker(place, { className: "compare-marker", size: [64, 28], anchor, content: box, interactive: false, keyboard: false });
  marker.addTo(map);
  marker.getElement().setAttribute("role", "img");
  marker.getElement().setAttribute("aria-label", `${letter}: ${name}`);
}
