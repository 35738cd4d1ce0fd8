// Reads the design tokens for drawing on a canvas, and tells when they change. Knows custom properties; draws nothing.

const SCHEME = "(prefers-color-scheme: dark)";
const FORCED = "(forced-colors: active)";

/** Token name without dashes ("paper", "kind-company") -> colour, looked up at the element and kept until the scheme changes. */
export function createColours(element, { onChange }) {
  const known = new Map();
  for (const query of [SCHEME, FORCED]) {
    window.matchMedia(query).addEventListener("change", () => {
      known.clear();
      onChange();
    });
  }
  return (token) => {
    if (!known.has(token)) known.set(token, readColour(element, token));
    return known.get(token);
  };
}

// A token says its colour for both schemes, light-dark(): only a property that is a colour tells which one holds.
function readColour(element, token) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const fonts = new WeakMap();

/** The font family that the element has, for canvas text; looked up once. */
export function fontOf(element) {
  if (!fonts.has(element)) fonts.set(element, getComputedStyle(element).fontFamily);
  return fonts.get(element);
}
