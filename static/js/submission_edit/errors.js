// What the server says of a field stands at the field. Knows [data-field] and [data-error].

/** `errors`: field -> messages. `needed`: fields that are still missing keep what stands there; who is typing (`typing`, an element) is left in peace. */
export function showErrors(form, errors, { needed, typing }) {
  for (const place of form.querySelectorAll("[data-field]")) {
    const name = place.dataset.field;
    const messages = errors[name] ?? [];
    if (messages.length ? place.contains(typing ?? null) : needed.has(name)) continue;
    const line = place.querySelector("[data-error]");
    line.textContent = messages.join(" ");
    line.hidden = !messages.length;
    place.classList.toggle("field--wrong", messages.length > 0);
    const input = place.querySelector("input:not([type=hidden]), select, textarea");
    if (place.tagName !== "FIELDSET") mark(input, line.id, messages.length > 0);
  }
  const summary = document.querySelector("#fehler");
  if (summary && !form.querySelector(".field--wrong") && !summary.contains(document.activeElement)) summary.remove();
}

function mark(input, id, isWrong) {
  const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (isWrong) {
    input.setAttribute("aria-invalid", "true");
    described.add(id);
  } else {
    input.removeAttribute("aria-invalid");
    described.delete(id);
  }
  if (described.size) input.setAttribute("aria-describedby", [...described].join(" "));
  else input.removeAttribute("aria-describedby");
}
