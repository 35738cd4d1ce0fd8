// The small map on the page of one entry: its shape at its place, and its neighbours. Knows what the page says; asks for no other entries.

import { createBackground } from "../map/background.js";
import { createBaseMap, placeZoom } from "../map/base_map.js";
import { addSources, addZoomButtons } from "../map/controls.js";
import { tameGestures } from "../map/gestures.js";
import { kindIcon } from "../map/icon.js";
import { reach } from "./anchors.js";
import { addNeighbours } from "./neighbours.js";

const AIR = 3; // pixels between the shapes and a place's name
const EDGE = [48, 48]; // pixels that shapes keep from the edge of the map
const BUTTONS = [84, 48]; // and on the right, where the buttons are

for (const element of document.querySelectorAll("[data-map][data-point]")) {
  const { point, kind } = element.dataset;
  const place = point.split(",").map(Number);
  const list = document.querySelector("[data-neighbours]");
  const neighbours = list ? JSON.parse(list.dataset.neighbours) : [];
  const others = neighbours.map((one) => one.place);
  const places = [place, ...others];
  const fit = (shown) => shown.fitBounds(L.latLngBounds(places), { paddingTopLeft: EDGE, paddingBottomRight: BUTTONS, maxZoom: placeZoom(element), animate: false });
  const map = createBaseMap(element, { start: fit });
  createBackground(map, { circles: () => places.map((one) => ({ ...map.project(one), radius: reach(one, others, place) + AIR })) });
  if (list) addNeighbours(map, { neighbours, place, list });
  const icon = L.divIcon({ className: "map-entry map-entry--self", iconSize: [32, 32], html: kindIcon(kind) });
  L.marker(place, { icon, interactive: false, keyboard: false, zIndexOffset: 1000 }).addTo(map);
  addZoomButtons(map);
  addSources(map);
  tameGestures(map);
}
