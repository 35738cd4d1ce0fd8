// A map with one pin that sets two number inputs: dragged, clicked, moved by arrow keys, or typed. Knows the two inputs only.

import { createBackground } from "./background.js";
import { createBaseMap, placeZoom } from "./base_map.js";
import { addSources, addZoomButtons } from "./controls.js";
import { tameGestures } from "./gestures.js";
import { lineIcon } from "./icon.js";
import { createMarker } from "./leaflet.js";

const DECIMALS = 5; // about a metre
const PIN = "M12 22c4-6 6.5-9.2 6.5-12.5a6.5 6.5 0 1 0-13 0C5.5 12.8 8 16 12 22zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z";
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** Draws the map into `element`. Returns `show()`, which puts the pin where the inputs say, and the map there too. */
export function createPinMap(element, latitude, longitude) {
  const first = typedPoint();
  const map = createBaseMap(element, first && { start: (shown) => shown.setView(first, placeZoom(element), { animate: false }) });
  createBackground(map);
  addZoomButtons(map);
  addSources(map);
  tameGestures(map);

  const look = { className: "map-pin", size: [44, 44], anchor: [22, 40], content: lineIcon(PIN) };
  const pin = createMarker([0, 0], { ...look, draggable: true, autoPan: true });
  pin.on("dragend", () => write(pin.getLatLng()));
  pin.on("add", () => {
    pin.getElement().setAttribute("aria-label", element.dataset.textPin ?? "");
    pin.getElement().addEventListener("keydown", nudge);
  });
  map.on("click", ({ latlng }) => {
    write(latlng);
    showPin(latlng);
  });
  for (const input of [latitude, longitude]) input.addEventListener("input", followTyping);
  if (first) showPin(first);

  function followTyping() {
    const point = typedPoint();
    if (!point) pin.remove();
    else {
      showPin(point);
      if (!map.getBounds().contains(point)) map.panTo(point);
    }
  }

  function show() {
    const point = typedPoint();
    if (!point) pin.remove();
    else {
      showPin(point);
      map.setView(point, Math.max(map.getZoom(), placeZoom(element)), { animate: false });
    }
  }

  function showPin(point) {
    pin.setLatLng(point);
    if (!map.hasLayer(pin)) pin.addTo(map);
  }

  function nudge(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = event.shiftKey ? 10 : 1;
    const point = map.project(pin.getLatLng()).add([step[0] * pixels, step[1] * pixels]);
    pin.setLatLng(map.unproject(point));
    write(pin.getLatLng());
  }

  function typedPoint() {
    const [lat, lng] = [latitude, longitude].map(({ value }) => degrees(value));
    return Math.abs(lat) <= 85 && Math.abs(lng) <= 180 ? [lat, lng] : undefined;
  }

  function write({ lat, lng }) {
    latitude.value = lat.toFixed(DECIMALS);
    longitude.value = lng.toFixed(DECIMALS);
    for (const input of [latitude, longitude]) input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  return { show };
}

/** What somebody typed, with a point or a comma; NaN for what is no number. */
function degrees(text) {
  return text.trim() ? Number(text.replace(",", ".")) : NaN;
}
