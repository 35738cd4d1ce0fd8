// A text field with suggestions below it (ARIA Authoring Practices: combobox with listbox popup). Knows DOM and keys; what is
// suggested and what choosing means comes from outside.

import { afterPress } from "./press.js";

const PAUSE = 120; // milliseconds of typing before a question goes out
const LEAST = 2; // letters

/** The option that a key leads to, -1 for none: from the last one on to the first, and round. */
export function optionAfter(key, active, count) {
  if (!count) return -1;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowDown") return (active + 1) % count;
  return active <= 0 ? count - 1 : active - 1;
}

export function countText(count, { one, other }) {
  return count === 1 ? one : other.replace("{count}", count);
}

/**
 * `load(text, signal)` promises groups: `label` and `items` with `label` and `note`. `onChoose(item)`; `onEnter(text)`: Enter without
 * a chosen option, when that shall not submit the form. `texts`: list, one, other, none, failed. `icon(item)`: a node or nothing.
 */
export function createCombobox(input, { load, onChoose, onEnter, texts, icon = () => null }) {
  const popup = element("div", "combobox");
  const list = element("div", "combobox__list");
  const message = element("p", "combobox__message note");
  const status = element("p", "visually-hidden");
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", texts.list);
  status.setAttribute("role", "status");
  list.setAttribute("aria-busy", "false");
  popup.hidden = true;
  popup.append(list, message);
  input.parentElement.append(popup, status);
  input.parentElement.classList.add("has-combobox");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let options = [];
  let active = -1;
  let timer;
  let question;

  /** Whether the list still answers an older text than the field's. */
  function setBusy(isBusy) {
    list.setAttribute("aria-busy", String(isBusy));
  }

  function close() {
    clearTimeout(timer);
    question?.abort();
    setBusy(false);
    popup.hidden = true;
    status.textContent = "";
    options = [];
    activate(-1);
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
  }

  function leave() {
    if (input !== document.activeElement) close();
  }

  function activate(index) {
    options[active]?.node.removeAttribute("aria-selected");
    active = index;
    const node = options[index]?.node;
    if (!node) return input.removeAttribute("aria-activedescendant");
    node.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  }

  function askSoon() {
    clearTimeout(timer);
    setBusy(true);
    timer = setTimeout(ask, PAUSE);
  }

  async function ask() {
    clearTimeout(timer);
    question?.abort();
    const text = input.value.trim();
    if (text.length < LEAST) return close();
    question = new AbortController();
    const { signal } = question;
    try {
      const groups = await load(text, signal);
      if (!signal.aborted) show(groups);
    } catch {
      if (!signal.aborted) say(texts.failed);
    }
  }

  function show(groups) {
    activate(-1);
    options = [];
    list.replaceChildren(...groups.filter(({ items }) => items.length).map((group, at) => groupNode(group, at, groups.length > 1)));
    if (!options.length) return say(texts.none);
    open();
    status.textContent = countText(options.length, texts);
  }

  function say(text) {
    options = [];
    activate(-1);
    list.replaceChildren();
    open();
    message.textContent = status.textContent = text ?? "";
    popup.hidden = !text;
  }

  function open() {
    setBusy(false);
    message.textContent = "";
    list.hidden = !options.length;
    popup.hidden = false;
    input.setAttribute("aria-expanded", String(options.length > 0));
  }

  function groupNode({ label, items }, at, hasHeading) {
    const group = element("div", "combobox__group");
    group.setAttribute("role", "group");
    if (hasHeading) {
      const heading = element("div", "combobox__heading note bold", label);
      heading.id = `${list.id}-${at}`;
      heading.setAttribute("role", "presentation");
      group.setAttribute("aria-labelledby", heading.id);
      group.append(heading);
    } else group.setAttribute("aria-label", label);
    group.append(...items.map(optionNode));
    return group;
  }

  function optionNode(item) {
    const node = element("div", "combobox__option row-3");
    node.id = `${list.id}-option-${options.length}`;
    node.setAttribute("role", "option");
    const words = element("span", "combobox__words breaks");
    words.append(element("span", "combobox__label", item.label));
    if (item.note) words.append(" ", element("span", "combobox__note note", item.note));
    node.append(...[icon(item), words].filter(Boolean));
    node.addEventListener("click", () => choose(item));
    options.push({ node, item });
    return node;
  }

  function choose(item) {
    close();
    onChoose(item);
  }

  input.addEventListener("input", ({ isComposing }) => {
    clearTimeout(timer);
    if (!isComposing) askSoon();
  });
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("keydown", (event) => {
    const { key, isComposing, ctrlKey, metaKey, altKey } = event;
    if (isComposing || ctrlKey || metaKey) return;
    const isOpen = !popup.hidden;
    if (key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation(); // the panel around it stays
      close();
    } else if (key === "Enter") {
      const chosen = options[active];
      if (chosen || onEnter) event.preventDefault();
      if (chosen) return choose(chosen.item);
      close();
      onEnter?.(input.value.trim());
    } else if (key === "Tab") close();
    else if (["ArrowDown", "ArrowUp"].includes(key) && !altKey) {
      event.preventDefault();
      if (options.length) activate(optionAfter(key, active, options.length));
      else if (key === "ArrowDown") ask();
    } else if (["Home", "End"].includes(key) && active >= 0) {
      event.preventDefault();
      activate(optionAfter(key, active, options.length));
    }
  });
  input.addEventListener("blur", () => afterPress(leave)); // what is pressed may stand below the suggestions, and move up
  popup.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field

  return { close };
}

function element(name, className, text = "") {
  const node = document.createElement(name);
  node.className = className;
  if (text) node.textContent = text;
  return node;
}
