// The page of one submission: the map with its pins, keys that move the focus, the text that goes with a reason. Knows data attributes; sends nothing itself.

import { createBackground } from "../map/background.js";
import { createBaseMap, placeZoom } from "../map/base_map.js";
import { addSources, addZoomButtons } from "../map/controls.js";
import { tameGestures } from "../map/gestures.js";
import { lineIcon } from "../map/icon.js";
import { boundsOf, createMarker } from "../map/leaflet.js";
import { startKeys } from "./review_keys.js";

const PIN = "M12 22c4-6 6.5-9.2 6.5-12.5a6.5 6.5 0 1 0-13 0C5.5 12.8 8 16 12 22zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z";
const PAD = 40; // pixels around the pins

const mapElement = document.querySelector("[data-map][data-pins]");
if (mapElement) drawPins(mapElement);
const rejecting = document.querySelector("[data-words]");
if (rejecting) followReason(rejecting);
startKeys(document.querySelector("[data-review]"));
if (location.hash === "#vorschau") document.querySelector("#vorschau")?.focus();
document.querySelector("[data-review] .form-row > .errorlist")?.parentElement.querySelector("select, textarea").focus();

function drawPins(element) {
  const pins = JSON.parse(element.dataset.pins);
  const points = pins.map(({ latitude, longitude }) => [latitude, longitude]);
  const map = createBaseMap(element, { start: showAll });
  createBackground(map);
  addZoomButtons(map);
  addSources(map);
  tameGestures(map);
  for (const [index, { role }] of pins.entries()) {
    const look = { className: `map-pin map-pin--${role}`, size: [44, 44], anchor: [22, 40], content: lineIcon(PIN) };
    const pin = createMarker(points[index], { ...look, keyboard: false, interactive: false });
    pin.on("add", () => {
      pin.getElement().setAttribute("role", "img");
      pin.getElement().setAttribute("aria-label", role === "new" ? element.dataset.textNew : element.dataset.textNow);
    });
    pin.addTo(map);
  }

  function showAll(shown) {
    const closest = placeZoom(element);
    shown.fitBounds(boundsOf(points), { padding: [PAD, PAD], maxZoom: closest, animate: false });
  }
}

/** The text that the letter has for a reason stands in the field, until somebody writes another one. */
function followReason(section) {
  const words = JSON.parse(section.dataset.words);
  const reason = section.querySelector("select");
  const text = section.querySelector("textarea");
  reason.addEventListener("change", () => {
    const typed = text.value.replaceAll("\r\n", "\n").trim();
    if (!typed || Object.values(words).includes(typed)) text.value = words[reason.value] ?? "";
  });
}
