/* Happenings: the events of tables on the map, their cards, and the windows of all. */
"use strict";

const deescWindows = (function () {
  const { rivals } = deescCertainty;
  const reaches = new WeakMap();

  /* Whether something that happened in its period did so in days [from, to). */
  function happened(period, [from, to]) {
    const [b0, b1, e0, e1, doubt] = period;
    if (e1 <= from || b0 >= to) return "no";
    const surely = (b0 >= from && e1 <= to) || (b1 < e0 && b1 < to && e0 > from);
    return surely && !doubt ? "certain" : "possible";
  }

  /* With a day of knowledge: as those tell it that were surely and possibly out. */
  function known(item, window) {
    const answer = (each) => (each ? rivals((each.periods || [])
      .map((period) => happened(period, window))) : "unknown");
    return item.sure === undefined ? answer(item)
      : rivals([answer(item.sure), answer(item)]);
  }

  /* The days from the first to after the last on which something may have happened. */
  function reachOf(item) {
    if (!reaches.has(item)) {
      const periods = [item, item.sure].flatMap((each) => (each && each.periods) || []);
      reaches.set(item, [Math.min(...periods.map((period) => period[0])),
        Math.max(...periods.map((period) => period[3]))]);
    }
    return reaches.get(item);
  }

  /* Events of the documents in a window; undated ones are never on the map. */
  function events(model, window) {
    const rows = [];
    for (const item of deescModel.ofKind(model, "event")) {
      // Most lie elsewhere in time, which two numbers tell.
      const [first, last] = reachOf(item);
      if (first >= window[1] || last <= window[0]) continue;
      if (!item.periods || !item.periods.length) continue;
      const certainty = known(item, window);
      if (certainty === "no") continue;
      rows.push({ item, certainty, status: deescModel.statusOn(item, window[1] - 1) });
    }
    return rows;
  }

  return { happened, events };
})();

