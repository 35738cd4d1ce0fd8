// The detailed map of streets from near: tiles of our own origin, where there are any. Knows the server's tiles; draws nothing itself.

import { addTileLayer } from "./leaflet.js";

/** The zoom level at which tiles take over: farther off, the drawn land shows all that fits. */
export const TILES_FROM = 11;
const CLOSEST = 18; // of the tiles that there are
const TILED = 0.4; // of the land's size on each side: so far the server has tiles

/** Tiles that fail stay invisible, and the drawn land below remains. `extent`: of the land; beyond it and a margin the server has none. */
export function addTiles(map, url, extent) {
  addTileLayer(map, url, {
    bounds: extent.pad(TILED),
    minZoom: TILES_FROM,
    maxNativeZoom: CLOSEST,
    maxZoom: map.getMaxZoom(),
    className: "map-tiles",
    keepBuffer: 1,
  });
}
