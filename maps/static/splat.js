/* Splats: events as small stamps in one picture, and which of them a pointer is on.
 *
 * A stamp is a list of offsets into the picture: drawing one is a few writes, without
 * any path. Shape and colour both tell the class; hollow stamps are only possibly in
 * the window.
 */
"use strict";

const deescSplat = (function () {
  const { NO, CERTAIN } = deescEvents;
  const MOST_STAMPED = 60000; // more than these get small stamps
  // From how many events on a place takes the next size.
  const SIZES = [1, 4, 10, 32, 100, 317, 1000, 3163, 10000];
  const NOWHERE = -1e8; // degrees: what has no point lies farther off
  const MOST_SIZES = 64; // stamps that are kept
  const NAMES = ["certain", "possible", "unknown", "no"];
  const stamps = new Map();
  let sized = {};

  /* Whether a stamp of a class covers an offset, and whether that is its edge. */
  const SHAPES = {
    certain: (dx, dy, r) => Math.abs(dx) + Math.abs(dy) - r,
    possible: (dx, dy, r) => Math.hypot(dx, dy) - r * 0.86,
    unknown: (dx, dy, r) => Math.max(Math.min(Math.abs(dx - dy), Math.abs(dx + dy))
      - r * 0.28, Math.max(Math.abs(dx), Math.abs(dy)) - r * 0.75),
    no: (dx, dy, r) => Math.hypot(dx, dy) - r * 0.55,
  };

  function stamp(name, isHollow, radius, width) {
    const fill = [];
    const edge = [];
    const reach = Math.ceil(radius) + 1;
    const line = Math.max(1, radius * 0.3);
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const depth = SHAPES[name](dx, dy, radius);
        const offset = dy * width + dx;
        if (depth <= 0 && (!isHollow || depth > -line)) fill.push(offset);
        else if (depth > 0 && depth <= 1 && name !== "no") edge.push(offset);
      }
    }
    return { fill: Int32Array.from(fill), edge: Int32Array.from(edge) };
  }

  /* "#d55e00" as the number that a pixel is in memory. */
  function pixel(colour, alpha) {
    const number = parseInt(colour.slice(1), 16);
    const bytes = Uint8Array.of(number >> 16, (number >> 8) & 255, number & 255, alpha);
    return new Uint32Array(bytes.buffer)[0];
  }

  /* The stamps of a size, made once for as long as picture and colours stay. */
  function stampsFor(colours, radius, width) {
    const key = [radius, width, colours.rim, ...NAMES.map((name) => colours[name])].join();
    if (!stamps.has(key)) {
      if (stamps.size > MOST_SIZES) stamps.clear();
      stamps.set(key, makeStamps(colours, radius, width));
    }
    return stamps.get(key);
  }

  /* Stamps for each of SIZES, made as they are wanted; those of the last picture stay. */
  function sizesFor({ colours, radius, width }) {
    if (sized.colours !== colours || sized.radius !== radius || sized.width !== width) {
      sized = { colours, radius, width, stamps: SIZES.map(() => null) };
    }
    return sized.stamps;
  }

  function makeStamps(colours, radius, width) {
    const small = radius < 2.5;
    const scale = { certain: 1, possible: 1, unknown: 1, no: 0.9 };
    return NAMES.flatMap((name) => [false, true].map((isHollow) => {
      const made = stamp(name, isHollow, Math.max(1, radius * scale[name]), width);
      return {
        fill: made.fill,
        edge: small ? new Int32Array(0) : made.edge,
        colour: pixel(colours[name], 255),
        rim: pixel(colours.rim, 190),
      };
    }));
  }

  /* The box around all points of a table in degrees, worked out once. */
  function boundsOf(table) {
    if (!table.bounds) {
      const bounds = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = 0; i < table.x.length; i += 1) {
        const x = table.x[i];
        const y = table.y[i];
        if (x < NOWHERE) continue;
        if (x < bounds[0]) bounds[0] = x;
        if (y < bounds[1]) bounds[1] = y;
        if (x > bounds[2]) bounds[2] = x;
        if (y > bounds[3]) bounds[3] = y;
      }
      table.bounds = bounds;
    }
    return table.bounds;
  }

  /* The pixels of a picture that a stamp may cover: left, top, right and bottom. */
  function reached(table, { width, height, margin }, { sx, sy, ox, oy }) {
    const [west, south, east, north] = boundsOf(table);
    const [x, y] = table.origin;
    const within = (pixel, most) => Math.max(0, Math.min(most, Math.round(pixel)));
    return [within((x + west) * sx + ox - margin, width),
      within((y + north) * sy + oy - margin, height),
      within((x + east) * sx + ox + margin, width),
      within((y + south) * sy + oy + margin, height)];
  }

  /* Wipe what was drawn before: no more than stamps can have covered. */
  function wipe({ pixels, width, part: [left, top, right, bottom] }) {
    for (let row = top; row < bottom; row += 1) {
      pixels.fill(0, row * width + left, row * width + right);
    }
  }

  /* Draw a window into a picture of width x height pixels with a margin around it.
   *
   * view: scale and shift from degrees (longitude, Mercator latitude) to pixels. */
  function draw(table, window, picture, view) {
    const { pixels, width, height, margin } = picture;
    wipe(picture);
    const made = stampsFor(picture.colours, picture.radius, width);
    const { classes, mask, x, y } = table;
    const standing = table.standing.codes;
    const answer = table.isFuzzy ? deescEvents.answerer(table, window) : null;
    const { sx, sy } = view;
    const ox = view.ox + table.origin[0] * sx;
    const oy = view.oy + table.origin[1] * sy;
    const right = width - margin;
    const bottom = height - margin;
    for (const [low, high] of deescEvents.stretches(table, window)) {
      for (let i = low; i < high; i += 1) {
        const px = x[i] * sx + ox;
        const py = y[i] * sy + oy;
        if (!(px >= margin && py >= margin && px < right && py < bottom)) continue;
        if (mask !== null && mask[i] === 0) continue;
        let hollow = 0;
        if (answer !== null) {
          const said = answer(i);
          if (said === NO) continue;
          hollow = 2 - said;
        }
        const { fill, edge, colour, rim } = made[
          classes[standing ? standing[i] : 0] * 2 + hollow];
        const base = Math.floor(py) * width + Math.floor(px);
        for (let k = 0; k < edge.length; k += 1) pixels[base + edge[k]] = rim;
        for (let k = 0; k < fill.length; k += 1) pixels[base + fill[k]] = colour;
      }
    }
  }

  /* Draw places, each as large as its number of events asks, the surest on top, of
   * equal ones the southern. An event that is certain in the window makes its place
   * solid. */
  function drawPlaces(table, window, picture, view) {
    const { pixels, width, height } = picture;
    const { sx, sy, ox, oy } = view;
    wipe(picture);
    const { count, best, solid } = tally(table, window);
    const sizes = sizesFor(picture);
    const seen = NAMES.map(() => []);
    for (const at of southward(table)) if (best[at] < NAMES.length) seen[best[at]].push(at);
    for (let kind = NAMES.length - 1; kind >= 0; kind -= 1) {
      for (const at of seen[kind]) {
        let step = SIZES.length - 1;
        while (count[at] < SIZES[step]) step -= 1;
        const radius = picture.radius * sizeOf(step);
        const px = Math.floor(table.x[at] * sx + ox);
        const py = Math.floor(table.y[at] * sy + oy);
        const margin = Math.ceil(radius) + 2;
        if (px < margin || py < margin || px >= width - margin || py >= height - margin) {
          continue;
        }
        if (sizes[step] === null) sizes[step] = stampsFor(picture.colours, radius, width);
        const { fill, edge, colour, rim } = sizes[step][kind * 2 + 1 - solid[at]];
        const base = py * width + px;
        for (let k = 0; k < edge.length; k += 1) pixels[base + edge[k]] = rim;
        for (let k = 0; k < fill.length; k += 1) pixels[base + fill[k]] = colour;
      }
    }
  }

  /* The numbers of the places from north to south, worked out once. */
  function southward(table) {
    if (table.southward) return table.southward;
    const { places } = table;
    const keys = places.map(([lon, lat, error, admin1]) => [-lat, lon,
      error === null ? -1 : error, admin1 || ""]);
    const order = Uint32Array.from(places.keys());
    order.sort((a, b) => {
      const at = keys[a].findIndex((key, part) => key !== keys[b][part]);
      return at < 0 ? 0 : keys[a][at] < keys[b][at] ? -1 : 1;
    });
    table.southward = order;
    return order;
  }

  function sizeOf(step) {
    return 0.8 + 0.2 * step;
  }

  /* Of each place: how many events, their surest class, and whether one of that class
   * is certain in the window. */
  function tally(table, window) {
    const { classes, mask, place, weight } = table;
    const standing = table.standing.codes;
    const size = table.places.length;
    if (!table.tally) {
      table.tally = { count: new Float64Array(size), best: new Uint8Array(size),
        solid: new Uint8Array(size) };
    }
    const { count, best, solid } = table.tally;
    count.fill(0);
    best.fill(NAMES.length);
    solid.fill(0);
    const answer = table.isFuzzy ? deescEvents.answerer(table, window) : null;
    for (const [low, high] of deescEvents.stretches(table, window)) {
      for (let i = low; i < high; i += 1) {
        if (mask !== null && mask[i] === 0) continue;
        const said = answer === null ? CERTAIN : answer(i);
        if (said === NO) continue;
        const at = place[i];
        const kind = classes[standing ? standing[i] : 0];
        count[at] += weight ? weight[i] : 1;
        if (kind < best[at]) {
          best[at] = kind;
          solid[at] = 0;
        }
        if (kind === best[at] && said === CERTAIN) solid[at] = 1;
      }
    }
    return table.tally;
  }

  /* Whether anything is drawn within so many pixels of a point of a picture. */
  function isDrawn({ pixels, width, height }, px, py, reach) {
    const left = Math.max(0, Math.floor(px - reach));
    const right = Math.min(width - 1, Math.ceil(px + reach));
    const last = Math.min(height - 1, Math.ceil(py + reach));
    for (let row = Math.max(0, Math.floor(py - reach)); row <= last; row += 1) {
      for (let at = row * width + left; at <= row * width + right; at += 1) {
        if (pixels[at] !== 0) return true;
      }
    }
    return false;
  }

  /* Events at a pixel, the one on top first: a scan, which needs no index. */
  function pick(table, window, view, px, py, reach, most) {
    const { mask, x, y } = table;
    const place = table.place || null;
    const { sx, sy } = view;
    const lon = (px - view.ox) / sx - table.origin[0];
    const lat = (py - view.oy) / sy - table.origin[1];
    const wide = reach / sx;
    const high = reach / -sy; // the scale of y is negative: north is up
    // One comparison that nearly always fails is foreseen by a processor; of two bounds
    // each would be a guess, and a scan of a million rows would take three times as long.
    const isNear = (i) => Math.abs(x[i] - lon) <= wide && Math.abs(y[i] - lat) <= high;
    const found = [];
    const answer = deescEvents.answerer(table, window);
    let count = 0;
    // Places are few: which of them are near is known before their events are looked at.
    const near = place ? new Uint8Array(x.length) : null;
    for (let at = 0; near && at < x.length; at += 1) near[at] = Number(isNear(at));
    if (near && !near.includes(1)) return { found, count };
    for (const [low, high] of deescEvents.stretches(table, window).reverse()) {
      for (let i = high - 1; i >= low; i -= 1) {
        if (near === null ? !isNear(i) : near[place[i]] === 0) continue;
        if (mask !== null && mask[i] === 0) continue;
        if (answer(i) === NO) continue;
        count += table.weight ? table.weight[i] : 1;
        if (found.length < most) found.push(i);
      }
    }
    return { found, count };
  }

  /* The layer of a Leaflet map that shows a table of events. */
  const Layer = L.Renderer.extend({
    options: { pane: "events", padding: 0.1 },

    initialize(table, colours, options) {
      this._table = table;
      this._colours = colours;
      this._window = [0, 0];
      L.Renderer.prototype.initialize.call(this, options);
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._context = this._container.getContext("2d");
      this._container.setAttribute("aria-hidden", "true");
    },

    _destroyContainer() {
      this._container.remove();
      this._container = null;
      this._context = null;
    },

    setWindow(window) {
      this._window = window;
      this._paint();
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      this._ratio = ratio;
      this._part = ""; // another size has wiped the canvas
      this._paint();
    },

    _onZoomEnd() {},

    /* From degrees to pixels of the canvas. */
    view() {
      const map = this._map;
      const zoom = map.getZoom();
      const size = map.options.crs.scale(zoom) * this._ratio;
      const origin = map.getPixelOrigin().add(this._bounds.min).multiplyBy(this._ratio);
      return {
        sx: size / 360, ox: size / 2 - origin.x, sy: -size / 360, oy: size / 2 - origin.y,
      };
    },

    _radius() {
      const grown = this._map.getZoom() >= 8 ? 5 : 4;
      const rows = deescEvents.stretches(this._table, this._window)
        .reduce((sum, [low, high]) => sum + high - low, 0);
      const isDense = rows > MOST_STAMPED && !this._table.place;
      return (isDense ? 2 : grown) * this._ratio;
    },

    _paint() {
      if (!this._map || !this._bounds || !this._container) return;
      const canvas = this._container;
      const radius = this._radius();
      const paint = this._table.place ? drawPlaces : draw;
      const margin = Math.ceil(radius * sizeOf(SIZES.length - 1)) + 2;
      const width = canvas.width + 2 * margin;
      const height = canvas.height + 2 * margin;
      if (!this._image || this._image.width !== width || this._image.height !== height) {
        this._image = new ImageData(width, height);
      }
      const own = this.view();
      const view = { ...own, ox: own.ox + margin, oy: own.oy + margin };
      const part = reached(this._table, { width, height, margin }, view);
      const all = [0, 0, width, height];
      // Another part than before leaves marks of the last one.
      const [left, top, right, bottom] = String(part) === this._part ? part : all;
      this._part = String(part);
      this._picture = {
        pixels: new Uint32Array(this._image.data.buffer),
        width, height, margin, radius, colours: this._colours(),
        part: [left, top, right, bottom],
      };
      paint(this._table, this._window, this._picture, view);
      this._context.putImageData(this._image, -margin, -margin, left, top, right - left,
        bottom - top);
    },

    /* Events under a point of the map's container. */
    pickAt(point, most) {
      const at = this._map.containerPointToLayerPoint(point).subtract(this._bounds.min)
        .multiplyBy(this._ratio);
      const reach = (this._table.place ? 8 : 6) * this._ratio;
      const { margin } = this._picture;
      // The margin is as wide as the largest stamp.
      if (!isDrawn(this._picture, at.x + margin, at.y + margin, reach + margin)) {
        return { found: [], count: 0 };
      }
      return pick(this._table, this._window, this.view(), at.x, at.y, reach, most);
    },
  });

  return { NAMES, draw, drawPlaces, pick, stamp, pixel, Layer };
})();
