// A line of text beside what is pointed at. Knows the map's size; what it says comes from outside, and is said to screen readers elsewhere.

const AWAY = 14; // pixels between the text and its place
const EDGE = 8; // pixels between the text and the map's edge

export function createTip(map) {
  const tip = document.createElement("p");
  tip.className = "map-tip";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  map.getContainer().append(tip);

  const hide = () => {
    tip.hidden = true;
  };
  map.on("movestart zoomstart", hide);

  return {
    /** Above a point of the map's container, below it where there is no room. */
    show(text, { x, y }) {
      tip.textContent = text;
      tip.hidden = false;
      const { offsetWidth, offsetHeight } = tip;
      const left = Math.max(EDGE, Math.min(map.getSize().x - offsetWidth - EDGE, x - offsetWidth / 2));
      const above = y - AWAY - offsetHeight;
      tip.style.transform = `translate(${left}px, ${above < EDGE ? y + 2 * AWAY : above}px)`;
    },
    hide,
  };
}
