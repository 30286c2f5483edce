/* The map: basemap of regions, zones with what is sure and what is not, symbols. */
"use strict";

function deescMap(container, model, openCard) {
  const { el } = deescDom;
  const { on, both, rivals } = deescCertainty;
  const { t, nameOf } = deescWords;
  const FIRST_ZOOM = 4.5;
  const ground = model.payload.ground || {};
  const frame = ground.frame ? new L.LatLngBounds([[ground.frame[1], ground.frame[0]],
    [ground.frame[3], ground.frame[2]]]) : null;
  const focus = focusCountries();
  const regions = model.provinces.map((province) => ({
    ...province, polygons: deescShapes.unpack(province.geometry),
  }));
  const regionByCode = new Map(regions.map((region) => [region.code, region]));
  const map = new L.Map(container, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.1,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 90,
    minZoom: 3,
    maxZoom: 13,
    fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  let controls = [];
  addControls();
  const renderers = {};
  const order = { land: 200, borders: 250, zones: 300, halos: 350 };
  Object.entries(order).forEach(([name, depth]) => {
    const pane = map.createPane(name);
    pane.style.zIndex = depth;
    renderers[name] = new L.SVG({ pane: name, padding: 0.6 });
  });
  const labels = deescLabels(map);
  const zoneLayer = new L.LayerGroup().addTo(map);
  const symbols = deescSymbols(map, model, {
    openCard, prepare, tooltip, labels, renderers, regionByCode,
  });
  const grounds = deescGrounds(map, model);
  const unpacked = new Map();
  let drawn = "";
  let last = null;
  let shown = { plan: [], rows: [] };
  const boxes = new Map();
  let homing = false;
  let moved = false; // whether the reader has chosen the view
  home(false);
  renderers.zones.addTo(map);
  addHatches(renderers.zones);
  drawBasemap();
  nameBasemap();
  deescTiles(map, model, container);
  deescPaper(map, container, home);
  deescWords.changed(() => {
    addControls();
    nameBasemap();
    drawn = "";
  });

  /* Zoom and scale at the far side, with their names in the language in use. */
  function addControls() {
    const side = deescWords.direction() === "rtl" ? "left" : "right";
    controls.forEach((control) => control.remove());
    controls = [
      new L.Control.Zoom({ position: "top" + side, zoomInTitle: t("page.zoom_in"),
        zoomOutTitle: t("page.zoom_out") }),
      new L.Control.Scale({ imperial: false, position: "bottom" + side }),
    ];
    controls.forEach((control) => control.addTo(map));
  }

  function focusCountries() {
    const named = new Set(model.payload.focus || []);
    if (named.size) return named;
    const codes = new Set(model.items.filter((i) => i.kind === "province")
      .flatMap((item) => [item.id, item.admin1, item.pcode]));
    return new Set(model.provinces.filter((p) => codes.has(p.code))
      .map((province) => province.country));
  }

  function latLngs(shape) {
    const key = shape.flat().join("|");
    if (!unpacked.has(key)) {
      const polygons = deescShapes.unpack(shape);
      unpacked.set(key, {
        key, polygons, latLngs: deescShapes.toLatLngs(polygons), point: null,
      });
    }
    return unpacked.get(key);
  }

  function labelPoint(entry) {
    if (!entry.point) entry.point = deescShapes.labelPoint(entry.polygons);
    return entry.point && deescShapes.toLatLng(entry.point);
  }

  function isAsLargeAs(own, whole) {
    const share = (a, b) => (a[1] - a[0]) / (b[1] - b[0] || 1);
    return whole.isValid()
      && share([own.getWest(), own.getEast()], [whole.getWest(), whole.getEast()]) > 0.8
      && share([own.getSouth(), own.getNorth()],
        [whole.getSouth(), whole.getNorth()]) > 0.8;
  }

  function boundsOf(reading) {
    return new L.LatLngBounds([reading.inner, reading.outer]
      .filter((shape) => shape && shape.length)
      .flatMap((shape) => latLngs(shape).latLngs.flat(2)));
  }

  function spanOf(bounds) {
    return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
  }

  /* What the zones that the page is about may cover: by all readings on the opening
   * day, by the narrowest at other times; else the countries of the matter. A zone as
   * large as those does not decide the view. */
  function startBounds() {
    const box = new L.LatLngBounds([]);
    const main = model.zones.filter((zone) => zone.main);
    const whole = new L.LatLngBounds(regions
      .filter((region) => !focus.size || focus.has(region.country))
      .flatMap((region) => deescShapes.toLatLngs(region.polygons).flat(2)));
    const hold = (zone) => {
      const stands = ["certain", "possible"]
        .includes(deescModel.regimeOn(zone, model.opens));
      const own = zone.readings.map((reading) => boundsOf(reading))
        .filter((bounds) => bounds.isValid() && !isAsLargeAs(bounds, whole))
        .sort((a, b) => spanOf(a) - spanOf(b));
      (stands ? own : own.slice(0, 1)).forEach((bounds) => box.extend(bounds));
    };
    main.forEach(hold);
    if (!box.isValid()) model.zones.forEach(hold);
    if (!box.isValid()) box.extend(whole);
    if (!box.isValid() && frame) box.extend(frame);
    return box.isValid() ? box.pad(0.03) : new L.LatLngBounds([[-55, -170], [70, 170]]);
  }

  /* Land and borders around the regions, coarser than these and under them. */
  function drawLand() {
    const { land = [], lines = {} } = ground;
    land.forEach((country) => {
      country.polygons = deescShapes.unpack(country.geometry);
      new L.Polygon(deescShapes.toLatLngs(country.polygons), {
        renderer: renderers.land, pane: "land", className: "land", interactive: false,
        weight: 0.6,
      }).addTo(map);
    });
    Object.entries(lines).forEach(([kind, chains]) => drawLines(kind,
      deescShapes.unpackLines(chains)));
    if (!frame) return;
    // Beyond the frame there is no land to show, so the view stays within it.
    const least = () => map.setMinZoom(Math.min(7, map.getBoundsZoom(frame, true)));
    map.setMaxBounds(frame);
    least();
    map.on("resize", least);
  }

  function drawLines(kind, chains) {
    new L.Polyline(chains.map((chain) => chain.map(deescShapes.toLatLng)), {
      renderer: renderers.borders,
      pane: "borders",
      className: "border " + kind,
      interactive: false,
    }).addTo(map);
  }

  function drawBasemap() {
    drawLand();
    regions.forEach((region) => {
      const own = focus.has(region.country);
      const separation = region.kind && region.kind !== "admin";
      const polygon = new L.Polygon(deescShapes.toLatLngs(region.polygons), {
        renderer: renderers.land,
        pane: "land",
        className: "land" + (own ? " own" : "") + (separation ? " separation" : ""),
        interactive: false,
        stroke: true,
        weight: 0.6,
      });
      polygon.addTo(map);
      region.point = deescShapes.labelPoint(region.polygons);
    });
    // Without neighbours nobody can tell sea from foreign land: show neither.
    const alone = !(ground.land || []).length
      && new Set(regions.map((region) => region.country)).size < 2;
    container.classList.toggle("alone", alone);
    const lines = deescShapes.borders(regions);
    Object.entries(lines).forEach(([kind, chains]) => drawLines(kind, chains));
  }

  /* Names of provinces, countries and towns, in the language in use. */
  function nameBasemap() {
    ["province", "country", "town"].forEach((kind) => labels.clear(kind));
    regions.filter((region) => region.point && focus.has(region.country) && region.name)
      .forEach((region) => {
        const separation = region.kind && region.kind !== "admin";
        labels.add("province", nameOf(region), deescShapes.toLatLng(region.point),
          separation ? 8 : 5.5, separation ? 5 : 30);
      });
    countryLabels();
    model.towns.forEach((town) => {
      const rank = Math.max(1, Number(town.rank) || 1);
      labels.add("town", nameOf(town), [town.lat, town.lon], FIRST_ZOOM + rank, 20 - rank);
    });
  }

  function countryLabels() {
    let names = null;
    try {
      names = new Intl.DisplayNames([deescWords.language()], { type: "region" });
    } catch (error) {
      return;
    }
    const countries = new Set(regions.map((region) => region.country)
      .concat((ground.land || []).map((country) => country.code)));
    for (const code of countries) {
      if (focus.has(code) || !/^[A-Z]{2}$/.test(code || "")) continue;
      const points = regions.filter((r) => r.country === code && r.point)
        .map((r) => deescShapes.toLatLng(r.point)).concat(landPoints(code));
      const name = names.of(code);
      if (name !== code) labels.add("country", name, points, 0, 40);
    }
  }

  /* Where the name of a country may stand that has no regions here. */
  function landPoints(code) {
    return (ground.land || []).filter((country) => country.code === code)
      .map((country) => {
        country.point = country.point || deescShapes.labelPoint(country.polygons);
        return deescShapes.toLatLng(country.point);
      });
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

  function draw(day, selected, window = [day, day + 1]) {
    const plan = model.zones.filter((zone) => deescFilters.showsZone(model, zone.id))
      .map((zone) => planZone(zone, day)).filter(Boolean);
    const rows = deescFilters.shown(model, planSymbols(day, selected, window));
    shown = { plan, rows };
    last = [day, selected, window];
    grounds.draw(day);
    const signature = JSON.stringify([selected, map.getZoom(),
      plan.map((p) => p.signature), rows.map((s) => [s.item.id, s.certainty])]);
    if (signature === drawn) return;
    drawn = signature;
    const focused = document.activeElement && document.activeElement.dataset
      ? document.activeElement.dataset.ref : null;
    zoneLayer.clearLayers();
    labels.clear("zone");
    plan.sort((a, b) => (a.zone.id === selected) - (b.zone.id === selected));
    plan.forEach((entry) => drawZone(entry, entry.zone.id === selected));
    symbols.draw(rows);
    labels.place();
    if (focused) refocus(focused);
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
      signature: [zone.id, regime, belts(zone, day).length, kept.map((s) => [s.part,
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

  function drawZone({ zone, regime, shapes, day }, isSelected) {
    const said = deescWords.certainty(regime);
    const depth = { outer: 0, estimate: 1, inner: 2 };
    shapes.sort((a, b) => depth[a.part] - depth[b.part]);
    shapes.forEach((shape) => {
      const sure = shape.certainty === "certain";
      const path = new L.Polygon(shape.entry.latLngs, {
        renderer: renderers.zones,
        pane: "zones",
        className: ["zone", sortOf(zone), shape.part,
          sure ? "certain" : "possible",
          isSelected ? "selected" : ""].filter(Boolean).join(" "),
        fill: shape.part === "inner",
        bubblingMouseEvents: false,
      });
      zoneLayer.addLayer(path);
      const open = () => openCard({ kind: "zone", id: zone.id });
      path.on("click", open);
      path.bindTooltip(() => tooltip(deescWords.sentence(nameOf(zone)),
        t("draw." + shape.part), t("draw.regime", { certainty: said }), ...shape.readings.map((reading) => reading.words)),
      { sticky: true, direction: "top", opacity: 1 });
      const reference = zone.id + "/" + shape.part;
      prepare(path.getElement(), reference, t("draw.label", {
        zone: nameOf(zone), part: t("draw." + shape.part), certainty: said,
      }), open);
    });
    const anchor = shapes.find((s) => s.part === "inner")
      || shapes.reduce((a, b) => (a && sizeOf(a) <= sizeOf(b) ? a : b), null);
    if (anchor) labels.addNode("zone", zoneLabel(zone, regime, anchor, day, isSelected),
      labelPoint(anchor.entry), isSelected ? 100 : zone.main ? 90 : 70,
      new L.LatLngBounds(anchor.entry.latLngs.flat(2)),
      new L.LatLngBounds(shapes.flatMap((shape) => shape.entry.latLngs.flat(2))));
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
      String(zone.name).includes(type) ? "" : type,
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

  function planSymbols(day, selected, window) {
    const zone = model.zoneById.get(selected);
    const places = zone ? deescModel.inside(model, zone, day)
      .filter((row) => row.item.kind === "place" && Number.isFinite(row.item.lat)
        && map.getZoom() >= FIRST_ZOOM + (row.item.rank || 3)) : [];
    const dated = ["belt", "post"]
      .flatMap((kind) => deescModel.happening(model, kind, day))
      .filter((row) => row.certainty !== "unknown");
    return places.concat(dated, deescWindows.events(model, window));
  }

  function show(ref) {
    const item = ref.kind === "item" && model.items.concat(model.concerning)
      .find((candidate) => candidate.id === ref.id);
    if (item && deescModel.isPoint(item)
      && !map.getBounds().contains([item.lat, item.lon])
      && (!frame || frame.contains([item.lat, item.lon]))) {
      map.panTo([item.lat, item.lon]);
    }
  }

  /* Everything in view, clear of the boxes that lie on the map's left side. */
  function home(animate) {
    homing = true;
    moved = false;
    map.once("moveend", () => { homing = false; });
    const wide = container.clientWidth > 700 && !container.classList.contains("paper");
    map.fitBounds(startBounds(), {
      animate: animate !== false,
      maxZoom: 10,
      [deescWords.direction() === "rtl" ? "paddingBottomRight" : "paddingTopLeft"]:
        [wide ? 250 : 0, 0],
    });
  }

  /* How far apart two zones lie, in km between their middles; far where unknown. */
  function apart(one, other) {
    const middles = [one, other].map(middleOf);
    return middles.every(Boolean) ? map.distance(...middles) / 1000 : Infinity;
  }

  function middleOf(zone) {
    const shapes = zone.readings.map((r) => r.inner || r.outer).filter(Boolean);
    return shapes.length
      ? new L.LatLngBounds(latLngs(shapes[0]).latLngs.flat(2)).getCenter() : null;
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

  /* What a picture of the view is drawn from. */
  function view() {
    const size = map.getSize();
    return {
      size: () => ({ width: size.x, height: size.y }),
      project: (latLng) => map.latLngToContainerPoint(latLng),
      alone: container.classList.contains("alone"),
      borders: deescShapes.borders(regions),
      regions: regions.map((region) => ({
        ...region, isOwn: focus.has(region.country),
        isSeparation: Boolean(region.kind && region.kind !== "admin"),
      })),
    };
  }

  /* Latitude, longitude and zoom where the reader has chosen them, else null. */
  function chosenView() {
    const { lat, lng } = map.getCenter();
    return moved ? [lat, lng, map.getZoom()] : null;
  }

  /* Take a new size of the frame; a view that the reader has chosen keeps its middle. */
  function resize() {
    const [centre, zoom] = [map.getCenter(), map.getZoom()];
    map.invalidateSize({ pan: false });
    if (moved) map.setView(centre, zoom, { reset: true });
  }

  function setView([lat, lon, zoom]) {
    homing = true;
    map.setView([lat, lon], zoom, { reset: true });
    homing = false;
    moved = true;
  }

  map.on("zoomend", () => last && draw(...last));
  map.on("dragend", () => { moved = true; });
  map.on("zoomend", () => { moved = moved || !homing; });
  container.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow")) moved = true;
  });
  new ResizeObserver(resize).observe(container);
  return { draw, show, home, apart, visible, view, chosenView, setView, resize, renderers,
    leaflet: map };
}
