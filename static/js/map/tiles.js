// From which zoom the map has tiles, and who is named for them. Knows the view alone; draws nothing.

// Roads and quarters, which our own sheet has not, can be told apart from here on; farther out tiles say what the sheet says,
// and the first view would ask for twenty of them.
export const TILES_FROM = 11;

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
