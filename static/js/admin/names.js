// Names what Django's admin and Select2 leave without a name for a screen reader. Knows their markup; changes no value.

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();

function nameAll() {
  for (const input of document.querySelectorAll(".inline-group .tabular td :is(input, select, textarea):not([type=hidden], [aria-label])")) {
    nameByInlineColumn(input);
  }
  for (const input of document.querySelectorAll("p.datetime :is(.vDateField, .vTimeField):not([aria-label])")) {
    nameMoment(input);
  }
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) nameChooser(select);
  for (const input of document.querySelectorAll("#result_list td[class*=field-] :is(input, select):not([type=hidden], [aria-label])")) {
    nameByColumn(input);
  }
  for (const header of document.querySelectorAll(".inline-group th:not([role])")) {
    if (!header.textContent.trim()) header.setAttribute("role", "cell"); // it heads nothing
  }
  for (const choice of document.querySelectorAll("#changelist-filter a:empty")) choice.textContent = "–"; // no value
  const search = document.querySelector("#searchbar:not([aria-label])");
  search?.setAttribute("aria-label", document.querySelector("label[for=searchbar] img")?.alt ?? "");
}

function nameChooser(select) {
  const label = select.labels[0]?.textContent.trim().replace(/:$/, "") ?? select.getAttribute("aria-label");
  const chooser = select.nextElementSibling;
  if (!label || !chooser?.matches(".select2-container")) return;
  const shown = chooser.querySelector("span.select2-selection__rendered");
  if (shown) {
    const chosen = select.selectedOptions[0]?.text.trim();
    setOnce(shown, "aria-label", chosen ? `${label}: ${chosen}` : label);
  }
  for (const field of chooser.querySelectorAll(".select2-search__field")) setOnce(field, "aria-label", label);
  // Select2 puts other things between the items: to a screen reader this is no list.
  for (const part of chooser.querySelectorAll("ul, ul > li")) setOnce(part, "role", "presentation");
}

function nameByColumn(input) {
  const cell = input.closest("td");
  const column = [...cell.classList].find((name) => name.startsWith("field-")).slice("field-".length);
  const heading = document.querySelector(`#result_list th.column-${column} .text`)?.textContent.trim();
  const row = cell.parentElement.querySelector("th")?.textContent.trim();
  if (heading) input.setAttribute("aria-label", [heading, row].filter(Boolean).join(": "));
}

// In a row below a form: by the column, and by the row that was saved before.
function nameByInlineColumn(input) {
  const cell = input.closest("td");
  const heading = cell.closest("table").querySelectorAll("thead th")[cell.cellIndex]?.textContent.trim();
  const row = cell.parentElement.querySelector("td.original p")?.firstChild?.textContent.trim();
  if (heading) input.setAttribute("aria-label", [heading, row].filter(Boolean).join(": "));
}

// A day and a time that share one label: by it, and by the word before each.
function nameMoment(input) {
  const label = input.closest(".fieldBox, .flex-container")?.querySelector("label, legend")?.textContent.trim();
  const part = input.previousSibling?.textContent.trim();
  if (label && part) input.setAttribute("aria-label", `${label} ${part}`.replace(/:$/, ""));
}

function setOnce(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
