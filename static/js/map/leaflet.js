// All that our scripts want of Leaflet, under names of ours: no other script knows the library. Its map is passed around as it is.

const FINE = 0.05; // steps of zoom where it need not be whole

export function createMap(element, options) {
  return L.map(element, options);
}

/** Moves a map without a glide, whoever asks. */
export function stopGliding(map) {
  const { panBy } = L.Map.prototype;
  map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
}

/** A rectangle on the globe around places [latitude, longitude]. */
export function boundsOf(places) {
  return L.latLngBounds(places);
}

/** Fills the map with a rectangle on the globe, between whole zoom levels too, up to the level `wholeFrom`: from there on tiles would blur. */
export function fill(map, bounds, { wholeFrom = Infinity, ...options } = {}) {
  if (map.getBoundsZoom(boundsOf(bounds)) < wholeFrom) finely(map, () => map.fitBounds(bounds, options));
  else map.fitBounds(bounds, options);
}

/** Shows a place at exactly this zoom, be it between two whole levels. */
export function lookAt(map, where, zoom) {
  finely(map, () => map.setView(where, zoom, { animate: false }));
}

// Whoever zooms on from there, by wheel, finger or button, comes to whole levels again.
function finely(map, move) {
  const { zoomSnap } = map.options;
  map.options.zoomSnap = FINE;
  move();
  map.options.zoomSnap = zoomSnap;
}

export function pixel(x, y) {
  return L.point(x, y);
}

/** A rectangle of pixels between two corners. */
export function pixelBox(one, other) {
  return L.bounds(one, other);
}

/** A layer of our own: `members` are the methods that Leaflet's layers have, and ours. */
export function layerClass(members) {
  return L.Layer.extend(members);
}

export function setLayerOptions(layer, options) {
  L.setOptions(layer, options);
}

/** Puts an element at a point of its pane, enlarged about its corner. */
export function place(element, point, scale) {
  L.DomUtil.setTransform(element, point, scale);
}

export function addTileLayer(map, url, options) {
  return L.tileLayer(url, options).addTo(map);
}

export function addLine(map, places, className) {
  return L.polyline(places, { className, interactive: false }).addTo(map);
}

/** An element at a place [latitude, longitude]. `size` and `anchor`: [x, y] in pixels; the rest as Leaflet's markers have it. */
export function createMarker(where, { content, className, size, anchor, ...options }) {
  const icon = L.divIcon({ className, iconSize: size, iconAnchor: anchor, html: content });
  return L.marker(where, { icon, ...options });
}

/** A popup at a place, not yet open. */
export function createPopup(where, content, options) {
  return L.popup(options).setLatLng(where).setContent(content);
}

/** Puts elements into a corner of the map, where clicks stay theirs; returns the element around them. */
export function addControl(map, position, className, children) {
  const control = L.control({ position });
  control.onAdd = () => {
    const element = document.createElement("div");
    element.className = className;
    element.append(...children);
    keepClicks(element);
    return element;
  };
  return control.addTo(map).getContainer();
}

/** Clicks on an element are none on the map below it. */
export function keepClicks(element) {
  L.DomEvent.disableClickPropagation(element);
}

/** Where the controls lie on the map: { x, y, width, height } about their middle, in pixels of its corner. */
export function controlBoxes(map) {
  const corner = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
    const { left, top, width, height } = control.getBoundingClientRect();
    return { x: left - corner.left + width / 2, y: top - corner.top + height / 2, width, height };
  });
}
