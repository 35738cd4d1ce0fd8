// The address and its history: one place that moves them, one signal when they moved. Knows links and history; knows no list and no map.

import { sameQuery } from "./address.js";

/**
 * `onMove({ typing, link, keepView, back })` is called after the address has changed: by `go`, by a link with data-swap, by back and forward.
 * `prepare(query, cause)`: last word on a query before it becomes the address. `onLeave()`: the present address is about to be left.
 */
export function createNavigation({ onMove, onLeave, prepare }) {
  let shown = location.search;

  /** Moves to a query; `typing` is the control being written in: its steps make one entry in the history. */
  function go(asked, cause = {}) {
    const { typing } = cause;
    const query = prepare(asked, cause);
    const address = location.pathname + (query && `?${query}`);
    if (typing && history.state?.typing === typing.name) history.replaceState(history.state, "", address);
    else {
      onLeave();
      history.pushState(typing ? { typing: typing.name } : null, "", address);
    }
    move(cause);
  }

  /** Changes the present address without a step in the history: for what the page shows, not for what it asks. */
  function remember(query) {
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
    shown = location.search;
  }

  function move(cause) {
    shown = location.search;
    onMove(cause);
  }

  window.addEventListener("popstate", () => {
    if (!sameQuery(shown, location.search)) move({ back: true });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-swap]");
    if (!link || event.defaultPrevented || !isPlain(event) || link.pathname !== location.pathname) return;
    event.preventDefault();
    go(link.search.slice(1), { link, keepView: Boolean(link.closest("[data-map]")) });
  });

  return { go, remember };
}

function isPlain({ button, ctrlKey, metaKey, shiftKey, altKey }) {
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}
