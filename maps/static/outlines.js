/* Outlines: ground and borders, which answer to no pointer. A map has many thousand points
 * of them; they are kept as numbers and not as Leaflet's objects, and what no eye could
 * tell is left out of the drawing.
 */
"use strict";

const deescOutline = (function () {
  const NEAR = 0.7; // pixels between points that are drawn

  /* The web Mercator square, 0 to 1 from the west and from the north. */
  function square([x, y]) {
    return [x / 3.6e6 + 0.5, 0.5 - deescEvents.mercator(y / 1e4) / 360];
  }

  function keep(points) {
    const kept = new Float32Array(2 * points.length);
    points.forEach((point, at) => kept.set(square(point), 2 * at));
    return kept;
  }

  return L.Path.extend({
    options: { interactive: false },

    /* Lines are lists of points in 1e-4 degrees; closed ones are rings. */
    initialize(lines, isClosed, options) {
      L.Util.setOptions(this, options);
      this._lines = lines.map(keep);
      this._isClosed = isClosed;
    },

    _project() {},

    _update() {
      if (!this._map || !this._renderer) return;
      const size = this._map.options.crs.scale(this._map.getZoom());
      const origin = this._map.getPixelOrigin();
      const { min, max } = this._renderer._bounds;
      this._renderer._setPath(this, this._lines
        .map((line) => this._words(line, size, origin, min, max)).join("") || "M0 0");
    },

    _updatePath() {
      this._update();
    },

    /* A point is left out where it all but lies on the last one, or where it and both
     * its neighbours lie beyond the same side of what is drawn. */
    _words(line, size, origin, min, max) {
      const count = line.length / 2;
      const at = (i) => [line[2 * i] * size - origin.x, line[2 * i + 1] * size - origin.y];
      const side = ([x, y]) => (x < min.x ? 1 : x > max.x ? 2 : 0)
        | (y < min.y ? 4 : y > max.y ? 8 : 0);
      let text = "";
      let inView = false;
      let sides = 0; // a ring beyond all four may go around the view
      let last = null;
      let lastSide = 0;
      let point = at(0);
      let own = side(point);
      for (let i = 0; i < count; i += 1) {
        const next = i + 1 < count ? at(i + 1) : at(this._isClosed ? 0 : i);
        const nextSide = side(next);
        sides |= own;
        const isEnd = i === 0 || i === count - 1;
        const isBeyond = (lastSide & own & nextSide) !== 0;
        const isNear = last !== null && Math.abs(point[0] - last[0]) < NEAR
          && Math.abs(point[1] - last[1]) < NEAR;
        if (isEnd || !(isBeyond || isNear)) {
          inView = inView || own === 0 || (last !== null && (lastSide & own) === 0);
          text += (last ? "L" : "M") + point[0].toFixed(1) + " " + point[1].toFixed(1);
          last = point;
          lastSide = own;
        }
        point = next;
        own = nextSide;
      }
      if (this._isClosed && last) {
        inView = inView || sides === 15 || (lastSide & side(at(0))) === 0;
      }
      return inView ? text + (this._isClosed ? "z" : "") : "";
    },
  });
})();
