// When the form saves itself, and what it tells. Knows neither form nor server: `send()` does the one, `show(state, answer)` the other.

const AGAIN = new Set(["offline", "away", "refused"]); // tried again; of the others somebody has to know first

/**
 * Saves 10 s after the last save at the latest, one at a time; what changes meanwhile goes with the next.
 * `send()` resolves to { state, answer }: "saved", "conflict", "closed", or one that is tried again. States shown besides: "changed", "saving".
 */
export function createAutosave({ send, show, every = 10_000, later = (...call) => setTimeout(...call), cancel = (timer) => clearTimeout(timer) }) {
  let isDirty = false;
  let isSaving = false;
  let isUrgent = false; // somebody asked for a save while one was on its way
  let isStopped = false;
  let isTroubled = false;
  let timer;

  function changed() {
    isDirty = true;
    if (isStopped) return;
    if (!isSaving && !isTroubled) show("changed");
    plan();
  }

  function plan() {
    timer ??= later(() => {
      timer = undefined;
      flush();
    }, every);
  }

  async function flush() {
    if (isSaving) isUrgent = true;
    if (!isDirty || isSaving || isStopped) return;
    cancel(timer);
    timer = undefined;
    isDirty = false;
    isSaving = true;
    if (!isTroubled) show("saving");
    const { state, answer } = await send();
    isSaving = false;
    isTroubled = state !== "saved";
    if (isTroubled) isDirty = true;
    isStopped = isTroubled && !AGAIN.has(state);
    show(state, answer);
    const isNext = isUrgent && !isTroubled;
    isUrgent = false;
    if (isDirty && isNext) await flush();
    else if (isDirty && !isStopped) plan();
  }

  return {
    changed,
    flush,
    get hasUnsaved() {
      return isDirty || isSaving;
    },
    get isTroubled() {
      return isTroubled;
    },
  };
}
