// Buttons and lines of text on the map's edge: zoom, pan, fit, sources. Knows Leaflet's view; texts come from the map element.

import { lineIcon } from "./icon.js";
import { isCalm } from "./motion.js";

const ICONS = {
  zoomIn: "M12 5v14M5 12h14",
  zoomOut: "M5 12h14",
  panNorth: "M6 15l6-6 6 6",
  panSouth: "M6 9l6 6 6-6",
  panWest: "M15 6l-6 6 6 6",
  panEast: "M9 6l6 6-6 6",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
};
const PAN_STEP = 0.4; // of the map's size
const DIRECTIONS = { panNorth: [0, -1], panWest: [-1, 0], panEast: [1, 0], panSouth: [0, 1] };

export function addZoomButtons(map) {
  const zoomIn = createButton(map, "zoomIn", () => map.zoomIn());
  const zoomOut = createButton(map, "zoomOut", () => map.zoomOut());
  addControl(map, "topright", "map-zoom", [zoomIn, zoomOut]);
  const update = () => {
    // aria-disabled, not disabled: a button that loses its use must not lose the focus
    zoomIn.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    zoomOut.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  map.on("zoomend", update);
  update();
}

/** Four directions around one button that calls `onFit`. */
export function addPanButtons(map, { onFit }) {
  const pan = ([right, down]) => {
    const step = map.getSize().multiplyBy(PAN_STEP);
    map.panBy([right * step.x, down * step.y], { animate: !isCalm() });
  };
  const [north, west, east, south] = Object.entries(DIRECTIONS).map(([name, way]) => createButton(map, name, () => pan(way)));
  addControl(map, "bottomright", "map-pan", [north, west, createButton(map, "fit", onFit), east, south]);
}

/** Names the sources of what is drawn, as plain text. */
export function addSources(map) {
  const { tileUrl, tileAttribution, attribution } = map.getContainer().dataset;
  const line = document.createElement("p");
  line.className = "map-sources__line";
  line.textContent = [tileUrl && tileAttribution, attribution, "Leaflet"].filter(Boolean).join(" · ");
  addControl(map, "bottomleft", "map-sources", [line]);
}

function createButton(map, name, onClick) {
  const label = map.getContainer().dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
  const button = document.createElement("button");
  button.type = "button";
  button.className = `map-button map-button--${name}`;
  button.title = label;
  button.setAttribute("aria-label", label);
  button.append(lineIcon(ICONS[name]));
  button.addEventListener("click", onClick);
  return button;
}

function addControl(map, position, className, children) {
  const control = L.control({ position });
  control.onAdd = () => {
    const element = L.DomUtil.create("div", className);
    element.append(...children);
    L.DomEvent.disableClickPropagation(element);
    return element;
  };
  control.addTo(map);
}
