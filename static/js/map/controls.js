// Buttons and lines of text on the map's edge: zoom, pan, fit, tools, sources. Knows Leaflet's view; texts come from the map element.

import { lineIcon } from "./icon.js";
import { addControl } from "./leaflet.js";
import { isCalm } from "./motion.js";
import { followTileCredit } from "./tiles.js";

const ICONS = {
  zoomIn: "M12 5v14M5 12h14",
  zoomOut: "M5 12h14",
  panNorth: "M6 15l6-6 6 6",
  panSouth: "M6 9l6 6 6-6",
  panWest: "M15 6l-6 6 6 6",
  panEast: "M9 6l6 6-6 6",
  fit: "M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4M12 10.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3",
  fullScreen: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  districts: "M4 5.5l5.5-1.5 5 2L20 4.5v14l-5.5 1.5-5-2L4 19.5zM9.5 4v14M14.5 6v14",
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

/** Buttons made elsewhere, in one group under the zoom. */
export function addTools(map, buttons) {
  addControl(map, "topright", "map-tools", buttons);
}

/** Names the sources of what is drawn, as plain text: on the map, and where the page has a place for that of the tiles. */
export function addSources(map) {
  const { attribution } = map.getContainer().dataset;
  const line = document.createElement("p");
  line.className = "map-sources__line";
  followTileCredit(map, (credit) => {
    line.textContent = [credit, attribution, "Leaflet"].filter(Boolean).join(" · ");
    for (const place of document.querySelectorAll("[data-tile-credit]")) place.textContent = credit && `${credit} · `;
  });
  addControl(map, "bottomleft", "map-sources", [line]);
}

export function createButton(map, name, onClick) {
  const label = map.getContainer().dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
  const button = document.createElement("button");
  button.type = "button";
  button.className = `map-button map-button--${name}`;
  nameButton(button, label);
  button.append(lineIcon(ICONS[name]));
  button.addEventListener("click", onClick);
  return button;
}

export function nameButton(button, label) {
  button.title = label;
  button.setAttribute("aria-label", label);
}
