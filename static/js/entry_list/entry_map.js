// Puts the map of the list page together: sheet, entries, districts, buttons, popups, answers. Knows the map modules; knows no form and no history.

import { createBackground } from "../map/background.js";
import { createBaseMap, extentOf } from "../map/base_map.js";
import { addPanButtons, addSources, addTools, addZoomButtons } from "../map/controls.js";
import { createDistrictLayer } from "../map/district_layer.js";
import { createEntryLayer } from "../map/entry_layer.js";
import { createFullScreenButton } from "../map/full_screen.js";
import { tameGestures } from "../map/gestures.js";
import { addInViewButton } from "../map/in_view.js";
import { createNotice } from "../map/notice.js";
import { createSpot } from "../map/spot.js";
import { createStillness } from "../map/stillness.js";
import { createTip } from "../map/tip.js";
import { createWording } from "../map/wording.js";
import { createMapAnswer } from "./map_answer.js";
import { createMapLayers } from "./map_layers.js";
import { createMapView } from "./map_view.js";

const NO_POINTS = { id: [], kind: [], latitude: [], longitude: [], town: [], exact: [] };

/**
 * `filter()`: the query of the map, `entryQuery()` what goes along to an entry's page. `listAddress(bbox)`: the page for an extent. What the map tells the page around it:
 * `onFacets(facets)`; `onHover(holds)`; `onMoved(view)`: the reader moved it, zoom/latitude/longitude; `onLayer(name)`: "districts"
 * or ""; `onRegion(ags)`: a district was chosen, "" when the chosen one was chosen again; `onInView(bbox)`: to list what is in view.
 */
export function createEntryMap(element, { filter, entryQuery = filter, listAddress, onFacets, onHover, onMoved, onLayer, onRegion, onInView }) {
  const texts = element.dataset;
  const kinds = JSON.parse(texts.kinds);
  const map = createBaseMap(element);
  let towns = new Map(); // official key -> name
  let kindNames = [];
  let circles = [];
  let total = 0; // hits that have a place
  let fitsNext = false;

  const stillness = createStillness(map);
  const notice = createNotice(map);
  const background = createBackground(map, {
    notice,
    circles: () => circles,
    isLed: true,
    onLand(land) {
      towns = new Map(land.towns.map(({ ags, name }) => [ags, name]));
      layer.rename();
      districts.setDistricts(land.districts);
    },
    onPending: stillness.pending("land"),
  });
  addSources(map);
  const wording = createWording({ texts, kinds, towns: () => towns });
  const view = createMapView(map, { onMoved, onPending: stillness.pending("view") });
  const spot = createSpot(map, {
    kinds,
    filter,
    entryQuery,
    listAddress,
    name: (cell, count) => wording.describe(cell, kindNames, count),
    fill: wording.fill,
    onClosed: (cell) => layer.focusNear(cell),
  });
  const tip = createTip(map);
  const layer = createEntryLayer(map, {
    tip,
    label: texts.textGroup,
    describe: wording.describe,
    format: wording.format,
    onOpen(cell, how) {
      spot.open(cell, how);
      if (cell.isInTown) background.mark(cell.place?.ags);
    },
    onHover,
    onDraw(drawn) {
      circles = drawn;
      background.redraw();
    },
  });
  const districts = createDistrictLayer(map, {
    tip,
    texts,
    label: texts.textDistrictGroup,
    describe: wording.describeDistrict,
    format: wording.format,
    onChoose: (ags) => onRegion?.(ags),
  });
  const inView = addInViewButton(map, {
    text: texts.textInView,
    share: () => ({ inside: districts.isShown() ? 0 : layer.countInView(), all: total }),
    onInView: (bbox) => onInView?.(bbox),
  });
  map.on("popupclose", () => background.mark());
  const layers = createMapLayers(map, {
    entries: layer,
    districts,
    onLayer,
    onChange() {
      spot.close();
      inView.update();
    },
  });
  addZoomButtons(map);
  addTools(map, [createFullScreenButton(map, element.closest("section") ?? element), layers.button].filter(Boolean));
  addPanButtons(map, { onFit: () => fit() });
  tameGestures(map);

  const isAwaited = stillness.pending("answer");
  isAwaited(true); // whoever makes a map asks for the first answer
  const answers = createMapAnswer(map, {
    url: texts.answerUrl,
    filter,
    onAnswer(answer) {
      setBusy(false);
      draw(answer ?? { kinds: kindNames, towns: [], points: NO_POINTS });
      districts.setCounts(answer?.facets.region ?? {}, new URLSearchParams(filter()).get("region") ?? "");
      if (fitsNext) fit({ quiet: true });
      fitsNext = false;
      if (answer) onFacets(answer.facets);
    },
    onCells(answer) {
      draw(answer, { inView: true });
    },
    onFailure() {
      setBusy(false);
      notice.show("answer", () => refresh({ fit: fitsNext }));
    },
    onPending: isAwaited,
  });

  function draw(answer, { inView: isPart = false } = {}) {
    kindNames = answer.kinds;
    if (answer.cells) layer.setCells(answer.cells, { ...answer, inView: isPart });
    else layer.setPoints(answer.points, answer);
    if (!isPart) total = layer.total();
    inView.update();
  }

  /** `fit`: also brings the hits into view when they are there. */
  function refresh({ fit: fits = false } = {}) {
    notice.clear("answer");
    setBusy(true);
    spot.close();
    fitsNext = fits;
    return answers.refresh();
  }

  /** Brings the hits into view, or the whole land with its districts. */
  function fit({ quiet = false } = {}) {
    view.fit((!districts.isShown() && layer.bounds()) || extentOf(element), { quiet });
  }

  function setBusy(busy) {
    element.classList.toggle("map--busy", busy);
  }

  addBusySign(element, texts.textLoading);
  return { refresh, fit, highlight: layer.highlight, show: view.show, setView: view.set, setLayer: layers.set };
}

function addBusySign(element, text) {
  const sign = document.createElement("p");
  sign.className = "map-busy";
  sign.textContent = text;
  sign.setAttribute("aria-hidden", "true"); // the page says the result, once, when it is there
  element.append(sign);
}
