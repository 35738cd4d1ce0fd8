// The filter of the events: a value that is chosen asks at once, panels close as readers expect. Without this, each
// panel has a button of its own.

import { tamePanels } from "../entry_list/facet_panels.js";

const form = document.querySelector("[data-facets]");
tamePanels(form);
