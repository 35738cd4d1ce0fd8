// Keyboard shortcuts of the queue: they move the focus and press what is there. Knows data attributes; sends nothing itself.

const KEY = "queue.shortcuts";
const queue = document.querySelector("[data-queue]");
const dialog = queue?.querySelector("[data-keys]");

const SHORTCUTS_OF_ITEM = {
  a: (item) => press(item.querySelector("[data-take]")),
  x: (item) => press(item.querySelector("[data-choose]")),
};

// Each returns whether it did something.
const SHORTCUTS = {
  j: (page) => step(page, 1),
  k: (page) => step(page, -1),
  a: () => onItem("a"),
  x: () => onItem("x"),
  "/": (page) => focus(page.querySelector("[data-search]")),
  "?": (_page, help) => {
    help.showModal();
    return true;
  },
};

if (dialog) {
  const opener = queue.querySelector("[data-keys-open]");
  const isOn = dialog.querySelector("[data-keys-on]");
  isOn.checked = remembered() !== "off";
  isOn.addEventListener("change", () => remember(isOn.checked ? "on" : "off"));
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || dialog.open || event.defaultPrevented || isModified(event) || isTyping(event.target)) return;
    const act = SHORTCUTS[event.key];
    if (act?.(queue, dialog)) event.preventDefault();
  });
  focusOn(location.hash);
}

function onItem(key) {
  const item = document.activeElement.closest("[data-item]");
  return item ? SHORTCUTS_OF_ITEM[key](item) : false;
}

function step(page, by) {
  const items = [...page.querySelectorAll("[data-item]")];
  const now = items.indexOf(document.activeElement.closest("[data-item]"));
  const next = now < 0 ? items.at(by > 0 ? 0 : -1) : items[now + by];
  return focus(next?.querySelector("[data-open]"));
}

function focus(element) {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
  return Boolean(element);
}

function press(element) {
  element?.click();
  return Boolean(element);
}

// The item that was just taken has the focus again.
function focusOn(hash) {
  if (!/^#[a-z-]+\d+$/.test(hash)) return;
  document.getElementById(hash.slice(1))?.querySelector("[data-open]")?.focus();
}

function isModified(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
}

function isTyping(target) {
  return target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(value) {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // a browser that keeps nothing
  }
}
