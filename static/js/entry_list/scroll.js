// Keeps with each entry of the history how far the page was scrolled. Knows the window; knows no content.

const PAUSE = 150; // milliseconds

/** Returns `{ keep, restore }`: `keep` before the address moves on, `restore` when the content of an entry is back. */
export function createScroll() {
  let timer;
  history.scrollRestoration = "manual"; // the browser would scroll before the list is there

  function keep() {
    clearTimeout(timer);
    history.replaceState({ ...history.state, scroll: Math.round(window.scrollY) }, "");
  }

  window.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }, { passive: true });
  window.addEventListener("pagehide", keep);
  window.addEventListener("popstate", () => {
    clearTimeout(timer); // what was scrolled belongs to the entry that was left
    restore(); // enough when only a place on the page was left; a new list is waited for
  });

  function restore() {
    if (typeof history.state?.scroll === "number") window.scrollTo({ top: history.state.scroll, behavior: "instant" });
  }

  return { keep, restore };
}
