// Sends the form to be saved. Knows addresses and answers of the server; knows no page.

const STATES = { 409: "conflict", 410: "closed", 403: "away", 404: "away" };

/** What an answer means: a state of the autosave. */
export function stateOf({ ok, status, redirected }) {
  if (redirected) return "away"; // to the login
  if (ok) return "saved";
  return STATES[status] ?? "refused";
}

/** Resolves to { state, answer }; never rejects. */
export async function save(address, data) {
  let response;
  try {
    response = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
  } catch {
    return { state: "offline" };
  }
  const state = stateOf(response);
  try {
    return { state, answer: state === "away" || state === "refused" ? undefined : await response.json() };
  } catch {
    return { state: "refused" };
  }
}

/** The token that a form on the page at the address has now: a login in another window makes older ones useless. "" while logged out. */
export async function freshToken(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return "";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("[data-submission] [name=csrfmiddlewaretoken]")?.value ?? "";
  } catch {
    return "";
  }
}

/** Leaves: nobody waits for the answer. A request that outlives its page holds 64 KB, so pictures stay behind. */
export function saveOnLeaving(address, data) {
  data.delete("logo_file");
  fetch(address, { method: "POST", body: data, keepalive: true }).catch(() => {});
}
