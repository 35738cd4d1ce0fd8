// The page of one claim: keys that move the focus. Knows data attributes; sends nothing itself.

import { startKeys } from "./review_keys.js";

startKeys(document.querySelector("[data-review]"));
if (location.hash === "#vorschau") document.querySelector("#vorschau")?.focus();
