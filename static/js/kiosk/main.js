// The exhibit: starts again when nobody is there, and lets nobody out. Knows links and the clock; knows no map and no list.

import { createIdle, onExhibit, startOf } from "./idle.js";

const KEY = "kiosk-start";
const IDLE = 60; // seconds
const WARNING = 10;
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "touchmove", "input"];

const texts = document.querySelector("[data-kiosk]").dataset;
const here = location.pathname + location.search;
const start = startOf({ kept: read(), here, referrer: document.referrer, origin: location.origin });
keep(start);
history.scrollRestoration = "manual"; // a new visitor begins at the top

const notice = createNotice({ onContinue: () => idle.touch() });
const idle = createIdle({ idle: IDLE, warning: WARNING, onCount: notice.show, onReturn: notice.hide, onEnd: restart });

function restart() {
  location.replace(start);
}

function noteInput({ type, target }) {
  // The question must not vanish under the hand that reaches for its button: the click would fall on what lies below.
  if (notice.isOpen() && (type === "pointermove" || notice.holds(target))) return;
  idle.touch();
}

for (const type of INPUTS) window.addEventListener(type, noteInput, { capture: true, passive: true });
if (here !== start) idle.touch(); // somebody came this far; the untouched first page may wait for ever

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const address = onExhibit(link.href, location.origin);
    if (link.matches("[data-kiosk-start]")) {
      event.preventDefault();
      restart();
    } else if (address === undefined || link.hasAttribute("download")) event.preventDefault();
    else {
      if (address !== link.href) link.href = address;
      link.removeAttribute("target");
    }
  },
  { capture: true },
);
document.addEventListener("contextmenu", (event) => event.preventDefault()); // a long touch would offer a new window
document.addEventListener(
  "submit",
  ({ target: form }) => {
    if (form.elements.namedItem("kiosk")) return;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "kiosk";
    field.value = "1";
    form.append(field);
  },
  { capture: true },
);

function createNotice({ onContinue }) {
  const box = document.createElement("div");
  box.className = "kiosk-idle stack-3 numbers";
  box.hidden = true;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", texts.textIdle);
  const question = document.createElement("p");
  question.className = "bold big";
  question.setAttribute("role", "status");
  const count = document.createElement("p");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = texts.textContinue;
  button.addEventListener("click", onContinue);
  box.append(question, count, button);
  document.body.append(box);
  return {
    show(seconds) {
      box.hidden = false;
      if (question.textContent !== texts.textIdle) question.textContent = texts.textIdle; // said once, not each second
      count.textContent = texts.textCountdown.replace("{seconds}", seconds);
    },
    isOpen: () => !box.hidden,
    holds: (target) => box.contains(target),
    hide() {
      box.hidden = true;
      question.textContent = "";
    },
  };
}

function read() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(address) {
  try {
    sessionStorage.setItem(KEY, address);
  } catch {
    // Without storage the exhibit starts again where it was last opened.
  }
}
