// The map sheet under the entries: the land, its names, and tiles where there are any. Knows land and colours; knows no entries.

import { areaAt, areasOf } from "./areas.js";
import { extentOf } from "./base_map.js";
import { createColours, fontOf } from "./colours.js";
import { loadCloser, loadLand, readShape } from "./land.js";
import { NEAR, paintLand, paintNames } from "./land_painter.js";
import { controlBoxes } from "./leaflet.js";
import { worldSize, worldX, worldY } from "./mercator.js";
import { layNames, repeatNames, standing } from "./names.js";
import { createNotice } from "./notice.js";
import { Sheet } from "./sheet.js";
import { addTiles, TILES_FROM } from "./tiles.js";

const ALONE = 13; // from this zoom on a view may hold no town's own name
const GRID = [440, 300]; // pixels between the names that repeat there

/**
 * Draws the land when it is there. `circles()`: what names must not lie under, in world pixels of the present zoom; `isLed`: whoever
 * draws these says when to draw the names. `onLand({ districts, towns })`: for others who need them. `shape`: rings of an area, as a
 * page brings them, that is marked. `notice`: where a failure is said, when the map has one already. `onPending(isPending)`: whether
 * some of the land is on its way.
 */
export function createBackground(map, { circles, isLed = false, onLand, onPending, shape, notice = createNotice(map) } = {}) {
  const { tileUrl, landUrl, closerUrl, around } = map.getContainer().dataset;
  addPane(map, "land", 150);
  addPane(map, "labels", 160);
  addPane(map, "borders", 250); // above the tiles
  if (tileUrl) addTiles(map, tileUrl, extentOf(map.getContainer()));

  let land;
  let closer;
  let municipalities = []; // of closer, with their names
  let marked = shape && readShape(JSON.parse(shape));
  let laid; // { zoom, names }
  const widths = new Map();
  const neighbours = JSON.parse(around ?? "[]").map(([name, latitude, longitude]) => ({ name, x: worldX(longitude), y: worldY(latitude) }));
  const colour = createColours(map.getContainer(), { onChange: () => sheets.forEach((sheet) => sheet.redraw()) });
  const ground = new Sheet({ pane: "land", draw: drawLand });
  const names = new Sheet({ pane: "labels", draw: drawNames, isLed });
  const overlay = new Sheet({ pane: "borders", draw: drawOverlay });
  const sheets = [ground, names, ...(tileUrl ? [overlay] : [])];
  for (const sheet of sheets) map.addLayer(sheet);
  load("land", loadLand, landUrl, (whole) => {
    land = whole;
    ground.element.dataset.districts = String(land.districts.length);
    onLand?.(whole);
  });
  map.on("zoomend moveend", needCloser);
  needCloser();

  async function load(name, from, url, onReady) {
    onPending?.(true);
    try {
      onReady(await from(url));
      laid = undefined;
      for (const sheet of sheets) sheet.redraw();
    } catch {
      notice.show(name, () => load(name, from, url, onReady));
    }
    onPending?.(false);
  }

  function needCloser() {
    if (closer !== undefined || !map.getContainer().clientWidth || map.getZoom() < NEAR) return;
    closer = null;
    load("closer", loadCloser, closerUrl, (all) => {
      closer = all;
      ground.element.dataset.municipalities = String(closer.municipalities.length);
    });
  }

  function drawLand(context, view) {
    if (land) paintLand(context, view, { land, closer, marked, colour });
  }

  function drawOverlay(context, view) {
    if (land && view.zoom >= TILES_FROM) paintLand(context, view, { land, closer, marked, colour, isOverlay: true });
  }

  function drawNames(context, view) {
    if (!land) return;
    const font = fontOf(map.getContainer());
    const measure = (text, look) => measured(context, text, look, font);
    const size = worldSize(view.zoom);
    if (laid?.zoom !== view.zoom) {
      const places = { towns: land.towns, rivers: land.riverNames, parts: closer?.places ?? [], around: neighbours };
      laid = { zoom: view.zoom, names: layNames(places, { zoom: view.zoom, size, measure }) };
    }
    const inView = laid.names.filter((name) => isNear(name, view));
    const repeated = view.zoom >= ALONE && closer ? repeatNames(gridOf(view, size), inView, { measure }) : [];
    const { min: corner, max: end } = map.getPixelBounds();
    const boxes = controlBoxes(map).map((box) => ({ ...box, x: box.x + corner.x, y: box.y + corner.y }));
    const written = standing([...inView, ...repeated], { circles: circles?.() ?? [], boxes, frame: [corner.x, corner.y, end.x, end.y] });
    const signs = inView.map(({ sign }) => sign).filter(Boolean);
    paintNames(context, view, { names: written, signs, colour, font });
  }

  function measured(context, text, look, font) {
    const key = `${look.weight} ${look.pixels} ${text}`;
    if (!widths.has(key)) {
      context.font = `${look.weight} ${look.pixels}px ${font}`;
      widths.set(key, context.measureText(text).width + text.length * look.spacing);
    }
    return widths.get(key);
  }

  /** Spots fixed to the world, each with the name of the municipality that it lies in. */
  function gridOf({ left, top, width, height }, size) {
    if (municipalities.length === 0) municipalities = named(closer.municipalities, land.towns);
    const spots = [];
    const [right, down] = GRID;
    for (let y = Math.ceil(top / down) * down; y < top + height; y += down) {
      for (let x = Math.ceil(left / right) * right; x < left + width; x += right) {
        const area = areaAt(municipalities, { x: x / size, y: y / size });
        if (area) spots.push({ name: area.name, x, y });
      }
    }
    return spots;
  }

  return {
    redraw: () => names.redrawSoon(),
    /** Marks a municipality, or none, where its outline is known. */
    mark(ags) {
      const area = ags && closer?.municipalities.find((one) => one.ags === ags);
      marked = area?.rings;
      ground.redrawSoon();
      if (tileUrl) overlay.redrawSoon();
    },
  };
}

function named(municipalities, towns) {
  const names = new Map(towns.map(({ ags, name }) => [ags, name]));
  return areasOf(municipalities.filter(({ ags }) => names.has(ags)).map((area) => ({ ...area, name: names.get(area.ags) })));
}

function isNear({ x, y, width, height }, view) {
  const [right, down] = [width / 2 + 60, height / 2 + 60]; // a name cut by the edge is written, and its place's sign too
  return x > view.left - right && x < view.left + view.width + right && y > view.top - down && y < view.top + view.height + down;
}

function addPane(map, name, level) {
  const pane = map.createPane(name);
  pane.style.zIndex = level;
  pane.style.pointerEvents = "none";
}
