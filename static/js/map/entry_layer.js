// The matching entries on the map: canvas, hit test, buttons for the keyboard. Knows Leaflet; knows nothing of forms, addresses or popups.

import { columnsOf, countCells, countPoints, extentOf, mainTown, mergeTouching, placeCells, spread, sumPoints } from "./cells.js";
import { createColours, fontOf } from "./colours.js";
import { createHalo } from "./halo.js";
import { boundsOf, pixel } from "./leaflet.js";
import { createMarkerButtons } from "./marker_buttons.js";
import { isCalm } from "./motion.js";
import { drawnRadius, paintCells, reach } from "./painter.js";
import { Sheet } from "./sheet.js";

const PANE = "entries";
const FINGER = 22; // pixels around a centre that belong to it at least
const SAME_SPOT = 24; // pixels at the closest zoom: members nearer than that never come apart
const CELL_PADDING = 48; // pixels kept free around the members after zooming to them
const NOTHING = { cells: [], cellOf: () => undefined, countTowns() {} };

/**
 * `tip`: the map's line of text. `describe(cell, kinds)`: name of a cell, as the tip and a screen reader say it. `format(count)`: number as shown. `label`: name of the group of buttons.
 * `onOpen(cell, { byKeyboard })`: a cell that cannot be divided was opened. `onHover(holds)`: `holds(id)` tells whether an entry
 * is under the pointer or focus, null when nothing is. `onDraw(circles)`: where something is drawn, in world pixels.
 */