function deescHappenings(leaflet, model, current, actions) {
  const { el, chip } = deescDom;
  const { t, nameOf, number: said } = deescWords;
  const { PAST, FUTURE } = deescCertainty;
  const OPEN_DAYS = 9e8; // a date is open on the side on which it is farther off
  const CLASSES = deescEvents.CLASSES;
  const MOST_SAVED = 10000; // rows of a file: each repeats what must be said beside it
  const KEYS = ["rows.inside", "rows.possibly", "rows.unknown", "rows.outside"];
  const summary = model.payload.events || null;
  const container = leaflet.getContainer();
  let table = null;
  let layer = null;
  let tooltip = null;
  let halo = null;
  let hovering = 0;
  let colours = null;
  let asked = 0; // how often words were looked for

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = null;
    if (layer) layer.setWindow(current.window);
  });

  function palette() {
    if (!colours) {
      const style = getComputedStyle(container);
      const read = (name) => style.getPropertyValue("--event-" + name).trim();
      colours = Object.fromEntries([...CLASSES, "rim"].map((name) => [name, read(name)]));
    }
    return colours;
  }

  /* Unpack after the first picture, with breaks, so that the page stays awake. */
  async function load() {
    if (!summary) return null;
    if (!deescEvents.isSupported()) {
      actions.describe(t("rows.old_browser"));
      return null;
    }
    actions.describe(t("rows.unpacking"));
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    try {
      table = await deescEvents.load(pause, actions.blockOf);
    } catch (error) {
      actions.describe(t("rows.damaged", { why: error.message }));
      return null;
    }
    const name = (actions.prefix || "") + "events";
    const pane = leaflet.createPane(name);
    pane.style.zIndex = 380;
    pane.style.pointerEvents = "none";
    layer = new deescSplat.Layer(table, palette, { pane: name }).addTo(leaflet);
    container.addEventListener("click", onClick, true);
    container.addEventListener("pointermove", onMove);
    container.addEventListener("pointerleave", hide);
    leaflet.on("movestart zoomstart", hide);
    actions.loaded(table);
    return table;
  }

  /* Put the events on the map, or take them off it. */
  function toggle(isOn) {
    hide();
    if (layer) layer[isOn ? "addTo" : "removeFrom"](leaflet);
  }

  function draw() {
    if (!layer || !leaflet.hasLayer(layer)) return;
    layer.setWindow(current.window);
    hide();
    const { all, certain, possible } = deescEvents.counts(table, current.window);
    const parts = KEYS.map((key, at) => t(key, { number: said(certain[at] + possible[at]) }));
    const open = possible.reduce((a, b) => a + b);
    const line = t("rows.line", {
      all: t("rows.all", { count: all, number: said(all) }),
      parts: deescWords.join(parts),
    });
    actions.describe(open ? t("rows.open", { line, number: said(open) }) : line);
  }

  function redraw() {
    colours = null;
    draw();
  }

  /* Symbols, labels and buttons on the map come before what lies under them; but what
   * happened in a town comes before the town. */
  function isOnTop(event) {
    if (!leaflet.hasLayer(layer)) return true;
    const above = event.target.closest(".leaflet-control, .leaflet-marker-pane, button, "
      + ".side");
    return above !== null && event.target.closest(".marker.place") === null;
  }

  function hits(event, most) {
    const box = container.getBoundingClientRect();
    return layer.pickAt(new L.Point(event.clientX - box.left, event.clientY - box.top),
      most);
  }

  function onClick(event) {
    if (isOnTop(event) || (leaflet.dragging && leaflet.dragging.moved())) return;
    const { found, count } = hits(event, 100);
    if (!found.length) return;
    event.stopPropagation();
    event.preventDefault();
    hide();
    actions.openCard(found.length === 1
      ? { kind: "row", index: found[0] } : { kind: "rows", indices: found, count });
  }

  function onMove(event) {
    if (hovering || event.pointerType === "touch") return;
    hovering = requestAnimationFrame(() => {
      hovering = 0;
      if (!layer || event.buttons || isOnTop(event)) return hide();
      const { found, count } = hits(event, 1);
      container.classList.toggle("on-event", found.length > 0);
      if (!found.length) return hide();
      return show(found[0], count);
    });
  }

  function show(index, count) {
    const { lon, lat, error } = table.pointOf(index);
    const content = el("div.tip", {}, el("strong", {}, title(index)),
      el("span", {}, dayWords(index)),
      el("span", {}, t("rows.class_" + CLASSES[deescEvents.classOf(table, index)])),
      error ? el("span", {}, t("draw.within", { km: error })) : null,
      count > 1 ? el("span", {}, t("rows.here", { number: said(count - 1) })) : null);
    if (!tooltip) tooltip = new L.Tooltip({
      className: "event-tip", direction: "top", offset: [0, -8], opacity: 1,
    });
    tooltip.setLatLng([lat, lon]).setContent(content);
    if (!leaflet.hasLayer(tooltip)) tooltip.addTo(leaflet);
    if (halo) halo.remove();
    halo = error ? new L.Circle([lat, lon], {
      pane: actions.renderers.halos.options.pane, renderer: actions.renderers.halos, radius: error * 1000,
      className: "halo event", interactive: false,
    }).addTo(leaflet) : null;
  }

  function hide() {
    if (!tooltip || !leaflet.hasLayer(tooltip)) return;
    container.classList.remove("on-event");
    tooltip.remove();
    if (halo) halo.remove();
    halo = null;
  }

  /* The name of a region by its code, which a reader need not know. */
  function regionName(code) {
    const region = model.provinces.find((province) => province.code === code);
    return region && region.name ? nameOf(region) : code;
  }

  function at(column, index) {
    return column.values[column.codes ? column.codes[index] : 0];
  }

  function title(index) {
    return deescWords.join([at(table.category, index), at(table.actor, index)])
      || t("rows.event");
  }

  function periodOf(index) {
    const [length, doubt] = at(table.reach, index);
    const day = table.day ? table.day[index] : dayFromStarts(index);
    const last = day + length;
    const begins = day < -OPEN_DAYS ? PAST : day;
    return last > OPEN_DAYS ? [begins, FUTURE, begins + 1, FUTURE, Boolean(doubt)]
      : [begins, last, begins + 1, last + 1, Boolean(doubt)];
  }

  function dayFromStarts(index) {
    let low = 0;
    let high = table.days.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (table.starts[middle] <= index) low = middle;
      else high = middle - 1;
    }
    return table.days[low];
  }

  function dayWords(index) {
    return deescWords.moment(periodOf(index));
  }

  /* The card of one row: what was joined, and all cells of the table. */
  function rowCard(index) {
    if (!table || !(index >= 0 && index < table.count)) return null;
    const { lon, lat, error, admin1 } = table.pointOf(index);
    const facts = at(table.standing, index);
    const zoneName = (id) => (model.zoneById.has(id)
      ? deescWords.sentence(nameOf(model.zoneById.get(id))) : id);
    const row = deescEvents.rowOf(table, index);
    const times = table.weight ? table.weight[index] : 1;
    const point = lat === null ? null : lat + ", " + lon;
    const cells = el("dl", {});
    fillCells(cells, row);
    return {
      title: title(index),
      kind: t("rows.kind"),
      body: [
        times > 1 ? el("p.note", {}, t("rows.counted", { number: said(times) })) : null,
        el("dl", {}, [
          [t("card.date"), dayWords(index)],
          [t("card.place"), point && error ? t("card.within", { place: point, km: error })
            : point || t("card.no_point")],
          [t("rows.region"), regionName(admin1)],
          [t("rows.table"), sourceOf(row).words],
        ].filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name),
          el("dd", { dir: "auto" }, value)])),
        el("h4", {}, t("card.inside")),
        facts.length ? el("ul.plain", {}, facts.map(([zone, certainty, why]) => el("li", {},
          el("span.name", {}, zoneName(zone)), " ", chip(certainty),
          el("span.extra", {}, why)))) : el("p.quiet", {}, t("rows.nowhere")),
        summary.has_rows ? el("h4", {}, t("rows.cells")) : null,
        cells,
        summary.has_rows ? null : el("p.quiet", {},
          t(summary.counted ? "rows.too_large" : "rows.not_allowed")),
      ],
    };
  }

  function sourceOf(row) {
    let before = 0;
    for (const each of summary.counted ? [] : summary.tables) {
      if (row < before + each.rows) {
        const number = said(row - before + 1);
        return { words: t("rows.source", { source: each.source, number }),
          columns: each.columns };
      }
      before += each.rows;
    }
    return { words: deescWords.join(summary.tables.map((each) => each.source)),
      columns: [] };
  }

  async function fillCells(list, row) {
    const { columns } = sourceOf(row);
    for (const name of columns) {
      const cell = await table.source.cell(table.head.table[name], row);
      if (cell === null || cell === "") continue;
      const words = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
      list.append(el("dt", {}, name),
        el("dd", { dir: "auto" }, deescDom.link(words, words)));
    }
  }

  /* Several events at one spot: a list, each of which opens its own card. */
  function rowsCard({ indices, count }) {
    if (!table) return null;
    return {
      title: t("rows.all", { count, number: said(count) }),
      kind: t("rows.kinds"),
      body: [
        count > indices.length ? el("p.quiet", {},
          t("rows.latest", { number: indices.length })) : null,
        el("ul.plain", {}, indices.map((index) => el("li", {}, el("button.item", {
          type: "button",
          click: () => actions.openCard({ kind: "row", index }),
        }, el("span.what", {}, el("span.name", {}, title(index)),
          el("span.extra", {}, deescWords.join([dayWords(index),
            regionName(table.pointOf(index).admin1)]))),
        chip(CLASSES[deescEvents.classOf(table, index)]))))),
      ],
    };
  }

  /* The newest events of the window within the view, up to a number, and how many there
   * are. */
  function newest(most) {
    const bounds = leaflet.getBounds();
    const answer = deescEvents.answerer(table, current.window);
    const indices = [];
    let count = 0;
    for (const [low, high] of deescEvents.stretches(table, current.window).reverse()) {
      for (let i = high - 1; i >= low; i -= 1) {
        if (table.mask && !table.mask[i]) continue;
        if (answer(i) === deescEvents.NO) continue;
        const { lat, lon } = table.pointOf(i);
        if (lat !== null && !bounds.contains([lat, lon])) continue;
        count += 1;
        if (indices.length < most) indices.push(i);
      }
    }
    return { indices, count };
  }

  /* Those events as a list, for those who use no pointer. */
  function list() {
    if (!table) return;
    const { indices, count } = newest(100);
    if (count) actions.openCard({ kind: "rows", indices, count });
  }

  /* The same as rows of a file, where the table may be handed on, and what to say of it. */
  function listed() {
    if (!table || !summary.has_rows) return { rows: [], words: [] };
    const { indices, count } = newest(MOST_SAVED);
    const answer = deescEvents.answerer(table, current.window);
    const rows = indices.map((index) => {
      const { lon, lat, error, admin1 } = table.pointOf(index);
      return deescListing.row(current.day, {
        kind: t("rows.kind"),
        id: sourceOf(deescEvents.rowOf(table, index)).words,
        name: title(index),
        type: at(table.category, index) || "",
        certainty: answer(index) === deescEvents.CERTAIN ? "certain" : "possible",
        when: dayWords(index),
        lat, lon, error_km: error === undefined ? null : error, admin1: admin1 || "",
        inside: at(table.standing, index).map(([zone, answer]) => zone + ": " + answer)
          .join("|"),
        publishers: summary.attribution.join("|"),
      });
    });
    return { rows, words: count > rows.length
      ? [t("rows.saved", { count: said(count), number: said(rows.length) })] : [] };
  }

  /* What the stamps mean, for the legend. */
  function legend() {
    if (!summary) return [];
    const shapes = {
      certain: "M0,-7 L7,0 L0,7 L-7,0 Z",
      possible: "M-6,0 A6,6 0 1 1 6,0 A6,6 0 1 1 -6,0 Z",
      unknown: "M-5,-5 L5,5 M5,-5 L-5,5",
      no: "M-3.6,0 A3.6,3.6 0 1 1 3.6,0 A3.6,3.6 0 1 1 -3.6,0 Z",
      open: "M-10,-2 L-2,-10 M-10,6 L6,-10 M-6,10 L10,-6 M2,10 L10,2",
    };
    const mark = (name, more) => deescDom.svg("svg", {
      class: ["symbol", "stamp", "stamp-" + name, more].filter(Boolean).join(" "), viewBox: "-10 -10 20 20",
      width: 15, height: 15, "aria-hidden": "true", focusable: "false",
    }, deescDom.svg("path", { d: shapes[name] }));
    const row = (marks, words) => [el("span.swatch", { "aria-hidden": "true" }, marks),
      words];
    return [
      [null, t("rows.title")],
      ...CLASSES.map((name) => row(mark(name), t("rows.class_" + name))),
      row([mark("certain", "hollow"), mark("possible", "hollow")],
        t("rows.legend_hollow")),
      ...(table && deescEvents.isOpen(table)
        ? [row(mark("open"), t("rows.legend_open"))] : []),
      ...(table && table.place
        ? [row([mark("certain"), mark("certain")], t("rows.legend_size"))] : []),
    ];
  }

  function card(ref) {
    if (ref.kind === "row") return rowCard(ref.index);
    return ref.kind === "rows" ? rowsCard(ref) : null;
  }

  /* Rows under a point of the map, in pixels from its corner, the one on top first. */
  function pick(x, y) {
    return layer ? layer.pickAt(new L.Point(x, y), 100).found
      .map((index) => deescEvents.rowOf(table, index)) : [];
  }

  /* All cells of a row of the table, by column: rows count from 0 in its own order. */
  async function row(number) {
    if (!table || !(number >= 0 && number < table.count)) return null;
    const cells = await Promise.all(sourceOf(number).columns.map(async (name) => [name,
      await table.source.cell(table.head.table[name], number)]));
    return Object.fromEntries(cells);
  }

  /* The rows that hold some words, for `choose`, with their number; null where other
   * words have been asked for since. */
  async function seek(words) {
    asked += 1;
    const own = asked;
    actions.describe(t("rows.seeking"));
    const rows = await deescRows.seek(table, words, () => own !== asked);
    return rows && { rows, count: rows.reduce((sum, one) => sum + one, 0) };
  }

  /* Show only some rows; see deescEvents.choose. */
  function choose(chosen) {
    if (!table) return;
    deescEvents.choose(table, chosen);
    actions.loaded(table);
    draw();
  }

  return { load, draw, redraw, toggle, card, choose, seek, legend, row, pick,
    listed, pointOf: (index) => (table ? table.pointOf(index) : null),
    view: () => (layer ? { ...layer.view(), colours: palette() } : null), list, table: () => table,
    layer: () => layer, counts: () => (table
      ? deescEvents.counts(table, current.window) : null) };
}
