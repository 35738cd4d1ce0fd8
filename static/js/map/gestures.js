// Lets the page scroll past the map: the wheel zooms with Ctrl or ⌘ only, one finger scrolls, two fingers move the map. Knows Leaflet's handlers.
// A map that fills the screen has no page around it: there wheel and finger belong to the map.

import { isWhole } from "./full_screen.js";

const HINT_TIME = 1500; // milliseconds
const FINGER_SLIP = 12; // pixels that a finger may move while it taps

export function tameGestures(map) {
  const element = map.getContainer();
  const { textScroll, textTouch } = element.dataset;
  const showHint = createHint(element);

  element.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      const inPopup = event.target.closest(".leaflet-popup");
      if (isWhole(map) && !inPopup) return;
      event.stopPropagation(); // Leaflet never sees it, so the page scrolls
      if (!inPopup) showHint(textScroll);
    },
    { capture: true, passive: true },
  );

  // One finger belongs to the page. A mouse or pen drags the map, also on a device that has both.
  element.addEventListener(
    "pointerdown",
    ({ pointerType }) => {
      if (pointerType === "touch" && !isWhole(map)) map.dragging.disable();
      else map.dragging.enable();
    },
    { capture: true },
  );

  let start;
  element.addEventListener("touchstart", ({ touches }) => {
    start = touches.length === 1 ? touches[0] : undefined;
  }, { passive: true });
  element.addEventListener("touchmove", ({ touches, target }) => {
    if (!start || isWhole(map) || touches.length > 1 || target.closest(".leaflet-popup")) return;
    if (Math.hypot(touches[0].clientX - start.clientX, touches[0].clientY - start.clientY) > FINGER_SLIP) showHint(textTouch);
  }, { passive: true });
}

function createHint(element) {
  const hint = document.createElement("p");
  hint.className = "map-hint";
  hint.setAttribute("aria-hidden", "true"); // says nothing to those who neither wheel nor wipe
  element.append(hint);
  let timer;
  return (text) => {
    if (!text) return;
    hint.textContent = text;
    hint.classList.add("map-hint--shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("map-hint--shown"), HINT_TIME);
  };
}
