// The address and its history: one place that moves them, one signal when they moved. Knows links and history; knows no list and no map.

import { sameQuery } from "./address.js";

/** `onMove({ typing, link })` is called after the address has changed: by `go`, by a link with data-swap, by back and forward. */
export function createNavigation({ onMove }) {
  let shown = location.search;

  /** Moves to a query; `typing` is the control being written in: its steps make one entry in the history. */
  function go(query, { typing, link } = {}) {
    const address = location.pathname + (query && `?${query}`);
    if (typing && history.state?.typing === typing.name) history.replaceState({ typing: typing.name }, "", address);
    else history.pushState(typing ? { typing: typing.name } : null, "", address);
    move({ typing, link });
  }

  function move(cause) {
    shown = location.search;
    onMove(cause);
  }

  window.addEventListener("popstate", () => {
    if (!sameQuery(shown, location.search)) move({});
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-swap]");
    if (!link || event.defaultPrevented || !isPlain(event) || link.pathname !== location.pathname) return;
    event.preventDefault();
    go(link.search.slice(1), { link });
  });

  return { go };
}

function isPlain({ button, ctrlKey, metaKey, shiftKey, altKey }) {
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}
