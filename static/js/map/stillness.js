// Says on the map's element whether it shows what the address asks for: data-still stands there while nothing is on its
// way and nothing moves. Knows reasons to wait and Leaflet's movement; knows nothing of what is drawn.

const FRAMES = 3; // a zoom begins in the next one; what it shows is drawn in the one after, and gets its buttons in the third
const PRESSES = ["click", "dblclick", "keydown"];

/** Returns `pending(reason)`, which returns what is to be told whether the reason holds: `(isPending) => …`. */
export function createStillness(map) {
  const { dataset } = map.getContainer();
  const reasons = new Set();
  let frame;

  function pending(reason) {
    return (isPending) => {
      if (isPending) reasons.add(reason);
      else reasons.delete(reason);
      stir();
    };
  }

  function stir() {
    cancelAnimationFrame(frame);
    delete dataset.still;
    if (reasons.size === 0) settle(FRAMES);
  }

  function settle(left) {
    frame = requestAnimationFrame(() => {
      if (left > 0) settle(left - 1);
      else dataset.still = "";
    });
  }

  const isMoving = pending("move");
  map.on("movestart zoomstart", () => isMoving(true));
  map.on("moveend", () => isMoving(false));
  for (const type of PRESSES) map.getContainer().addEventListener(type, stir, { capture: true });
  return { pending };
}
