// The embed's way out: the link to the full map carries the filter in force. Knows one link and the form's parameters; knows no map.

import { filterQuery } from "../entry_list/address.js";

const link = document.querySelector("[data-full-map]");
const parameters = document.querySelector("[data-filter]").dataset.parameters.split(" ");

function follow() {
  link.search = filterQuery(location.search, parameters);
}

// The address changes without a signal to us: it is read when somebody is about to use the link.
for (const type of ["pointerenter", "focus", "click", "contextmenu"]) link.addEventListener(type, follow);
