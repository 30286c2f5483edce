/* Labels of the map: names that give way to each other, most important first. */
"use strict";

function deescLabels(map, prefix = "") {
  const { el } = deescDom;
  // How far the name of a region may stand from its middle, in its own widths and lines.
  const WAYS = [[0, 0], [0, -1], [0, 1], [0, -2], [0, 2], [-0.6, 0], [0.6, 0], [-0.6, 1],
    [0.6, 1], [-0.6, -1], [0.6, -1]];
  const CROWDED = 0.4; // share of a zone's label that may be covered
  const entries = [];
  const sizes = new Map(); // by class and text: to measure makes the browser lay out
  let symbols = [];
  let boxes = null; // of what lies on the map, in its own coordinates
  const pane = map.createPane(prefix + "labels");
  pane.style.zIndex = 450;
  const upper = map.createPane(prefix + "callouts");
  upper.style.zIndex = 620;

  /* A plain name; several points mean: where most of it is in view. What has a key can
   * be kept. */
  function add(kind, text, at, minZoom, priority, key = null) {
    const node = el("span.label." + kind, { "aria-hidden": "true", dir: "auto" },
      kind === "town" ? el("i", {}) : null, el("b", { dir: "auto" }, text));
    pane.append(node);
    entries.push({ kind, key, node, at, minZoom, priority, size: null });
  }

  /* A node about a shape: on it where it fits, else beside it; names of lesser things
   * keep off its ground, which may be larger. */
  function addNode(kind, node, at, priority, { around, ground, key = null }) {
    node.classList.add("callout");
    upper.append(node);
    entries.push({ kind, key, node, at, minZoom: 0, priority, around, size: null,
      ground: ground || around });
  }

  /* Points of symbols, which labels of zones should not cover. */
  function avoid(points) {
    symbols = points;
  }

  function clear(kind) {
    keep(kind, new Set());
  }

  /* Take away what a kind has besides some keys, and return those that it has. */
  function keep(kind, keys) {
    const found = new Set();
    for (let i = entries.length - 1; i >= 0; i -= 1) {
      if (entries[i].kind !== kind) continue;
      if (keys.has(entries[i].key)) {
        found.add(entries[i].key);
      } else {
        entries[i].node.remove();
        entries.splice(i, 1);
      }
    }
    return found;
  }

  function pointOf(entry, view) {
    if (entry.around) return view.contains(entry.at) ? entry.at : null;
    if (entry.kind !== "country") return entry.at;
    const seen = entry.at.filter((point) => view.contains(point));
    if (seen.length === 0) return null;
    const sum = seen.reduce((s, p) => [s[0] + p[0], s[1] + p[1]], [0, 0]);
    const middle = [sum[0] / seen.length, sum[1] / seen.length];
    const gap = (p) => (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2;
    return seen.reduce((best, p) => (gap(p) < gap(best) ? p : best));
  }

  function place() {
    const zoom = map.getZoom();
    const view = map.getBounds().pad(-0.04);
    const points = symbols.map((point) => map.latLngToLayerPoint(point));
    const frames = entries.filter((entry) => entry.around);
    const taken = obstacles();
    entries.sort((a, b) => b.priority - a.priority
      || (a.key < b.key ? -1 : Number(a.key > b.key)));
    const wanted = entries.map((entry) => {
      const at = zoom >= entry.minZoom ? pointOf(entry, view) : null;
      entry.node.hidden = !at;
      return [entry, at];
    }).filter(([, at]) => at);
    measure(wanted.map(([entry]) => entry));
    for (const [entry, at] of wanted) {
      const point = map.latLngToLayerPoint(at);
      const box = entry.around ? best(entry, point, taken, frames, points)
        : free(entry, point, taken, points);
      if (!box) {
        entry.node.hidden = true;
        continue;
      }
      const hidden = taken.reduce((sum, other) => sum + overlap(box, other), 0);
      const clash = hidden > (entry.around ? CROWDED * entry.size[0] * entry.size[1] : 0);
      entry.node.hidden = clash;
      if (clash) continue;
      taken.push(box);
      L.DomUtil.setPosition(entry.node, new L.Point(Math.round(box[0] + 2),
        Math.round(box[1] + 1)));
    }
  }

  /* Where a plain name stands: the name of a region, which lies about its point, gives
   * way to names and symbols by a line or two, or has no place at all. */
  function free(entry, point, taken, points) {
    const own = boxAt(entry, point.x - startOf(entry), point.y - entry.size[1] / 2);
    if (entry.kind === "town") return beside(entry, point, own, points);
    if (!["province", "country"].includes(entry.kind)) return own;
    const isFree = (box) => !taken.some((other) => overlap(box, other))
      && !points.some((p) => isOn(p, box));
    const [width, height] = entry.size;
    return WAYS.map(([over, down]) => [own[0] + over * width, own[1] + down * height,
      own[2] + over * width, own[3] + down * height]).find(isFree) || null;
  }

  /* A town's name stands right of its dot, in any script, or left where fewer symbols
   * would cover it; the dot stays where the town is. */
  function beside(entry, point, right, points) {
    const shift = entry.size[0] - 2 * startOf(entry);
    const left = [right[0] - shift, right[1], right[2] - shift, right[3]];
    const others = points.filter((p) => p.distanceTo(point) > 6);
    const [rightward, leftward] = [right, left].map((box) => (
      others.filter((p) => isOn(p, box)).length));
    entry.node.dir = leftward < rightward ? "rtl" : "ltr";
    return leftward < rightward ? left : right;
  }

  /* Whether a symbol at a point covers some of a box. */
  function isOn(point, box) {
    return point.x > box[0] - 7 && point.x < box[2] + 7
      && point.y > box[1] - 7 && point.y < box[3] + 7;
  }

  /* Sizes of nodes that are shown: new ones together, the others as they were. */
  function measure(shown) {
    const key = ({ node }) => node.className + "|" + node.textContent;
    for (const entry of shown) {
      if (entry.size) continue;
      const name = key(entry);
      if (!sizes.has(name)) {
        if (sizes.size > 2000) sizes.clear();
        sizes.set(name, [entry.node.offsetWidth, entry.node.offsetHeight]);
      }
      entry.size = sizes.get(name);
    }
  }

  /* How far left of its point a name begins: beside a mark, else astride. */
  function startOf(entry) {
    const beside = { town: 6, post: -12 }[entry.kind];
    return beside === undefined ? entry.size[0] / 2 : beside;
  }

  /* Boxes that lie on the map, in the coordinates of its layers. */
  function obstacles() {
    const shift = map.getPixelBounds().getTopLeft().subtract(map.getPixelOrigin());
    if (!boxes) boxes = boxesOnMap();
    return boxes.map(([left, top, right, bottom]) => [left + shift.x, top + shift.y,
      right + shift.x, bottom + shift.y]);
  }

  function onMap() {
    return [...document.querySelectorAll("#legend, #undrawn, .on-map, .leaflet-control-zoom")];
  }

  function boxesOnMap() {
    const frame = map.getContainer().getBoundingClientRect();
    return onMap().map((node) => node.getBoundingClientRect())
      .filter((box) => box.width && box.top < frame.bottom)
      .map((box) => [box.left - frame.left, box.top - frame.top,
        box.right - frame.left, box.bottom - frame.top]);
  }

  /* A box on the map has grown or shrunk: names give way to it. */
  const watch = new ResizeObserver(() => {
    boxes = null;
    if (map._loaded) place();
  });
  onMap().concat(map.getContainer()).forEach((node) => watch.observe(node));
  map.on("unload", () => watch.disconnect());

  function boxAt(entry, left, top) {
    return [left - 2, top - 1, left + entry.size[0] + 2, top + entry.size[1] + 1];
  }

  function frame(bounds) {
    const a = map.latLngToLayerPoint(bounds.getNorthWest());
    const b = map.latLngToLayerPoint(bounds.getSouthEast());
    return [a.x, a.y, b.x, b.y];
  }

  function common(a, b) {
    return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]),
      Math.min(a[3], b[3])];
  }

  function overlap(a, b) {
    const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    return width > 0 && height > 0 ? width * height : 0;
  }

  /* A number between two others; the lower one where they leave no room. */
  function within(value, low, high) {
    return Math.max(low, Math.min(value, high));
  }

  /* The place of least harm: on the shape, or at one of its sides. */
  function best(entry, point, taken, frames, points) {
    const [width, height] = entry.size;
    const view = map.getPixelBounds().getTopLeft().subtract(map.getPixelOrigin());
    const size = map.getSize();
    const window = [view.x, view.y, view.x + size.x, view.y + size.y];
    const own = common(frame(entry.around), window);
    const middle = [(own[0] + own[2]) / 2, (own[1] + own[3]) / 2];
    const candidates = [
      [point.x - width / 2, point.y - height / 2, 0],
      [own[2] + 3, middle[1] - height / 2, 60],
      [own[0] - width - 3, middle[1] - height / 2, 70],
      [middle[0] - width / 2, own[1] - height - 2, 80],
      [middle[0] - width / 2, own[3] + 2, 80],
      [middle[0] - width / 2, own[3] + 34, 110],
      [middle[0] - width / 2, own[3] + 62, 140],
      [own[0] - width / 2, own[3] + 34, 125],
      [own[2] - width / 2, own[3] + 34, 125],
      [own[2] + 3, own[1], 90],
      [own[2] + 3, own[3] - height, 90],
      [own[0] - width - 3, own[1], 95],
      [own[0] - width - 3, own[3] - height, 95],
    ];
    const fits = own[2] - own[0] > width && own[3] - own[1] > 1.6 * height;
    const spills = width > 1.6 * (own[2] - own[0]) || height > own[3] - own[1];
    if (!fits) candidates[0][2] = spills ? 900 : 40;
    let chosen = null;
    for (const [wishedLeft, wishedTop, cost] of candidates) {
      const left = within(wishedLeft, window[0] + 4, window[2] - width - 4);
      const top = within(wishedTop, window[1] + 4, window[3] - height - 4);
      const box = boxAt(entry, left, top);
      const area = (box[2] - box[0]) * (box[3] - box[1]);
      const harm = cost + (area - overlap(box, window))
        + taken.reduce((sum, other) => sum + 12 * overlap(box, other), 0)
        + frames.reduce((sum, other) => {
          // A name on the ground of a thing of more weight would be read as its name.
          const [weight, bounds] = other.priority > entry.priority
            ? [0.8, other.ground] : [0.15, other.around];
          return sum + (other === entry ? 0 : weight * overlap(box, frame(bounds)));
        }, 0)
        + points.filter((p) => isOn(p, box)).length * 250;
      if (!chosen || harm < chosen.harm) chosen = { harm, box };
    }
    return chosen.box;
  }

  map.on("zoomend moveend resize", place);
  return { add, addNode, avoid, clear, keep, place };
}
