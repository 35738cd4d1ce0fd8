// The small map of the flagship pages: the places that the page lists, the project's own with a ring. Knows what the page says; asks for no entries.

import { addNeighbours } from "../entry_detail/neighbours.js";
import { createBackground } from "../map/background.js";
import { createBaseMap, placeZoom } from "../map/base_map.js";
import { addSources, addZoomButtons } from "../map/controls.js";
import { tameGestures } from "../map/gestures.js";
import { kindIcon } from "../map/icon.js";
import { boundsOf, createMarker } from "../map/leaflet.js";

const FREE = 15; // pixels around a shape that place names keep away from
const EDGE = [32, 40]; // pixels that shapes keep from the edge of the map
const BUTTONS = [76, 40]; // and on the right, where the buttons are

for (const element of document.querySelectorAll("[data-map][data-places]")) {
  const places = JSON.parse(element.dataset.places);
  const points = places.map((one) => one.place);
  const own = places.find((one) => one.own);
  const fit = (shown) => shown.fitBounds(boundsOf(points), { paddingTopLeft: EDGE, paddingBottomRight: BUTTONS, maxZoom: placeZoom(element), animate: false });
  const map = createBaseMap(element, { start: fit });
  createBackground(map, { circles: () => points.map((one) => ({ ...map.project(one), radius: FREE })) });
  addNeighbours(map, { neighbours: places.filter((one) => one !== own), place: own?.place ?? [], list: document.querySelector("[data-places-list]") });
  if (own) {
    const className = `map-entry map-entry--self${own.exact ? "" : " map-entry--town"}`;
    createMarker(own.place, { className, size: [32, 32], content: kindIcon(own.kind), interactive: false, keyboard: false, zIndexOffset: 1000 }).addTo(map);
  }
  addZoomButtons(map);
  addSources(map);
  tameGestures(map);
}
