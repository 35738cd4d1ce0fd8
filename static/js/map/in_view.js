// The button that narrows the list to what the map shows. Knows the view and how many hits lie in it; knows no query.

import { afterPress } from "../press.js";
import { addControl } from "./leaflet.js";

const PAUSE = 120; // milliseconds after a move
const DECIMALS = 5; // about a metre

/** `share()`: { inside, all } hits; the button shows while some, but not all of them, lie in the view. `onInView(bbox)`: west,south,east,north. */
export function addInViewButton(map, { text, share, onInView }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-in-view";
  button.textContent = text;
  addControl(map, "topleft", "map-narrow", [button]);

  function update() {
    const { inside, all } = share();
    const isUseful = inside > 0 && inside < all;
    // a button that loses its use must not lose the focus
    button.setAttribute("aria-disabled", String(!isUseful));
    button.hidden = !isUseful && button !== document.activeElement;
  }

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "false") onInView(boxOf(map.getBounds()));
  });
  button.addEventListener("blur", () => afterPress(update)); // the legend below it must not move under the hand
  let timer;
  map.on("moveend", () => {
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  });
  update();
  return { update };
}

function boxOf(bounds) {
  const [west, south] = [Math.max(bounds.getWest(), -180), Math.max(bounds.getSouth(), -90)];
  const [east, north] = [Math.min(bounds.getEast(), 180), Math.min(bounds.getNorth(), 90)];
  return [west, south, east, north].map((degrees) => degrees.toFixed(DECIMALS)).join(",");
}
