// The filter of the events: its panels close as readers expect. Knows the form; knows no values.

import { tamePanels } from "../entry_list/facet_panels.js";

tamePanels(document.querySelector("[data-facets]"));
