// A canvas that lies over the map view and some way beyond it, and follows pan and zoom. Knows Leaflet's movement; what is drawn comes from outside.
//
// A view, as given to `draw(context, view)`: { zoom, left, top, width, height } in world pixels of that zoom; the context's origin is (left, top).

const MARGIN = 0.3; // of the map's size on each side: a drag shows drawn ground before anything is drawn again

export const Sheet = L.Layer.extend({
  initialize({ pane, draw }) {
    L.setOptions(this, { pane });
    this.draw = draw;
    this.element = L.DomUtil.create("div", "map-sheet leaflet-zoom-animated");
    this.canvas = L.DomUtil.create("canvas", "map-sheet__canvas", this.element);
    this.canvas.setAttribute("aria-hidden", "true");
    this.moving = false;
  },

  onAdd() {
    this.getPane().append(this.element);
    this.redraw();
  },

  onRemove() {
    this.element.remove();
  },

  getEvents() {
    return {
      viewreset: this.redraw,
      resize: this.redraw,
      moveend: this.redraw,
      move: this.extend,
      zoom: () => this.follow(this._map.getCenter(), this._map.getZoom()),
      zoomanim: ({ center, zoom }) => {
        this.moving = true;
        this.follow(center, zoom);
      },
      zoomend: () => {
        this.moving = false;
      },
    };
  },

  /** Draws the view anew; during a zoom animation nothing happens, its end draws. */
  redraw() {
    if (!this._map || this.moving) return;
    const map = this._map;
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint(size.multiplyBy(-MARGIN)).round();
    const extent = size.multiplyBy(1 + 2 * MARGIN).round();
    const origin = corner.add(map.getPixelOrigin());
    this.view = { zoom: map.getZoom(), left: origin.x, top: origin.y, width: extent.x, height: extent.y };
    this.drawn = L.bounds(corner, corner.add(extent));
    this.corner = map.layerPointToLatLng(corner);
    L.DomUtil.setTransform(this.element, corner, 1);
    this.draw(this.clear(), this.view);
  },

  /** Draws anew when a long drag is about to leave the drawn ground. */
  extend() {
    const map = this._map;
    if (map.getZoom() !== this.view.zoom) return;
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (!this.drawn.contains(L.bounds(corner, corner.add(map.getSize())))) this.redraw();
  },

  /** Scales and shifts what is drawn to where it will be at another centre and zoom. */
  follow(center, zoom) {
    const map = this._map;
    const offset = map
      .project(this.corner, zoom)
      .subtract(map.project(center, zoom))
      .add(map.getSize().divideBy(2))
      .add(map.containerPointToLayerPoint([0, 0]));
    L.DomUtil.setTransform(this.element, offset, map.getZoomScale(zoom, this.view.zoom));
  },

  clear() {
    const { canvas, view } = this;
    const density = window.devicePixelRatio || 1;
    const width = Math.round(view.width * density);
    const height = Math.round(view.height * density);
    const context = canvas.getContext("2d");
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    return context;
  },
});
