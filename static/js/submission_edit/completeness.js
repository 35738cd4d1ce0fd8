// The meter, and what is missing and why. Knows its own element only.

/** `answer`: { percent, missing: [{ label, anchor, why, needed }] }. */
export function showCompleteness(element, { percent, missing }) {
  const { textPercent, textNeeded, textDone } = element.dataset;
  element.querySelector("[data-percent]").value = percent;
  element.querySelector("[data-percent-text]").textContent = textPercent.replace("{percent}", percent);
  const items = missing.map((one) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${one.anchor}`;
    link.textContent = one.label;
    item.append(link);
    if (one.needed) {
      item.className = "missing--needed";
      item.append(" ", span("missing__needed", textNeeded));
    }
    item.append(span("missing__why", one.why));
    return item;
  });
  if (!items.length) {
    items.push(document.createElement("li"));
    items[0].textContent = textDone;
  }
  element.querySelector("[data-missing]").replaceChildren(...items);
}

function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
