// Tells when nobody has touched the page for a while: first a warning that counts down, then the end. Knows time; knows no page.

const SECOND = 1000; // milliseconds

/**
 * `idle` seconds after the last `touch()` comes `onEnd()`; during the last `warning` seconds `onCount(left)` is called each second,
 * and `onReturn()` when somebody comes back. Nothing runs before the first `touch()`.
 */
export function createIdle({ idle, warning, onCount, onReturn, onEnd, clock = globalThis }) {
  let waiting;
  let counting;

  function touch() {
    const warned = counting !== undefined;
    clock.clearTimeout(waiting);
    clock.clearInterval(counting);
    counting = undefined;
    waiting = clock.setTimeout(warn, (idle - warning) * SECOND);
    if (warned) onReturn();
  }

  function warn() {
    let left = warning;
    onCount(left);
    counting = clock.setInterval(() => {
      left -= 1;
      if (left > 0) {
        onCount(left);
        return;
      }
      clock.clearInterval(counting);
      counting = undefined;
      onEnd();
    }, SECOND);
  }

  return { touch };
}

/** The address that an exhibit starts with: the one kept, unless this page was not reached from another page of ours. */
export function startOf({ kept, here, referrer, origin }) {
  const arrived = !referrer.startsWith(`${origin}/`);
  return arrived || !kept ? here : kept;
}

/** An address of ours with the parameter that keeps it on the exhibit; undefined for every other one. */
export function onExhibit(href, origin) {
  const address = new URL(href);
  if (address.origin !== origin) return undefined;
  if (address.searchParams.get("kiosk") !== "1") address.searchParams.set("kiosk", "1");
  return address.href;
}