export function createEntryLayer(map, { tip, label, describe, format, onOpen, onHover, onDraw }) {
  const pane = map.createPane(PANE);
  pane.classList.add("map-entries");
  let kinds = [];
  let ids = [];
  let towns = []; // official keys
  let cellsFor = () => NOTHING;
  let drawn = NOTHING;
  let highlightedId;
  let hovered = null;
  let bounds = null;
  let total = 0;
  let countIn = () => 0;
  let isInTown = () => false; // whether all that is known of a cell's members is one town

  const sheet = new Sheet({ pane: PANE, draw, afterDraw });
  const colour = createColours(map.getContainer(), { onChange: () => sheet.redraw() });
  const buttons = createMarkerButtons(sheet.element, {
    label,
    name: (cell) => describe(cell, kinds),
    onOpen: (cell) => open(cell, { byKeyboard: true }),
    onFocus: report,
    onEmpty: () => map.getContainer().focus({ preventScroll: true }),
  });
  const halo = createHalo(sheet.element);
  map.addLayer(sheet);

  function draw(context, view) {
    const { cells, ...rest } = cellsFor(view);
    drawn = { ...rest, cells: mergeTouching(cells, reach) };
    for (const cell of drawn.cells) cell.isInTown = isInTown(cell);
    hovered = null;
    paintCells(context, view, drawn.cells, { kinds, colour, font: fontOf(map.getContainer()), format });
    mark();
  }

  function afterDraw(view) {
    drawn.countTowns();
    for (const cell of drawn.cells) cell.place = placeOf(mainTown(cell));
    buttons.show(drawn.cells.filter(isInView), view);
    onDraw?.(drawn.cells.map(({ x, y, count }) => ({ x, y, radius: reach(count) })));
  }

  /** { ags, isWhole }: official key of the town, and whether all of a cell is in it. */
  function placeOf(main) {
    return main && { ags: towns[main.town], isWhole: main.isWhole };
  }

  // A mark of its own beside the canvas: moving over the map draws nothing anew.
  function mark() {
    const cell = hovered ?? cellHolding(highlightedId);
    if (cell && sheet.view) halo.show(cell, drawnRadius(cell.count), sheet.view);
    else halo.hide();
  }

  function cellHolding(id) {
    return id === undefined ? undefined : drawn.cellOf(ids.indexOf(id));
  }

  function isInView({ x, y }) {
    const corner = map.containerPointToLayerPoint([0, 0]).add(map.getPixelOrigin());
    const size = map.getSize();
    const right = x - corner.x;
    const down = y - corner.y;
    return right >= FINGER && down >= FINGER && right <= size.x - FINGER && down <= size.y - FINGER;
  }

  function cellAt(latlng) {
    if (sheet.view?.zoom !== map.getZoom()) return undefined;
    const { x, y } = map.project(latlng);
    let best;
    let closest = Infinity;
    for (const cell of drawn.cells) {
      const distance = Math.hypot(cell.x - x, cell.y - y);
      const beyond = distance - drawnRadius(cell.count);
      if (distance <= Math.max(FINGER, reach(cell.count)) && beyond < closest) {
        best = cell;
        closest = beyond;
      }
    }
    return best;
  }

  function open(cell, { byKeyboard }) {
    const zoom = map.getZoom();
    const closest = map.getMaxZoom();
    if (zoom >= closest || spread(cell, closest) < SAME_SPOT) {
      onOpen(cell, { byKeyboard });
      return;
    }
    const { west, south, east, north } = extentOf(cell);
    const bounds = boundsOf([[south, west], [north, east]]);
    const fitting = map.getBoundsZoom(bounds, false, pixel(2 * CELL_PADDING, 2 * CELL_PADDING));
    map.setView(bounds.getCenter(), Math.min(closest, Math.max(zoom + 1, fitting)), { animate: !isCalm() });
  }

  function hover(cell) {
    if (cell === hovered) return;
    hovered = cell;
    map.getContainer().classList.toggle("map--over-entry", Boolean(cell));
    mark();
    report(cell);
  }

  function report(cell) {
    if (cell) tip.show(describe(cell, kinds), pixel(cell.x, cell.y - drawnRadius(cell.count)).subtract(map.getPixelBounds().min));
    else tip.hide();
    onHover?.(cell && ((id) => cellHolding(id) === cell));
  }

  map.on("click", ({ latlng }) => {
    const cell = cellAt(latlng);
    if (cell) open(cell, { byKeyboard: false });
  });
  map.on("mousemove", ({ latlng }) => {
    if (!map.dragging.moving()) hover(cellAt(latlng) ?? null);
  });
  map.on("mouseout", () => hover(null));

  return {
    setPoints(points, { kinds: kindNames, towns: keys }) {
      const columns = columnsOf(points);
      kinds = kindNames;
      towns = keys;
      ids = columns.id;
      total = ids.length;
      bounds = extentOfAll(points.latitude, points.longitude);
      cellsFor = (view) => sumPoints(columns, kinds.length, view);
      isInTown = (cell) => columns.exact[cell.point] === 0 && spread(cell, map.getMaxZoom()) === 0;
      countIn = (view) => countPoints(columns, view);
      sheet.redraw();
    },
    /** `inView`: the cells are those near the view alone, of a query whose cells were given before. */
    setCells(cells, { kinds: kindNames, towns: keys, inView = false }) {
      kinds = kindNames;
      towns = keys;
      ids = [];
      total = sum(cells.counts.flat());
      if (!inView) bounds = extentOfAll([...cells.south, ...cells.north], [...cells.west, ...cells.east]);
      isInTown = () => false;
      cellsFor = ({ zoom }) => ({ ...NOTHING, cells: placeCells(cells, zoom) });
      countIn = (view) => countCells(placeCells(cells, view.zoom), view);
      sheet.redraw();
    },
    /** Asks for the names again, when more is known about places. */
    rename: () => sheet.redraw(),
    /** Draws and answers, or steps back for another layer. */
    setShown(isShown) {
      if (isShown === map.hasLayer(sheet)) return;
      hover(null);
      if (isShown) {
        map.addLayer(sheet);
      } else {
        map.removeLayer(sheet);
        drawn = NOTHING;
        onDraw?.([]);
      }
    },
    /** How many members were given last. */
    total: () => total,
    /** How many of them lie in the map's view; with cells, by their centres. */
    countInView() {
      const { min, max } = map.getPixelBounds();
      return countIn({ zoom: map.getZoom(), left: min.x, top: min.y, width: max.x - min.x, height: max.y - min.y });
    },
    /** Bounds of what was given last, null when that is nothing. */
    bounds: () => bounds,
    /** Marks the cell that holds an entry; undefined marks none. */
    highlight(id) {
      highlightedId = id;
      mark();
    },
    /** Gives the focus to the cell nearest to one that was open, or to the map. */
    focusNear(cell) {
      if (!buttons.focusNear(cell)) map.getContainer().focus({ preventScroll: true });
    },
  };
}

/** Bounds of everything in the columns, in degrees; null when there is nothing. */
function extentOfAll(latitudes, longitudes) {
  if (latitudes.length === 0) return null;
  const [south, north] = range(latitudes);
  const [west, east] = range(longitudes);
  return boundsOf([[south, west], [north, east]]);
}

function sum(values) {
  return values.reduce((all, value) => all + value, 0);
}

function range(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
