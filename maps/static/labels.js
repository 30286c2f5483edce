/* Labels of the map: names that give way to each other, most important first. */
"use strict";

function deescLabels(map) {
  const { el } = deescDom;
  const entries = [];
  const pane = map.createPane("labels");
  pane.style.zIndex = 450;
  const upper = map.createPane("callouts");
  upper.style.zIndex = 460;

  /* A plain name; several points mean: where most of it is in view. */
  function add(kind, text, at, minZoom, priority) {
    const node = el("span.label." + kind, { "aria-hidden": "true", dir: "auto" },
      kind === "town" ? el("i", {}) : null, el("b", {}, text));
    pane.append(node);
    entries.push({ kind, node, at, minZoom, priority, shift: 0, size: null });
  }

  function addNode(kind, node, at, priority, shift) {
    node.classList.add("callout");
    upper.append(node);
    entries.push({ kind, node, at, minZoom: 0, priority, shift: shift || 0, size: null });
  }

  function clear(kind) {
    for (let i = entries.length - 1; i >= 0; i -= 1) {
      if (entries[i].kind !== kind) continue;
      entries[i].node.remove();
      entries.splice(i, 1);
    }
  }

  function pointOf(entry, view) {
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
    const taken = [];
    entries.sort((a, b) => b.priority - a.priority);
    for (const entry of entries) {
      const at = zoom >= entry.minZoom ? pointOf(entry, view) : null;
      entry.node.hidden = !at;
      if (!at) continue;
      if (!entry.size) entry.size = [entry.node.offsetWidth, entry.node.offsetHeight];
      const [width, height] = entry.size;
      const point = map.latLngToLayerPoint(at);
      const left = entry.kind === "town" ? point.x - 4 : point.x - width / 2;
      const top = point.y - height / 2 + entry.shift;
      const box = [left - 2, top - 1, left + width + 2, top + height + 1];
      const clash = entry.kind !== "zone" && taken.some((other) => box[0] < other[2]
        && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
      entry.node.hidden = clash;
      if (clash) continue;
      taken.push(box);
      L.DomUtil.setPosition(entry.node, new L.Point(Math.round(left), Math.round(top)));
    }
  }

  map.on("zoomend moveend resize", place);
  return { add, addNode, clear, place };
}
