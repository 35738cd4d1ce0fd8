// The map beside latitude and longitude in the admin. Knows the two inputs only.

import { createPinMap } from "../map/pin.js";

const element = document.querySelector("[data-map][data-location]");
const latitude = document.querySelector("#id_latitude");
const longitude = document.querySelector("#id_longitude");
if (element && latitude && longitude) createPinMap(element, latitude, longitude);
