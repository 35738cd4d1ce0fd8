// Keys that move the focus to what bears them as `data-key`; off while somebody writes, and for who has switched them off. Knows no page.

const SETTING = "queue.shortcuts"; // the same as in the queue

export function startKeys(page) {
  const help = page?.querySelector("[data-keys]");
  if (!help) return;
  const isOn = help.querySelector("[data-keys-on]");
  isOn.checked = remembered() !== "off";
  isOn.addEventListener("change", () => remember(isOn.checked ? "on" : "off"));
  help.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (event.key === "?") open(help);
    else if (!goTo(page, event.key)) return;
    event.preventDefault();
  });
}

function goTo(page, key) {
  if (!/^[a-z]$/.test(key)) return false;
  const target = page.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  const address = target.getAttribute("href");
  if (!address) target.focus();
  else if (address.startsWith("#")) focusInside(page.querySelector(address));
  else target.click();
  return true;
}

function focusInside(section) {
  section.scrollIntoView({ block: "nearest" });
  section.querySelector("select, textarea").focus();
}

function open(help) {
  help.open = true;
  help.querySelector("summary").focus();
}

function isTyping({ tagName, type, isContentEditable }) {
  if (tagName === "INPUT") return !["checkbox", "radio", "submit", "button"].includes(type);
  return isContentEditable || tagName === "TEXTAREA" || tagName === "SELECT";
}

function remembered() {
  try {
    return localStorage.getItem(SETTING);
  } catch {
    return null; // storage is switched off
  }
}

function remember(value) {
  try {
    localStorage.setItem(SETTING, value);
  } catch {
    // storage is switched off: the choice holds for this page
  }
}
