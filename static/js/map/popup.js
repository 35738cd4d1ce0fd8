// Builds what stands inside a popup: one entry, a list of entries, a message. Knows DOM and the API's fields; fetches nothing.

import { entryAddress } from "../entry_address.js";
import { kindIcon } from "./icon.js";

/** `texts` is the map element's dataset; `kinds` maps a kind to its label; `language` is the page's. `filter()`: the query, which goes along to an entry's page. */
export function createPopupContent({ texts, kinds, language, filter }) {
  const markLabels = JSON.parse(texts.marks);

  function link(slug, text, className) {
    const anchor = element("a", className, text);
    anchor.href = entryAddress(texts.entryUrl, slug, filter());
    if (texts.entryTarget) {
      anchor.target = texts.entryTarget;
      anchor.rel = "noopener";
    }
    return anchor;
  }

  function kindLine(kind, marks) {
    const line = element("p", "map-popup__kind row-2");
    line.append(kindIcon(kind), kinds[kind] ?? kind, ...markTags(marks));
    return line;
  }

  function markTags(marks) {
    return marks.map((name) => element("span", `mark mark--${name}`, markLabels[name] ?? name));
  }

  /** As templates/landkarte/_face.html: the logo, or the monogram in the colour of the kind. */
  function face({ logo, monogram, kind }) {
    if (!logo) {
      const signs = element("b", `face tone--${kind}`, monogram);
      signs.setAttribute("aria-hidden", "true");
      return signs;
    }
    const picture = element("img", "face");
    picture.src = logo;
    picture.alt = "";
    return picture;
  }

  function spoken(node, textLanguage) {
    if (textLanguage && textLanguage !== language) node.lang = textLanguage;
    return node;
  }

  function factLine({ fact, fact_label: label, fact_language: factLanguage }) {
    const line = element("p", "map-popup__fact");
    line.append(element("span", "muted", `${label}:`), " ", spoken(element("span", "", fact), factLanguage));
    return line;
  }

  function entry({ slug, kind, name, organisation_name: organisation, city, summary, summary_language: summaryLanguage, marks, ...rest }) {
    const heading = element("p", "map-popup__name strong hyphens");
    heading.append(link(slug, name));
    const parts = [kindLine(kind, marks), heading];
    const place = [organisation, city].filter(Boolean).join(" · ");
    if (place) parts.push(element("p", "map-popup__place", place));
    const head = element("div", "map-popup__head");
    head.append(face({ kind, ...rest }), ...parts.splice(1));
    parts.push(head);
    if (rest.fact) parts.push(factLine(rest));
    if (summary) parts.push(spoken(element("p", "map-popup__summary", summary), summaryLanguage));
    const more = link(slug, texts.textMore, "map-popup__more target-low strong");
    more.setAttribute("aria-label", `${texts.textMore}: ${name}`);
    return [...parts, more];
  }

  function list(entries, { title, all }) {
    const rows = element("ul", "map-popup__list");
    for (const { slug, kind, name, marks, ...rest } of entries) {
      const row = element("li", "map-popup__row row-2 baseline");
      const label = element("span", "visually-hidden", `${kinds[kind] ?? kind}: `);
      const text = element("span", "map-popup__label wrap baseline");
      text.append(label, link(slug, name), ...markTags(marks));
      row.append(face({ kind, ...rest }), text);
      rows.append(row);
    }
    return [element("p", "map-popup__title row-2 strong", title), rows, all];
  }

  /** The link that shows the same entries in the page's list; `data-swap` lets the page answer it without leaving. */
  function all(address, text) {
    const anchor = element("a", "map-popup__more target-low strong", text);
    anchor.href = address;
    anchor.dataset.swap = "";
    return anchor;
  }

  return { entry, list, all, message: (text) => [element("p", "map-popup__message", text)] };
}

/** The popup's frame: a dialog with a close button; `fill(nodes)` sets what it holds. */
export function createPopupFrame({ label, close, onClose }) {
  const frame = element("div", "map-popup");
  frame.setAttribute("role", "dialog");
  frame.setAttribute("aria-label", label);
  frame.tabIndex = -1;
  const button = element("button", "map-popup__close", "×");
  button.type = "button";
  button.setAttribute("aria-label", close);
  button.addEventListener("click", (event) => {
    event.stopPropagation(); // the popup goes with the click: the map below could not tell that it was not meant
    onClose();
  });
  const body = element("div", "map-popup__body");
  frame.append(body, button);
  return { frame, fill: (nodes) => body.replaceChildren(...nodes) };
}

function element(name, className = "", text = "") {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}
