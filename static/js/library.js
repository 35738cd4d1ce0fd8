// Brings a library into the page when it is first needed: the first view does without. Knows its address; knows nothing of what it does.

const asked = new Map(); // address -> promise

/** Resolves when the library has run; rejects when it could not be fetched, and the next call tries again. */
export function loadLibrary(address) {
  if (!asked.has(address)) asked.set(address, run(address));
  asked.get(address).catch(() => asked.delete(address));
  return asked.get(address);
}

function run(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${address} could not be fetched`));
    });
    document.head.append(script);
  });
}
