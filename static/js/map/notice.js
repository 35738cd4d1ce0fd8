// The one message on a map that something could not be loaded, with a button that tries again whatever failed. Knows the map element's texts.

import { createFailure } from "../failure.js";
import { keepClicks } from "./leaflet.js";

export function createNotice(map) {
  const element = map.getContainer();
  const { textFailed, textRetry } = element.dataset;
  const retries = new Map(); // what failed -> how to try it again
  let box;

  function clear(name) {
    retries.delete(name);
    if (!retries.size) remove();
  }

  function retryAll() {
    const all = [...retries.values()];
    retries.clear();
    remove();
    for (const retry of all) retry();
  }

  function remove() {
    if (!box) return;
    if (box.contains(document.activeElement)) element.focus({ preventScroll: true });
    box.remove();
    box = undefined;
  }

  return {
    clear,
    show(name, retry) {
      retries.set(name, retry);
      if (box) return;
      box = createFailure({ text: textFailed, retry: textRetry, onRetry: retryAll });
      box.classList.add("failure--map");
      keepClicks(box);
      element.append(box);
    },
  };
}
