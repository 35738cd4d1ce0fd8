// The embed's ways out: the link to the full map carries the filter in force, and a sandboxed frame asks its site to go. Knows one link and the form's parameters; knows no map.

import { filterQuery } from "../entry_list/address.js";

const link = document.querySelector("[data-full-map]");
const parameters = document.querySelector("[data-filter]").dataset.parameters.split(" ");

function follow() {
  link.search = filterQuery(location.search, parameters);
}

// The address changes without a signal to us: it is read when somebody is about to use the link.
for (const type of ["pointerenter", "focus", "click", "contextmenu"]) link.addEventListener(type, follow);

// In a sandboxed frame no link opens a window. WordPress, which makes such frames, goes there itself when it is told to, with the secret
// that it has put behind our address (its embed scripts: the message "link").
const secret = /[#&?]secret=(\w+)/.exec(location.hash)?.[1];

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[target=_blank]");
  if (!link || !secret || window.origin !== "null") return;
  event.preventDefault();
  window.parent.postMessage({ message: "link", value: link.href, secret }, "*");
});
