// Makes the bare Leaflet map from a [data-map] element: extent, zoom range, size, movement, focus. Knows no layers and no entries.

import { boundsOf, createMap, fill, stopGliding } from "./leaflet.js";
import { isCalm } from "./motion.js";
import { keepWholeOnPaper } from "./paper.js";
import { TILES_FROM } from "./tiles.js";

const CLOSEST = 18;
const FARTHEST = 6;
const SOURCES = 24; // pixels that their line is high

/** `start(map)` sets the first view; without it the whole extent is shown. */
export function createBaseMap(element, { start = showExtent } = {}) {
  const map = createMap(element, {
    attributionControl: false,
    zoomControl: false,
    minZoom: FARTHEST,
    maxZoom: CLOSEST,
    maxBounds: extentOf(element).pad(1), // a popup over the northernmost entry has room
    maxBoundsViscosity: 0.8,
    inertia: !isCalm(),
    zoomAnimation: !isCalm(),
    fadeAnimation: !isCalm(),
  });
  if (isCalm()) stopGliding(map);
  start(map);
  followSize(map, element, start);
  followPointer(element);
  keepWholeOnPaper(element);
  return map;
}

/** Zoom for one place: close with tiles, without them as far off as the sheet still shows where that is. */
export function placeZoom({ dataset }) {
  return dataset.tileUrl ? 14 : 11;
}

/** The extent of the land, as the page gives it: west,south,east,north in degrees. */
export function extentOf({ dataset }) {
  const [west, south, east, north] = dataset.extent.split(",").map(Number);
  return boundsOf([[south, west], [north, east]]);
}

/** Fills the map with an extent, above the line of sources. */
export function showWhole(map, bounds) {
  fill(map, bounds, { wholeFrom: TILES_FROM, paddingBottomRight: [0, SOURCES], animate: false });
}

function showExtent(map) {
  showWhole(map, extentOf(map.getContainer()));
}

/** Runs an action that needs the map's size: at once, or when a hidden map is shown. */
export function whenShown(element, action) {
  if (element.clientWidth > 0) {
    action();
    return;
  }
  const observer = new ResizeObserver(() => {
    if (element.clientWidth === 0) return;
    observer.disconnect();
    action();
  });
  observer.observe(element);
}

// A map that starts hidden has no size: it takes its first view when it is first shown. One that is hidden later keeps its own.
function followSize(map, element, start) {
  let hasStarted = element.clientWidth > 0;
  new ResizeObserver(() => {
    if (element.clientWidth === 0) return;
    map.invalidateSize({ animate: false });
    if (!hasStarted) start(map);
    hasStarted = true;
  }).observe(element);
}

// Leaflet focuses the map on a click; the frame around it is for those who came by keyboard.
function followPointer(element) {
  const mark = (byPointer) => () => element.classList.toggle("map--by-pointer", byPointer);
  element.addEventListener("pointerdown", mark(true), { capture: true });
  document.addEventListener("keydown", mark(false), { capture: true });
}
