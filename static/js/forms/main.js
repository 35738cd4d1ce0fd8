// What forms do beyond sending: count characters, send once. Knows data attributes; knows no form in particular.

import { countInto } from "./counter.js";

for (const field of document.querySelectorAll("[data-counted]")) {
  const input = field.querySelector("textarea, input");
  const line = field.querySelector("[data-counter]");
  const update = () => countInto(line, input.value, field.dataset, document.documentElement.lang);
  input.addEventListener("input", update);
  update();
}

// The server takes a form once whatever happens here; this only saves the second request.
for (const form of document.querySelectorAll("[data-form]")) {
  const button = form.querySelector("[type=submit]");
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    button.setAttribute("aria-disabled", "true");
  });
  // A page that comes back from the browser's memory can be sent again: its token gets the same answer.
  addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));
}
