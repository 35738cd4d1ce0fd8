// The filter form and the address: reads one, writes the other. Knows form controls; knows no server and no map.

/** Fields as [name, value] pairs, the names that the form has a control for (`owned`), and of those that have not all of their boxes
 * yet the values that have one (`boxes`: name -> values). What is hidden is for readers without scripts:
 * it may have several values, and the address has them all. */
export function readForm(form) {
  const owned = new Set([...form.elements].filter(({ type }) => type !== "hidden").map(({ name }) => name).filter(Boolean));
  const fields = [...new FormData(form)].filter(([name, value]) => owned.has(name) && typeof value === "string");
  const incomplete = form.dataset.incomplete?.split(" ") ?? [];
  const boxes = Object.fromEntries(incomplete.map((name) => [name, new Set(valuesOf(form, name))]));
  return { fields, owned, boxes };
}

/** Sets every control to what the query says; `sort` is the order in force, `typing` a control that the reader is writing in. */
export function writeForm(form, search, { sort, typing }) {
  const query = new URLSearchParams(search);
  for (const control of form.elements) {
    if (!control.name || control === typing) continue;
    const values = query.getAll(control.name);
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.name === "sort") {
      for (const option of control.options) option.disabled = Boolean(option.dataset.needs) && !query.has(option.dataset.needs);
      select(control, values[0] ?? sort);
    }
    else if (control.type === "select-multiple") for (const option of control.options) option.selected = values.includes(option.value);
    else if (control.type === "select-one") select(control, values[0] ?? "");
    else if (isText(control)) control.value = values[0] ?? "";
  }
}

function valuesOf(form, name) {
  return [...form.elements].filter((control) => control.name === name).map(({ value }) => value);
}

function select(control, value) {
  const options = [...control.options];
  const wanted = options.find((option) => option.value === value) ?? options[0];
  if (wanted) wanted.selected = true;
}

function isText({ type }) {
  return !["submit", "button", "reset", "image", "file", "fieldset", "output"].includes(type);
}
