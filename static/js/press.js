// Whether a finger or a mouse button is down, so that nothing moves or vanishes under it. Knows pointers; knows no page.
//
// A press moves the focus to whatever can have it around there, often <main>. What answers to focus alone acts in the
// middle of the press: the click falls on what has moved there, and Chromium 156 loses the whole page.

const MODIFIERS = ["Shift", "Control", "Alt", "Meta"];

let start = null; // what the press under way, or the one just over, began on
let number = 0; // of that press
let isDown = false;
let waiting = [];

function down({ type, target }) {
  if (type === "pointerdown") start = target; // the mouse that a touch brings along may fall elsewhere
  number += 1;
  isDown = true;
}

// The click belongs to the press, and comes in the same task as its end.
function up() {
  const ended = number;
  setTimeout(() => {
    if (number === ended) release(); // else the next one has begun
  });
}

function release() {
  isDown = false;
  const due = waiting;
  waiting = [];
  for (const act of due) act();
}

// Whoever types presses no more, even where the end of the press never came: outside the window, in a menu of the browser.
function write({ key }) {
  if (MODIFIERS.includes(key)) return;
  start = null;
  release();
}

function listen(act, types) {
  for (const type of types) globalThis.document?.addEventListener(type, act, { capture: true, passive: true });
}

listen(down, ["pointerdown", "mousedown"]); // after a touch comes a mouse
listen(up, ["pointerup", "pointercancel", "mouseup"]);
listen(write, ["keydown"]);

export function isPressed() {
  return isDown;
}

/** What the press began on that led to this click; null for a click that keys or scripts made. */
export function pressStart() {
  return start;
}

/** Calls `act()` when no press is under way: now, or right after the click that ends it. */
export function afterPress(act) {
  if (isDown) waiting.push(act);
  else act();
}
