// The map sheet under the entries: district shapes, place names, and tiles where there are any. Knows regions and colours; knows no entries.

import { extentOf } from "./base_map.js";
import { createColours, fontOf } from "./colours.js";
import { placeLabels, populationFrom } from "./labels.js";
import { worldSize } from "./mercator.js";
import { createNotice } from "./notice.js";
import { loadRegions } from "./regions.js";
import { Sheet } from "./sheet.js";
import { TILES_FROM } from "./tiles.js";

const CITY = 200_000; // inhabitants from which a name is written larger
const TILED = 0.4; // of the land's size on each side: so far the server has tiles

/**
 * Draws the land at once and the regions when they are there. `circles()`: what names must not lie under, in world pixels of the
 * present zoom; `isLed`: whoever draws these says when to draw the names. `onRegions({ districts, places })`: for others who need them.
 * `notice`: where a failure is said, when the map has one already. `onPending(isPending)`: whether the regions are on their way.
 */
export function createBackground(map, { circles, isLed = false, onRegions, onPending, notice = createNotice(map) } = {}) {
  const { tileUrl, regionsUrl } = map.getContainer().dataset;
  addPane(map, "land", 150);
  addPane(map, "labels", 160);
  if (tileUrl) addTiles(map, tileUrl);

  let places = [];
  const sheet = new Sheet({ pane: "labels", draw, isLed });
  const colour = createColours(map.getContainer(), { onChange: () => sheet.redraw() });
  map.addLayer(sheet);
  load();

  async function load() {
    onPending?.(true);
    try {
      const regions = await loadRegions(regionsUrl);
      places = regions.places;
      addDistricts(map, regions.districts);
      sheet.redraw();
      onRegions?.(regions);
    } catch {
      notice.show("regions", load);
    }
    onPending?.(false);
  }

  function draw(context, view) {
    const font = fontOf(map.getContainer());
    const taken = (circles?.() ?? []).map(({ x, y, radius }) => ({ x: x - view.left, y: y - view.top, radius }));
    const names = placeLabels(measured(context, view, font), taken);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = colour("map-land");
    context.fillStyle = colour("map-label");
    for (const { name, x, y, style } of names) {
      context.font = style;
      context.strokeText(name, x, y);
      context.fillText(name, x, y);
    }
  }

  function measured(context, { zoom, left, top, width, height }, font) {
    const size = worldSize(zoom);
    const least = populationFrom(zoom);
    const named = [];
    for (const { name, population, x, y } of places) {
      if (population < least) break;
      const spot = { name, x: x * size - left, y: y * size - top };
      if (spot.x < 0 || spot.y < 0 || spot.x > width || spot.y > height) continue;
      const pixels = population >= CITY ? 13 : 11.5;
      const style = `${population >= CITY ? 600 : 400} ${pixels}px ${font}`;
      context.font = style;
      named.push({ ...spot, style, width: context.measureText(name).width, height: pixels * 1.2 });
    }
    return named;
  }

  return { redraw: () => sheet.redrawSoon() };
}

function addPane(map, name, level) {
  const pane = map.createPane(name);
  pane.style.zIndex = level;
  pane.style.pointerEvents = "none";
}

// The stylesheet colours both layers: a wide outline of the whole land below, the districts with their hairlines above.
function addDistricts(map, districts) {
  const renderer = L.svg({ pane: "land", padding: 0.5 });
  for (const className of ["map-coast", "map-district"]) {
    L.geoJSON(districts, { pane: "land", renderer, interactive: false, smoothFactor: 0, style: { className } }).addTo(map);
  }
}

// Tiles that fail stay invisible, and the sheet below remains. Beyond the bounds the server has none.
function addTiles(map, url) {
  const bounds = extentOf(map.getContainer()).pad(TILED);
  L.tileLayer(url, { bounds, minZoom: TILES_FROM, maxNativeZoom: 18, maxZoom: map.getMaxZoom(), className: "map-tiles", keepBuffer: 1 }).addTo(map);
}
