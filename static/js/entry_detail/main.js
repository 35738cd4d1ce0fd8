// The small map on the page of one entry: its town, its shape at its place, and its neighbours. Knows what the page says; asks for no other entries.

import { createBackground } from "../map/background.js";
import { createBaseMap, placeZoom } from "../map/base_map.js";
import { addSources, addZoomButtons } from "../map/controls.js";
import { tameGestures } from "../map/gestures.js";
import { kindIcon } from "../map/icon.js";
import { readShape } from "../map/land.js";
import { boundsOf, createMarker, fill } from "../map/leaflet.js";
import { latitudeOf, longitudeOf } from "../map/mercator.js";
import { reach } from "./gathered.js";
import { addNeighbours } from "./neighbours.js";

const AIR = 3; // pixels between the shapes and a place's name
const EDGE = [48, 48]; // pixels that shapes keep from the edge of the map
const BUTTONS = [84, 48]; // and on the right, where the buttons are
const SLIM = [16, 16]; // the same around a town alone

for (const element of document.querySelectorAll("[data-map][data-point]")) {
  const { point, kind, shape } = element.dataset;
  const exact = "exact" in element.dataset;
  const place = point.split(",").map(Number);
  const list = document.querySelector("[data-neighbours]");
  const neighbours = list ? JSON.parse(list.dataset.neighbours) : [];
  const others = neighbours.map((one) => one.place);
  const places = [place, ...others];
  const town = shape ? placesOf(readShape(JSON.parse(shape))) : [];
  const map = createBaseMap(element, { start: fit });
  createBackground(map, { shape, circles: () => places.map((one) => ({ ...map.project(one), radius: reach(one, others, place) + AIR })) });
  if (list) addNeighbours(map, { neighbours, place, list });
  const className = `map-entry map-entry--self${exact ? "" : " map-entry--town"}`;
  createMarker(place, { className, size: [32, 32], content: kindIcon(kind), interactive: false, keyboard: false, zIndexOffset: 1000 }).addTo(map);
  addZoomButtons(map);
  addSources(map);
  tameGestures(map);

  // Of an entry known by its town alone, the town is what the map shows.
  function fit(shown) {
    const air = others.length ? { paddingTopLeft: EDGE, paddingBottomRight: BUTTONS } : { paddingTopLeft: SLIM, paddingBottomRight: SLIM };
    const wanted = exact ? places : [...places, ...town];
    fill(shown, boundsOf(wanted), { ...air, maxZoom: placeZoom(element), animate: false });
  }
}

function placesOf(rings) {
  return rings.flat().map(([x, y]) => [latitudeOf(y), longitudeOf(x)]);
}
