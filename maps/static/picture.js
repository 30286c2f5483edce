/* Picture: the map as a PNG, drawn from the same shapes, with what must be said on it. */
"use strict";

const deescPicture = (function () {
  const { t } = deescWords;
  const SCALE = 2;
  const MARGIN = 16;
  const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, "DejaVu Sans", sans-serif';

  /* A canvas of the view: { model, view, visible, title, date, notes, filters }. */
  function draw({ view, visible, title, date, notes, filters }) {
    const { width, height } = view.size();
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue("--" + name).trim() || "#000";
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const wide = Math.max(width, 480);
    const foot = lines(pen, [filters, legendWords(visible, view.stamps), t("page.boundaries", { source: notes.boundaries }), notes.attribution,
      notes.disclaimer].filter(Boolean), wide - 2 * MARGIN, 11);
    const head = lines(pen, [title], wide - 2 * MARGIN, 19);
    const top = MARGIN + head.length * 24 + 22;
    const bottom = foot.length * 15 + 2 * MARGIN;
    canvas.width = wide * SCALE;
    canvas.height = (top + height + bottom) * SCALE;
    pen.scale(SCALE, SCALE);
    pen.fillStyle = colour("paper");
    pen.fillRect(0, 0, wide, top + height + bottom);
    pen.fillStyle = colour("ink");
    pen.textBaseline = "top";
    write(pen, head, MARGIN, MARGIN, 24, "650 19px ");
    write(pen, [date], MARGIN, MARGIN + head.length * 24, 18, "14px ");
    pen.fillStyle = colour("muted");
    write(pen, foot, MARGIN, top + height + MARGIN, 15, "11px ");
    pen.save();
    pen.translate((wide - width) / 2, top);
    pen.beginPath();
    pen.rect(0, 0, width, height);
    pen.clip();
    pen.fillStyle = colour(view.alone ? "land" : "sea");
    pen.fillRect(0, 0, width, height);
    ground(pen, view, colour);
    visible.zones.forEach((entry) => zone(pen, view, colour, entry));
    if (view.stamps) {
      const { canvas: drawn, x, y, width: across, height: down } = view.stamps;
      pen.drawImage(drawn, x, y, across, down);
    }
    visible.rows.forEach((row) => mark(pen, view, colour, row));
    names(pen, view, colour, visible);
    if (view.scale) scale(pen, view, colour);
    pen.restore();
    return canvas;
  }

  function scale(pen, view, colour) {
    const { width, height } = view.size();
    const { words, length } = view.scale;
    const [left, low] = [width - MARGIN - length, height - MARGIN];
    pen.beginPath();
    pen.moveTo(left, low - 6);
    pen.lineTo(left, low);
    pen.lineTo(left + length, low);
    pen.lineTo(left + length, low - 6);
    pen.strokeStyle = colour("ink");
    pen.lineWidth = 1.4;
    pen.stroke();
    pen.font = "11px " + FONT;
    pen.lineWidth = 3;
    pen.strokeStyle = colour("halo");
    const x = left + (length - pen.measureText(words).width) / 2;
    pen.strokeText(words, x, low - 18);
    pen.fillStyle = colour("ink");
    pen.fillText(words, x, low - 18);
  }

  function lines(pen, texts, room, size) {
    pen.font = size + "px " + FONT;
    const found = [];
    texts.forEach((text) => {
      let line = "";
      String(text).split(/\s+/).forEach((word) => {
        const longer = line ? line + " " + word : word;
        if (line && pen.measureText(longer).width > room) {
          found.push(line);
          line = word;
        } else {
          line = longer;
        }
      });
      if (line) found.push(line);
    });
    return found;
  }

  function write(pen, texts, x, y, step, font) {
    pen.font = font + FONT;
    texts.forEach((text, place) => pen.fillText(text, x, y + place * step));
  }

  function trace(pen, view, polygons) {
    pen.beginPath();
    polygons.forEach((polygon) => polygon.forEach((ring) => {
      ring.forEach((point, place) => {
        const { x, y } = view.project(deescShapes.toLatLng(point));
        if (place) pen.lineTo(x, y);
        else pen.moveTo(x, y);
      });
      pen.closePath();
    }));
  }

  function ground(pen, view, colour) {
    view.land.forEach((polygons) => {
      trace(pen, view, polygons);
      pen.fillStyle = colour("land");
      pen.fill("evenodd");
    });
    view.regions.forEach((region) => {
      trace(pen, view, region.polygons);
      pen.fillStyle = colour(region.isSeparation ? "province" : region.isOwn ? "own" : "land");
      pen.fill("evenodd");
    });
    const widths = { coast: 0.9, province: 0.9, country: 1.9, disputed: 1.4 };
    view.borders.forEach(([kind, chains]) => {
      pen.beginPath();
      chains.forEach((chain) => chain.forEach((point, place) => {
        const { x, y } = view.project(deescShapes.toLatLng(point));
        if (place) pen.lineTo(x, y);
        else pen.moveTo(x, y);
      }));
      pen.strokeStyle = colour(kind === "disputed" ? "country" : kind);
      pen.lineWidth = widths[kind];
      pen.setLineDash(kind === "disputed" ? [5, 3] : []);
      pen.stroke();
      pen.setLineDash([]);
    });
  }

  function zone(pen, view, colour, { zone: own, shapes, sort }) {
    const ink = colour(sort || "zone");
    shapes.forEach(({ part, certainty, entry }) => {
      const sure = certainty === "certain";
      trace(pen, view, entry.polygons);
      if (part === "inner") {
        pen.save();
        pen.globalAlpha = sure ? 0.28 : 1;
        pen.fillStyle = sure ? ink : hatch(pen, ink);
        pen.fill("evenodd");
        pen.restore();
      }
      pen.strokeStyle = ink;
      pen.lineWidth = part === "estimate" ? 1.8 : 1.4;
      pen.lineCap = part === "estimate" ? "round" : "butt";
      pen.setLineDash(part === "outer" ? [6, 5] : part === "estimate" ? [0.1, 5]
        : sort === "other" ? [9, 3, 1.5, 3] : sure ? [] : [7, 3]);
      pen.stroke();
      pen.setLineDash([]);
      pen.lineCap = "butt";
    });
    return own;
  }

  function hatch(pen, ink) {
    const tile = document.createElement("canvas");
    tile.width = 8;
    tile.height = 8;
    const own = tile.getContext("2d");
    own.strokeStyle = ink;
    own.globalAlpha = 0.6;
    own.lineWidth = 1.4;
    own.beginPath();
    [[-4, 4], [0, 8], [4, 12]].forEach(([x, y]) => {
      own.moveTo(x, y);
      own.lineTo(x + 8, y - 8);
    });
    own.stroke();
    return pen.createPattern(tile, "repeat");
  }

  /* Names of zones, then of provinces where nothing else stands. */
  function names(pen, view, colour, visible) {
    const taken = visible.rows.filter(({ item }) => deescModel.isPoint(item))
      .map(({ item }) => {
        const { x, y } = view.project([item.lat, item.lon]);
        return [x - 6, y - 6, x + 6, y + 6];
      });
    const isFree = (box) => !taken.some((other) => box[0] < other[2] && other[0] < box[2]
      && box[1] < other[3] && other[1] < box[3]);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const put = (text, { x, y }, font, ink, offsets, isNeeded) => {
      pen.font = font + FONT;
      const half = pen.measureText(text).width / 2 + 2;
      const boxes = offsets.map(([dx, dy]) => [x + dx - half, y + dy - 8, x + dx + half,
        y + dy + 8]);
      const box = boxes.find(isFree) || (isNeeded ? boxes[0] : null);
      if (!box) return;
      taken.push(box);
      const [left, top] = [box[0] + half, box[1] + 8];
      pen.lineWidth = 3;
      pen.lineJoin = "round";
      pen.strokeStyle = colour("halo");
      pen.strokeText(text, left, top);
      pen.fillStyle = ink;
      pen.fillText(text, left, top);
    };
    const ways = [[0, -14]];
    [24, 44, 70, 100].forEach((far) => ways.push([0, far], [0, -far], [far * 1.4, 0],
      [-far * 1.4, 0]));
    visible.zones.filter((entry) => entry.anchor).forEach(({ zone: own, anchor, regime, sort }) => {
      put(deescWords.join([deescWords.sentence(deescWords.nameOf(own)),
        regime === "certain" ? "" : deescWords.certainty(regime)]), view.project(anchor),
      "650 13px ", colour(sort || "zone-deep"), ways, true);
    });
    view.regions.filter((region) => region.isOwn && !region.isSeparation && region.point
      && region.name).forEach((region) => put(deescWords.nameOf(region),
      view.project(deescShapes.toLatLng(region.point)), "10px ", colour("muted"),
      [[0, 0], [0, 14], [0, -14]], false));
    pen.textAlign = "start";
    pen.textBaseline = "top";
  }

  function mark(pen, view, colour, { item, certainty }) {
    if (!deescModel.isPoint(item)) return;
    const { x, y } = view.project([item.lat, item.lon]);
    const size = item.kind === "place" ? 3 : 6;
    pen.beginPath();
    if (item.kind === "post") {
      pen.moveTo(x, y - size);
      pen.lineTo(x + size, y + size * 0.85);
      pen.lineTo(x - size, y + size * 0.85);
      pen.closePath();
    } else if (item.kind === "event") {
      pen.moveTo(x, y - size);
      pen.lineTo(x + size, y);
      pen.lineTo(x, y + size);
      pen.lineTo(x - size, y);
      pen.closePath();
    } else {
      pen.arc(x, y, size, 0, 2 * Math.PI);
    }
    const ink = colour({ post: "post", event: "event" }[item.kind] || "zone");
    pen.fillStyle = certainty === "certain" ? ink : colour("paper");
    pen.fill();
    pen.strokeStyle = ink;
    pen.lineWidth = 1.5;
    pen.setLineDash([]);
    pen.stroke();
  }

  function legendWords(visible, stamps) {
    const partOf = (shape) => (shape.readings.some((reading) => reading.line) ? "line"
      : shape.part + (shape.part === "inner" ? "." + shape.certainty : ""));
    const parts = new Set(visible.zones.flatMap((entry) => entry.shapes.map(partOf)));
    const kinds = new Set(visible.rows.map((row) => row.item.kind));
    const said = [
      parts.has("inner.certain") && t("picture.inner"),
      [...parts].some((p) => p.startsWith("inner.") && p !== "inner.certain")
        && t("picture.possible"),
      parts.has("outer") && t("picture.outer"),
      parts.has("estimate") && t("picture.estimate"),
      parts.has("line") && t("legend.line"),
      kinds.has("post") && t("picture.post"),
      kinds.has("event") && t("picture.event"),
      kinds.has("place") && t("picture.place"),
      stamps && t("picture.stamps"),
    ].filter(Boolean);
    return said.length ? t("picture.legend", { words: said.join("; ") }) : "";
  }

  return { draw };
})();
