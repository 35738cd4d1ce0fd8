// Passkeys: asks the browser for one, or to make one, and sends the answer with the form.
import { creationOptions, plain, requestOptions } from "./webauthn.js";

const ways = document.querySelectorAll("[data-passkey-way]");
const failed = document.querySelector("[data-passkey-failed]");

function embedded() {
  return JSON.parse(document.querySelector("#passkey-options").textContent);
}

async function fetched(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return answer.json();
}

const ask = {
  async login(form) {
    const { request_options: options } = await fetched(form);
    return navigator.credentials.get(requestOptions(options));
  },
  async get() {
    return navigator.credentials.get(requestOptions(embedded().request_options));
  },
  async create() {
    return navigator.credentials.create(creationOptions(embedded().creation_options));
  },
};

async function send(form) {
  failed.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(plain(await ask[form.dataset.passkey](form)));
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const way of ways) way.hidden = false;
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
