// Opens the popup of one spot: asks the API what lies there, shows it, keeps the focus. Knows popups and the entries' API; draws no map.

import { createFailure } from "../failure.js";
import { extentOf } from "./cells.js";
import { createPopup } from "./leaflet.js";
import { isCalm } from "./motion.js";
import { drawnRadius } from "./painter.js";
import { createPopupContent, createPopupFrame } from "./popup.js";

const MARGIN = 0.000005; // degrees around the spot, half of what five decimals can tell
const EDGE = 12; // pixels between a popup and the map's edge
const POINTER = 45; // pixels between a popup and its place
const BUTTONS = 150; // pixels that the map's buttons take on the right
const NARROW = 640; // pixels of a map so narrow, or
const LOW = 440; // so low, that the stylesheet hides the buttons while a popup is open
const PAGE_SIZE = 100;

/**
 * `filter()`: the query that the map shows, as text, `entryQuery()` what of it goes along to an entry. `name(cell)`: what the popup is called. `fill(text, count)`: count into a text.
 * `listAddress(bbox)`: page that lists the same entries. `onClosed(cell)`: the popup had the focus and gives it back.
 */
export function createSpot(map, { kinds, filter, entryQuery, name, fill, listAddress, onClosed }) {
  const texts = map.getContainer().dataset;
  const content = createPopupContent({ texts, kinds, language: texts.language, filter: entryQuery });
  let opened; // { popup, cell, request, frame, hadFocus }

  function open(cell, { byKeyboard }) {
    close();
    const { frame, fill: show } = createPopupFrame({ label: name(cell), close: texts.textClose, onClose: close });
    const { west, south, east, north } = extentOf(cell);
    const popup = createPopup([(south + north) / 2, (west + east) / 2], frame, {
      closeButton: false,
      closeOnEscapeKey: false,
      minWidth: 0,
      maxWidth: map.getSize().x - 2 * EDGE,
      autoPan: false,
      offset: [0, 6 - drawnRadius(cell.count)],
      className: "map-popup-box",
    });
    opened = { popup, cell, frame, request: new AbortController() };
    show(content.message(texts.textLoading));
    frame.style.maxHeight = `${Math.min(map.getSize().y, window.innerHeight) - POINTER - 2 * EDGE}px`;
    popup.openOn(map);
    map.getContainer().classList.add("map--popup-open");
    if (byKeyboard) frame.focus({ preventScroll: true });
    load(opened, show);
  }

  async function load(current, show) {
    const { cell, popup, frame, request } = current;
    const bbox = around(cell);
    const update = (nodes) => {
      const hadFocus = frame.contains(document.activeElement);
      show(nodes);
      if (hadFocus && !frame.contains(document.activeElement)) frame.focus({ preventScroll: true });
      reveal(popup, frame);
    };
    try {
      const query = new URLSearchParams(filter());
      query.set("bbox", bbox);
      query.set("page_size", PAGE_SIZE);
      const headers = { Accept: "application/json", "Accept-Language": texts.language };
      const response = await fetch(`${texts.entriesUrl}?${query}`, { signal: request.signal, headers });
      if (!response.ok) throw new Error(`${texts.entriesUrl} answered ${response.status}`);
      const { count, results } = await response.json();
      update(count === 1 ? content.entry(results[0]) : several(cell, results, count, bbox));
    } catch {
      if (request.signal.aborted) return;
      const onRetry = () => {
        update(content.message(texts.textLoading));
        load(current, show);
      };
      update([createFailure({ text: texts.textFailed, retry: texts.textRetry, onRetry })]);
    }
  }

  // Leaflet's own panning would put the content into the document once more, and the focus would be lost.
  function reveal(popup, { offsetWidth, offsetHeight }) {
    const half = offsetWidth / 2 + EDGE;
    const { x: width, y: height } = map.getSize();
    const buttons = width > NARROW && height > LOW ? BUTTONS : 0;
    map.panInside(popup.getLatLng(), {
      paddingTopLeft: [half, offsetHeight + POINTER + EDGE],
      paddingBottomRight: [half + buttons, EDGE],
      animate: !isCalm(),
    });
  }

  function several(cell, results, count, bbox) {
    return content.list(results, {
      title: name(cell, count),
      all: content.all(listAddress(bbox), fill(texts.textAllHere, count)),
    });
  }

  function close() {
    if (!opened) return;
    opened.hadFocus = opened.frame.contains(document.activeElement); // a calm map takes the frame away before it says so
    map.closePopup(opened.popup);
  }

  map.on("popupclose", ({ popup }) => {
    if (popup !== opened?.popup) return;
    const { cell, hadFocus, request } = opened;
    opened = undefined;
    request.abort();
    map.getContainer().classList.remove("map--popup-open");
    if (hadFocus) onClosed(cell);
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opened) return;
    event.stopPropagation();
    close();
  });

  return { open, close };
}

function around(cell) {
  const { west, south, east, north } = extentOf(cell);
  return [west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN].map((degrees) => degrees.toFixed(6)).join(",");
}
