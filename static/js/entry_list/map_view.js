// Where the map looks: moves it, and tells the moves of the reader from those of the page. Knows Leaflet's view; knows no address.

import { showWhole, whenShown } from "../map/base_map.js";
import { fill, lookAt } from "../map/leaflet.js";
import { isCalm } from "../map/motion.js";
import { TILES_FROM } from "../map/tiles.js";
import { readView, writeView } from "../map/view_text.js";

const PAUSE = 150; // milliseconds after a move, in which another one makes it forgotten
const PADDING = [48, 48];
const CLOSEST = 13;

/** `onMoved(viewText)`: the reader has moved the map, by whatever means; `onPending(isPending)`: whether that is about to be told. */
export function createMapView(map, { onMoved, onPending }) {
  const element = map.getContainer();
  let known = textNow();
  let size = map.getSize();
  let isOurs = false;
  let timer;

  function textNow() {
    return writeView(map.getZoom(), map.getCenter());
  }

  map.on("moveend", () => {
    const before = { known, size, isOurs };
    known = textNow();
    size = map.getSize();
    isOurs = false;
    const isResized = !size.equals(before.size);
    if (known === before.known || before.isOurs || isResized) return;
    clearTimeout(timer);
    onPending(true);
    timer = setTimeout(() => {
      onPending(false);
      onMoved?.(known);
    }, PAUSE);
  });

  /** A move of the page's own; a map that is not shown makes it when it is. */
  function quietly(move) {
    whenShown(element, () => {
      clearTimeout(timer);
      onPending(false);
      isOurs = true;
      move();
    });
  }

  function fit(bounds, { animate = !isCalm() } = {}) {
    fill(map, bounds, { wholeFrom: TILES_FROM, padding: PADDING, maxZoom: CLOSEST, animate });
  }

  return {
    /** Brings bounds into view; `quiet`: the page does it, not the reader. */
    fit(bounds, { quiet = false } = {}) {
      if (quiet) quietly(() => fit(bounds));
      else fit(bounds);
    },
    /** Shows an extent in degrees: west,south,east,north. */
    show(bbox) {
      const [west, south, east, north] = bbox.split(",").map(Number);
      if (![west, south, east, north].every(Number.isFinite)) return;
      quietly(() => showWhole(map, [[south, west], [north, east]]));
    },
    /** Shows a view: zoom/latitude/longitude; nonsense and places off the map are ignored. */
    set(text) {
      const { minZoom, maxZoom, maxBounds } = map.options;
      const [west, south, east, north] = maxBounds.toBBoxString().split(",").map(Number);
      const view = readView(text, { minZoom, maxZoom, west, south, east, north });
      if (!view || text === known) return;
      quietly(() => lookAt(map, [view.latitude, view.longitude], view.zoom));
    },
  };
}
