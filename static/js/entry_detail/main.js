// The small map on the page of one entry: its shape at its place. Knows one point; asks for no other entries.

import { createBackground } from "../map/background.js";
import { createBaseMap, placeZoom } from "../map/base_map.js";
import { addSources, addZoomButtons } from "../map/controls.js";
import { tameGestures } from "../map/gestures.js";
import { kindIcon } from "../map/icon.js";

const FREE = 15; // pixels around the shape that place names keep away from

for (const element of document.querySelectorAll("[data-map][data-point]")) {
  const { point, kind } = element.dataset;
  const place = point.split(",").map(Number);
  const map = createBaseMap(element, { start: (shown) => shown.setView(place, placeZoom(element), { animate: false }) });
  createBackground(map, { circles: () => [{ ...map.project(place), radius: FREE }] });
  const icon = L.divIcon({ className: "map-entry", iconSize: [32, 32], html: kindIcon(kind) });
  L.marker(place, { icon, interactive: false, keyboard: false }).addTo(map);
  addZoomButtons(map);
  addSources(map);
  tameGestures(map);
}
