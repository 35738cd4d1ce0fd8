// Brings the list of results for an address into the page. Knows htmx's swap and #results; knows no form and no map.

import { loadLibrary } from "../library.js";

const TARGET = "#results";
const READABLE = [200, 400]; // a refused query comes with a list that says why

/**
 * Returns `load(address)`: resolves to true when the list is in the page, to false when a newer load took over; rejects when nothing could be shown.
 * `htmxUrl`: where htmx is. The request is a plain fetch because a newer one has to end it quietly: htmx reports that as an error.
 */
export function createList({ htmxUrl }) {
  let request = new AbortController();

  return async function load(address) {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const headers = { "HX-Request": "true", "HX-Target": "results" };
      const [response] = await Promise.all([fetch(address, { signal, headers }), loadLibrary(htmxUrl)]);
      const text = await response.text();
      if (signal.aborted) return false;
      if (!READABLE.includes(response.status) || !text.includes('id="results"')) throw new Error(`${address} answered ${response.status}`);
      htmx.swap(TARGET, text, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 }, { select: TARGET });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  };
}
