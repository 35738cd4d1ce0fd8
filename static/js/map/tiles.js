// The map of streets from near: tiles, from which zoom on, and who is named for them. Knows the view alone; draws nothing itself.

import { addTileLayer } from "./leaflet.js";

// Roads and quarters, which our own sheet has not, can be told apart from here on; farther out tiles say what the sheet says,
// and the first view would ask for twenty of them.
export const TILES_FROM = 11;
const CLOSEST = 18; // of the tiles that there are
const TILED = 0.4; // of the land's size on each side: so far the server has tiles

/** Tiles that fail stay invisible, and the sheet below remains. `extent`: of the land; beyond it and a margin the server has none. */
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

/** Calls `onChange(credit)` at once and whenever it becomes another: the tiles' own where they are shown, else "". */
export function followTileCredit(map, onChange) {
  const { tileUrl, tileAttribution } = map.getContainer().dataset;
  let shown;
  const update = () => {
    const credit = tileUrl && map.getZoom() >= TILES_FROM ? tileAttribution : "";
    if (credit !== shown) onChange((shown = credit));
  };
  map.on("zoomend", update);
  update();
}
