/* The drawing: zones with what is sure and what is not, symbols and their names, on any
 * map of Leaflet: that of the page, or one that this is a layer of. */
"use strict";

function deescDrawing(map, model, { regions, openCard, prefix = "" }) {
  const { el } = deescDom;
  const { on, both, rivals } = deescCertainty;
  const { t, nameOf } = deescWords;
  const { FIRST_ZOOM } = deescDrawing;
  const container = map.getContainer();
  const regionByCode = new Map(regions.map((region) => [region.code, region]));
  const renderers = {};
  const order = { land: 200, borders: 250, zones: 300, halos: 350 };
  Object.entries(order).forEach(([name, depth]) => {
    const pane = map.createPane(prefix + name);
    pane.style.zIndex = depth;
    renderers[name] = new L.SVG({ pane: prefix + name, padding: 0.6 });
  });
  const labels = deescLabels(map, prefix);
  const zoneLayer = new L.LayerGroup().addTo(map);
  const symbols = deescSymbols(map, model, {
    openCard, prepare, tooltip, labels, renderers, regionByCode,
  });
  const grounds = deescGrounds(map, model);
  const unpacked = new Map();
  const boxes = new Map();
  const paths = new Map(); // of each zone that is drawn: what it shows, and its layers
  let drawn = {};
  let standing = {}; // what a stretch of days shows, but for its events
  let last = null;
  let shown = { plan: [], rows: [] };

  /* The map has a view: what is drawn into can be made. */
  function begin() {
    renderers.zones.addTo(map);
    addHatches(renderers.zones);
    map.on("zoomend", () => last && draw(...last));
  }

  /* Draw all anew: other words are in use. */
  function renew() {
    forget();
    if (last) draw(...last);
  }

  function forget() {
    drawn = {};
    standing = {};
    paths.clear();
    zoneLayer.clearLayers();
    labels.clear("zone");
  }

  /* Take everything off the map until it is drawn again. */
  function clear() {
    last = null;
    forget();
    symbols.draw([]);
  }

  function latLngs(shape) {
    const key = shape.flat().join("|");
    if (!unpacked.has(key)) {
      const polygons = deescShapes.unpack(shape);
      unpacked.set(key, {
        key, polygons, latLngs: pointsOf(polygons), point: null,
      });
    }
    return unpacked.get(key);
  }

  /* Points as Leaflet keeps them: of arrays it would make new ones at each drawing. */
  function pointsOf(polygons) {
    return polygons.map((rings) => rings.map((ring) => ring
      .map(([x, y]) => new L.LatLng(y / 1e4, x / 1e4))));
  }

  function labelPoint(entry) {
    if (!entry.point) entry.point = deescShapes.labelPoint(entry.polygons);
    return entry.point && deescShapes.toLatLng(entry.point);
  }

  /* Hatches for what is only possible; fills refer to them by name. */
  function addHatches(renderer) {
    const { svg } = deescDom;
    const hatch = (id, kind) => svg("pattern", {
      id, width: 7, height: 7, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    }, svg("rect", { class: "hatch-ground " + kind, width: 7, height: 7 }),
    svg("line", { class: "hatch-line " + kind, x1: 0, y1: 0, x2: 0, y2: 7 }));
    renderer._container.prepend(svg("defs", {}, hatch("hatch-zone", "zone"),
      hatch("hatch-belt", "belt")));
  }

  /* Only events move with each day; all else waits until an answer changes. */
  function draw(day, selected, window = [day, day + 1]) {
    last = [day, selected, window];
    const stretch = deescStretches.of(model, day);
    const zoom = map.getZoom();
    if (stretch !== standing.stretch || selected !== standing.selected
      || zoom !== standing.zoom) {
      standing = { stretch, selected, zoom, ...planned(day, selected) };
    }
    const events = deescFilters.shown(model, deescWindows.events(model, window));
    shown = { plan: standing.plan, rows: standing.rows.concat(events) };
    grounds.draw(day);
    const points = standing.points + signatureOf(events);
    const isNew = { zones: standing.zones !== drawn.zones, points: points !== drawn.points };
    if (!isNew.zones && !isNew.points) return;
    drawn = { zones: standing.zones, points };
    const focused = document.activeElement && document.activeElement.dataset
      ? document.activeElement.dataset.ref : null;
    if (isNew.zones) drawZones([...standing.plan], selected);
    if (isNew.points) symbols.draw(shown.rows);
    labels.place();
    if (focused) refocus(focused);
  }

  /* Zones and things to draw, each with what tells them from others. */
  function planned(day, selected) {
    const plan = model.zones.filter((zone) => deescFilters.showsZone(model, zone.id))
      .map((zone) => planZone(zone, day)).filter(Boolean);
    const rows = deescFilters.shown(model, planSymbols(day, selected));
    return {
      plan, rows,
      zones: JSON.stringify([selected, plan.map((p) => p.signature)]),
      points: map.getZoom() + signatureOf(rows),
    };
  }

  function signatureOf(rows) {
    return JSON.stringify(rows.map((s) => [s.item.id, s.certainty, s.status]));
  }

  /* Draw the zones that have changed; the chosen one lies on top of all others. */
  function drawZones(plan, selected) {
    plan.sort((a, b) => (a.zone.id === selected) - (b.zone.id === selected));
    const wanted = new Map(plan.map((entry) => [entry.zone.id,
      JSON.stringify([entry.signature, entry.zone.id === selected])]));
    labels.keep("zone", new Set(wanted.values()));
    paths.forEach(({ key, layers }, id) => {
      if (wanted.get(id) === key) return;
      layers.forEach((layer) => zoneLayer.removeLayer(layer));
      paths.delete(id);
    });
    let isAbove = false; // whether something below has been drawn anew
    plan.forEach((entry) => {
      const { id } = entry.zone;
      const key = wanted.get(id);
      const known = paths.get(id);
      if (known && isAbove) known.layers.forEach((layer) => layer.bringToFront());
      if (known) return;
      isAbove = true;
      paths.set(id, { key, layers: drawZone(entry, id === selected, key) });
    });
  }

  function refocus(reference) {
    const node = [...container.querySelectorAll("[data-ref]")]
      .find((candidate) => candidate.dataset.ref === reference);
    if (node && !node.contains(document.activeElement)) node.focus({ preventScroll: true });
  }

  /* Which shapes of a zone to draw: equal shapes of several readings only once. */
  function planZone(zone, day) {
    const regime = deescModel.regimeOn(zone, day);
    if (regime === "no") return null;
    const all = [...shapesOf({ ...zone, sure: null }, day)];
    const known = new Map(all.map((shape) => [shape.id, shape]));
    if (zone.sure) {
      // What the surely and the possibly known draw are rivals too.
      const sure = new Map(shapesOf(zone.sure, day).map((shape) => [shape.id, shape]));
      all.forEach((shape) => {
        const other = sure.get(shape.id);
        shape.certainty = rivals([other ? other.certainty : "unknown", shape.certainty]);
      });
      sure.forEach((shape, id) => known.has(id)
        || all.push({ ...shape, certainty: rivals([shape.certainty, "no"]) }));
    }
    const hidden = model.filter ? model.filter.hidden.certainty : new Set();
    const inner = new Set(all.filter((s) => s.part === "inner").map((s) => s.entry.key));
    const kept = all.filter((s) => s.part === "inner" || !inner.has(s.entry.key))
      .filter((s) => !hidden.has(s.certainty));
    return {
      zone, regime, shapes: kept, day,
      signature: [zone.id, regime, belts(zone, day).map((belt) => belt.id), kept.map((s) => [s.part,
        s.entry.key.length, s.entry.key.slice(0, 40), s.certainty])],
    };
  }

  /* The shapes of a zone's readings on a day, equal ones once. */
  function shapesOf(zone, day) {
    const regime = deescModel.regimeOn(zone, day);
    const readings = deescModel.readingsOn(zone, day);
    const shapes = new Map();
    readings.forEach((reading) => {
      const certainty = both([regime, on(reading.periods, day),
        reading.capped ? "possible" : "certain"]);
      ["outer", "estimate", "inner"].forEach((part) => {
        const shape = reading[part];
        if (!shape || !shape.length) return;
        const entry = latLngs(shape);
        const id = part + ":" + entry.key;
        const known = shapes.get(id) || { part, entry, readings: [], answers: [] };
        known.readings.push(reading);
        known.answers.push(certainty);
        shapes.set(id, known);
      });
    });
    return [...shapes].map(([id, shape]) => ({
      ...shape,
      id,
      // Readings are rivals: ground that one of them leaves out is only possible.
      certainty: rivals(shape.part === "inner" && shape.readings.length < readings.length
        ? [...shape.answers, "no"] : shape.answers),
    }));
  }

  function drawZone({ zone, regime, shapes, day }, isSelected, key) {
    const said = deescWords.certainty(regime);
    const depth = { outer: 0, estimate: 1, inner: 2 };
    shapes.sort((a, b) => depth[a.part] - depth[b.part]);
    const layers = shapes.map((shape) => {
      const sure = shape.certainty === "certain";
      const path = new L.Polygon(shape.entry.latLngs, {
        renderer: renderers.zones,
        pane: renderers.zones.options.pane,
        className: ["zone", sortOf(zone), shape.part,
          sure ? "certain" : "possible",
          isSelected ? "selected" : ""].filter(Boolean).join(" "),
        fill: partOf(shape) === "inner",
        bubblingMouseEvents: false,
      });
      zoneLayer.addLayer(path);
      const open = () => openCard({ kind: "zone", id: zone.id });
      path.on("click", open);
      path.bindTooltip(() => tooltip(deescWords.sentence(nameOf(zone)),
        t("draw." + partOf(shape)), t("draw.regime", { certainty: said }), ...shape.readings.map((reading) => reading.words)),
      { sticky: true, direction: "top", opacity: 1 });
      const reference = zone.id + "/" + shape.part;
      prepare(path.getElement(), reference, t("draw.label", {
        zone: nameOf(zone), part: t("draw." + partOf(shape)), certainty: said,
      }), open);
      return path;
    });
    const anchor = shapes.find((s) => s.part === "inner")
      || shapes.reduce((a, b) => (a && sizeOf(a) <= sizeOf(b) ? a : b), null);
    if (anchor) labels.addNode("zone", zoneLabel(zone, regime, anchor, day, isSelected),
      labelPoint(anchor.entry), isSelected ? 100 : zone.main ? 90 : 70, {
        around: new L.LatLngBounds(anchor.entry.latLngs.flat(2)),
        ground: new L.LatLngBounds(shapes.flatMap((shape) => shape.entry.latLngs.flat(2))),
        key,
      });
    return layers;
  }

  /* Belts that stand in the zone on the day and have no shape of their own. */
  function belts(zone, day) {
    return model.zones.filter((other) => other.within === zone.id
      && ["certain", "possible"].includes(deescModel.regimeOn(other, day))
      && !other.readings.some((r) => r.inner || r.outer || r.estimate));
  }

  function sizeOf(shape) {
    return shape.entry.polygons.reduce((sum, p) => sum + deescShapes.ringArea(p[0]), 0);
  }

  function zoneLabel(zone, regime, anchor, day, isSelected) {
    const notes = belts(zone, day);
    const sort = sortOf(zone);
    const isOther = sort === "other" && !isSelected;
    const type = sort === "other" ? deescWords.plain(zone.type) : "";
    const said = deescWords.certainty(regime);
    const words = deescWords.join([
      String(nameOf(zone)).includes(type) ? "" : type,
      regime === "certain" ? ""
        : (isOther ? said : t("label.regime", { certainty: said })),
      anchor.part === "inner" || isOther ? "" : t("label.outer"),
    ]);
    const classes = [sort, isSelected ? "selected" : ""].filter(Boolean)
      .map((name) => "." + name).join("");
    return el("button.zone-label" + classes, {
      type: "button",
      tabindex: -1,
      click: () => openCard({ kind: "zone", id: zone.id }),
    }, el("strong", {}, deescWords.sentence(nameOf(zone))),
    words ? el("span.sub", {}, words) : null,
    notes.length ? el("span.sub", {}, t("label.belts", {
      what: notes.length === 1 ? nameOf(notes[0])
        : t("count.belt", { count: notes.length }),
    })) : null);
  }

  function partOf(shape) {
    return shape.readings.every((reading) => reading.line) ? "line" : shape.part;
  }

  /* How a zone is drawn: those that the page is about, belts, and all others. */
  function sortOf(zone) {
    return zone.kind === "belt" ? "belt" : zone.main ? "" : "other";
  }

  function tooltip(title, ...lines) {
    return el("div.tip", {}, el("strong", {}, title),
      lines.filter(Boolean).map((line) => el("span", {}, line)));
  }

  /* Give a drawn thing a name, a place in the tab order and the Enter key. */
  function prepare(node, reference, name, open) {
    if (!node) return;
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", name);
    node.dataset.ref = reference;
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      open();
    });
  }

  function planSymbols(day, selected) {
    const zone = model.zoneById.get(selected);
    const places = zone ? deescModel.inside(model, zone, day)
      .filter((row) => row.item.kind === "place" && Number.isFinite(row.item.lat)
        && map.getZoom() >= FIRST_ZOOM + (row.item.rank || 3)) : [];
    const dated = ["belt", "post", "point"]
      .flatMap((kind) => deescModel.happening(model, kind, day))
      .filter((row) => row.certainty !== "unknown");
    return places.concat(dated);
  }

  /* What is in view: zones by part, symbols, and what is somewhere in a region. */
  function visible() {
    const view = map.getBounds();
    const zones = shown.plan.map((entry) => {
      const shapes = entry.shapes.filter((s) => view.intersects(boxOf(s.entry)));
      const anchor = shapes.find((s) => s.part === "inner") || shapes[0];
      return { ...entry, shapes, sort: sortOf(entry.zone),
        anchor: anchor ? labelPoint(anchor.entry) : null };
    }).filter((entry) => entry.shapes.length);
    const rows = shown.rows.filter(({ item }) => {
      if (deescModel.isPoint(item)) return view.contains([item.lat, item.lon]);
      const region = regionByCode.get(item.admin1);
      return Boolean(region && view.intersects(boxOf(region)));
    });
    return { zones, rows };
  }

  /* The box of a shape or region, worked out once. */
  function boxOf(shape) {
    if (!boxes.has(shape)) {
      boxes.set(shape, new L.LatLngBounds(deescShapes.toLatLngs(shape.polygons).flat(2)));
    }
    return boxes.get(shape);
  }

  return { begin, draw, renew, clear, visible, latLngs, renderers, labels };
}

deescDrawing.FIRST_ZOOM = 4.5; // that of the smallest towns, less their rank
