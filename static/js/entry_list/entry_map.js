// Puts the map of the list page together: sheet, entries, buttons, popups, answers. Knows the map modules; knows no form and no history.

import { createBackground } from "../map/background.js";
import { createBaseMap, extentOf } from "../map/base_map.js";
import { addPanButtons, addSources, addZoomButtons } from "../map/controls.js";
import { createEntryLayer } from "../map/entry_layer.js";
import { tameGestures } from "../map/gestures.js";
import { isCalm } from "../map/motion.js";
import { createNotice } from "../map/notice.js";
import { createSpot } from "../map/spot.js";
import { createWording } from "../map/wording.js";
import { createMapAnswer } from "./map_answer.js";

const NO_POINTS = { id: [], kind: [], latitude: [], longitude: [] };
const FIT_PADDING = [48, 48];
const FIT_CLOSEST = 13;

/** `filter()`: the query of the map. `listAddress(bbox)`: the page for an extent. `onFacets(facets)`, `onHover(holds)`: for the page around. */
export function createEntryMap(element, { filter, listAddress, onFacets, onHover }) {
  const texts = element.dataset;
  const kinds = JSON.parse(texts.kinds);
  const map = createBaseMap(element);
  let places = [];
  let kindNames = [];
  let circles = [];

  const background = createBackground(map, {
    circles: () => circles,
    onPlaces(answer) {
      places = answer;
      layer.rename();
    },
  });
  const notice = createNotice(map);
  const wording = createWording({ texts, kinds, towns: () => places });
  const spot = createSpot(map, {
    kinds,
    filter,
    listAddress,
    name: (cell, count) => wording.describe(cell, kindNames, count),
    fill: wording.fill,
    onClosed: (cell) => layer.focusNear(cell),
  });
  const layer = createEntryLayer(map, {
    label: texts.textGroup,
    describe: wording.describe,
    format: wording.format,
    onOpen: spot.open,
    onHover,
    onDraw(drawn) {
      circles = drawn;
      background.redraw();
    },
  });
  addZoomButtons(map);
  addPanButtons(map, { onFit: fit });
  addSources(map);
  tameGestures(map);

  const answers = createMapAnswer(map, {
    url: texts.answerUrl,
    filter,
    onAnswer(answer) {
      setBusy(false);
      draw(answer ?? { kinds: kindNames, points: NO_POINTS });
      if (answer) onFacets(answer.facets);
    },
    onCells: draw,
    onFailure() {
      setBusy(false);
      notice.show(refresh);
    },
  });

  function draw(answer) {
    kindNames = answer.kinds;
    if (answer.cells) layer.setCells(answer.cells, kindNames);
    else layer.setPoints(answer.points, kindNames);
  }

  function refresh() {
    notice.clear();
    setBusy(true);
    spot.close();
    return answers.refresh();
  }

  function fit() {
    map.fitBounds(layer.bounds() ?? extentOf(element), { padding: FIT_PADDING, maxZoom: FIT_CLOSEST, animate: !isCalm() });
  }

  function setBusy(busy) {
    element.classList.toggle("map--busy", busy);
  }

  addBusySign(element, texts.textLoading);
  return {
    refresh,
    highlight: layer.highlight,
    /** Shows an extent in degrees: west,south,east,north. */
    show(bbox) {
      const [west, south, east, north] = bbox.split(",").map(Number);
      if ([west, south, east, north].every(Number.isFinite)) map.fitBounds([[south, west], [north, east]], { animate: false });
    },
  };
}

function addBusySign(element, text) {
  const sign = document.createElement("p");
  sign.className = "map-busy";
  sign.textContent = text;
  sign.setAttribute("aria-hidden", "true"); // the page says the result, once, when it is there
  element.append(sign);
}
