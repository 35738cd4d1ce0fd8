// Finds values inside a long filter by their name or explanation. Knows the panel's rows; changes no choice.

/** Lower case, without accents; ä = ae = a and ß = ss, as the portal's own search folds words (landkarte/search.py). */
export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{Mark}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replaceAll("ß", "ss")
    .replace(/([aou])e+/g, "$1");
}

/** What a row is found by: not its count, nor what is written for screen readers alone. */
export function textOf(row) {
  return fold([...row.querySelectorAll(".option__label, .definition__text")].map(({ textContent }) => textContent).join(" "));
}

export function searchFacets(form) {
  form.addEventListener("input", ({ target }) => {
    if (target.matches("[data-facet-search]")) show(target.closest("[data-facet-panel]"), target.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-facet-search]")) return;
    event.preventDefault(); // it narrows this panel; there is nothing to send
  });
}

function show(panel, text) {
  const wanted = fold(text.trim());
  let found = 0;
  for (const row of panel.querySelectorAll(".facet__options > li")) {
    row.hidden = !textOf(row).includes(wanted);
    if (!row.hidden) found += 1;
  }
  panel.querySelector("[data-facet-none]").hidden = found > 0;
}
