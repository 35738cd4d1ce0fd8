// The ring under one drawn cell that marks it: an element of its own, so that nothing else is drawn anew. Knows positions; knows no entries.

const BEYOND = 6; // pixels between the edge of what is marked and the ring

export function createHalo(parent) {
  const ring = document.createElement("div");
  ring.className = "map-halo";
  ring.setAttribute("aria-hidden", "true");
  ring.hidden = true;
  parent.prepend(ring);

  return {
    /** Around a centre in world pixels of the view's zoom; the view's corner is the parent's. */
    show({ x, y }, radius, { left, top }) {
      const size = 2 * (radius + BEYOND);
      ring.style.width = `${size}px`;
      ring.style.height = `${size}px`;
      ring.style.transform = `translate(${x - left - size / 2}px, ${y - top - size / 2}px)`;
      ring.hidden = false;
    },
    hide() {
      ring.hidden = true;
    },
  };
}
