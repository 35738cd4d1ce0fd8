// Lets the map's section fill the screen, or the window where the browser has no full screen (iPhone). Knows the section; knows no entries.

import { createButton, nameButton } from "./controls.js";

const FILLING = "is-filling";
const OTHERS = "[inert]";

/** The button; undefined inside a frame that may not fill the screen, where filling the frame would change nothing. */
export function createFullScreenButton(map, section) {
  if (!document.fullscreenEnabled && window.self !== window.top) return undefined;
  const { textFullScreen, textFullScreenEnd } = map.getContainer().dataset;
  const button = createButton(map, "fullScreen", toggle);
  let aside = []; // what the window does not show while the section fills it

  const isWhole = () => document.fullscreenElement === section || section.classList.contains(FILLING);

  async function toggle() {
    if (document.fullscreenElement === section) await document.exitFullscreen();
    else if (isWhole()) fill(false);
    else if (!(await entered())) fill(true);
  }

  // A browser may have the interface and still refuse.
  async function entered() {
    if (!document.fullscreenEnabled) return false;
    try {
      await section.requestFullscreen();
      return true;
    } catch {
      return false;
    }
  }

  function fill(isFilling) {
    section.classList.toggle(FILLING, isFilling);
    document.documentElement.classList.toggle("has-filling", isFilling);
    for (const element of aside) element.inert = false;
    aside = isFilling ? beside(section) : [];
    for (const element of aside) element.inert = true;
    update();
  }

  function update() {
    nameButton(button, isWhole() ? textFullScreenEnd : textFullScreen);
    button.classList.toggle("map-button--on", isWhole());
    map.getContainer().classList.toggle("map--whole", isWhole());
  }

  document.addEventListener("fullscreenchange", update);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !section.classList.contains(FILLING)) return;
    fill(false);
  });
  return button;
}

/** Whether the map fills screen or window, so that there is no page to scroll past it. */
export function isWhole(map) {
  return map.getContainer().classList.contains("map--whole");
}

function beside(section) {
  const others = [];
  for (let element = section; element !== document.body; element = element.parentElement) {
    others.push(...[...element.parentElement.children].filter((other) => other !== element && !other.matches(OTHERS)));
  }
  return others;
}
