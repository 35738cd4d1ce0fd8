// A message on the map that something could not be loaded, with a button that tries again. Knows the map element's texts.

import { createFailure } from "../failure.js";

export function createNotice(map) {
  const element = map.getContainer();
  const { textFailed, textRetry } = element.dataset;
  let box;

  function clear() {
    if (!box) return;
    if (box.contains(document.activeElement)) element.focus({ preventScroll: true });
    box.remove();
    box = undefined;
  }

  return {
    clear,
    show(retry) {
      clear();
      const onRetry = () => {
        clear();
        retry();
      };
      box = createFailure({ text: textFailed, retry: textRetry, onRetry });
      box.classList.add("failure--map");
      L.DomEvent.disableClickPropagation(box);
      element.append(box);
    },
  };
}
