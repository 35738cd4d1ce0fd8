// The districts, shaded by how many hits each has: canvas, hit test, buttons for the keyboard, legend. Knows counts by key; knows no query.

import { areaAt, roomyAreasOf } from "./areas.js";
import { createColours, fontOf } from "./colours.js";
import { paintDistricts } from "./district_painter.js";
import { pixel, pixelBox } from "./leaflet.js";
import { createLegend } from "./legend.js";
import { createMarkerButtons } from "./marker_buttons.js";
import { worldSize } from "./mercator.js";
import { shadeOf, stepsFor } from "./shades.js";
import { Sheet } from "./sheet.js";

const PANE = "districts";
const LEVEL = 300; // above tiles, below what opens
const CHOSEN = 3; // width of an outline in pixels
const POINTED = 2;

/**
 * `tip`: the map's line of text. `label`: name of the group of buttons. `describe(name, count)`: accessible name of a district. `format(count)`: number as shown.
 * `texts`: the map element's. `onChoose(ags)`: a district was chosen; empty when the chosen one was chosen again.
 */
export function createDistrictLayer(map, { tip, label, describe, format, texts, onChoose }) {
  const pane = map.createPane(PANE);
  pane.style.zIndex = LEVEL;
  pane.style.pointerEvents = "none";
  let outlines = [];
  let areas = []; // of the outlines, once they are needed
  let counts = {};
  let steps = [];
  let chosen = "";
  let pointed = null;

  const sheet = new Sheet({ pane: PANE, draw: paint, afterDraw: showButtons });
  const colour = createColours(map.getContainer(), { onChange: () => sheet.redraw() });
  const legend = createLegend(map, { title: texts.textLegend, format });
  const buttons = createMarkerButtons(sheet.element, {
    label,
    name: ({ area }) => describe(area.name, countOf(area)),
    pressed: ({ area }) => isChosen(area),
    onOpen: ({ area }) => choose(area),
    onFocus: (marker) => point(marker?.area ?? null, marker && { x: marker.x, y: marker.y }),
    onEmpty: () => map.getContainer().focus({ preventScroll: true }),
  });

  function countOf({ ags }) {
    return counts[ags] ?? 0;
  }

  function isChosen({ ags }) {
    return chosen !== "" && (ags.startsWith(chosen) || chosen.startsWith(ags));
  }

  function showButtons(view) {
    buttons.show(markersOf(worldSize(view.zoom)), view);
  }

  function paint(context, view) {
    const shadeAt = (area) => shadeOf(countOf(area), steps);
    const outlined = [...areas.filter(isChosen).map((area) => [area, CHOSEN]), ...(pointed ? [[pointed, POINTED]] : [])];
    const font = fontOf(map.getContainer());
    paintDistricts(context, view, areas, { shadeAt, outlined, colour, font, number: (area) => format(countOf(area)) });
  }

  // The button of a district lies where it has most room; of the one that the map is inside of, in the middle of the map.
  function markersOf(size) {
    const corner = map.containerPointToLayerPoint([0, 0]).add(map.getPixelOrigin());
    const middle = corner.add(map.getSize().divideBy(2));
    const extent = pixelBox(corner, corner.add(map.getSize()));
    const inside = areaAt(areas, { x: middle.x / size, y: middle.y / size });
    const markers = [];
    for (const area of areas) {
      let place = pixel(area.x * size, area.y * size);
      if (!extent.contains(place)) {
        if (area !== inside) continue;
        place = middle;
      }
      const { minX, maxX, minY, maxY } = area;
      markers.push({ area, x: place.x, y: place.y, count: countOf(area), minX, maxX, minY, maxY });
    }
    return markers;
  }

  function areaUnder(latlng) {
    const { x, y } = map.project(latlng);
    const size = worldSize(map.getZoom());
    return areaAt(areas, { x: x / size, y: y / size }) ?? null;
  }

  /** `place`: where the text belongs, in world pixels. */
  function point(area, place) {
    if (area) tip.show(describe(area.name, countOf(area)), pixel(place).subtract(map.getPixelBounds().min));
    else tip.hide();
    if (area === pointed) return;
    pointed = area;
    map.getContainer().classList.toggle("map--over-entry", Boolean(area));
    if (isShown()) paint(sheet.clear(), sheet.view);
  }

  function choose(area) {
    onChoose(area.ags === chosen ? "" : area.ags);
  }

  /** `region` -> number of hits, and the key of the region that the query names. */
  function setCounts(region, key) {
    counts = region;
    chosen = key;
    if (isShown()) update();
  }

  function update() {
    if (areas.length === 0) areas = roomyAreasOf(outlines);
    steps = stepsFor(areas.map(countOf));
    legend.show(steps);
    sheet.redraw();
  }

  const isShown = () => map.hasLayer(sheet);
  map.on("click", ({ latlng }) => {
    const area = isShown() && areaUnder(latlng);
    if (area) choose(area);
  });
  map.on("mousemove", ({ latlng }) => {
    if (isShown() && !map.dragging.moving()) point(areaUnder(latlng), map.project(latlng));
  });
  map.on("mouseout zoomstart", () => isShown() && point(null));

  return {
    isShown,
    setDistricts(districts) {
      outlines = districts;
      areas = [];
      if (isShown()) update();
    },
    setCounts,
    setShown(shown) {
      if (shown === isShown()) return;
      point(null);
      if (shown) {
        map.addLayer(sheet);
        update();
      } else {
        map.removeLayer(sheet);
        legend.hide();
      }
    },
  };
}
