/* The map of the page: its frame and its basemap, with the drawing on top. */
"use strict";

function deescMap(container, model, openCard) {
  const { t, nameOf } = deescWords;
  const ground = model.payload.ground || {};
  const frame = ground.frame ? new L.LatLngBounds([[ground.frame[1], ground.frame[0]],
    [ground.frame[3], ground.frame[2]]]) : null;
  const focus = focusCountries();
  const regions = model.provinces.map((province) => ({ ...province }));
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
  const Scale = L.Control.Scale.extend({
    /* The length of the scale with its unit in the language in use. */
    _updateScale(node, text, ratio) {
      L.Control.Scale.prototype._updateScale.call(this, node, text, ratio);
      const [km, unit] = text.split(" ");
      if (unit === "km") node.textContent = t("picture.km", { km });
    },
  });
  let controls = [];
  addControls();
  const drawing = deescDrawing(map, model, { regions, openCard });
  const { draw, latLngs, visible, renderers, labels } = drawing;
  const ring = new L.LayerGroup().addTo(map);
  let homing = false;
  let moved = false; // whether the reader has chosen the view
  home(false);
  drawing.begin();
  drawBasemap();
  nameBasemap();
  deescTiles(map, model, container);
  deescPaper(map, container, home);
  deescWords.changed(() => {
    addControls();
    nameBasemap();
    drawing.renew();
    if (!moved) home(false); // the legend may have changed sides
  });

  /* Zoom and scale at the far side, with their names in the language in use. */
  function addControls() {
    const side = deescWords.direction() === "rtl" ? "left" : "right";
    controls.forEach((control) => control.remove());
    controls = [
      new L.Control.Zoom({ position: "top" + side, zoomInTitle: t("page.zoom_in"),
        zoomOutTitle: t("page.zoom_out") }),
      new Scale({ imperial: false, position: "bottom" + side }),
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
      new deescOutline(country.polygons.flat(), true, {
        renderer: renderers.land, pane: "land", className: "land", weight: 0.6, fill: true,
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
    new deescOutline(chains, false, {
      renderer: renderers.borders, pane: "borders", className: "border " + kind,
    }).addTo(map);
  }

  function drawBasemap() {
    drawLand();
    regions.forEach((region) => {
      const own = focus.has(region.country);
      const separation = region.kind && region.kind !== "admin";
      new deescOutline(region.polygons.flat(), true, {
        renderer: renderers.land,
        pane: "land",
        className: "land" + (own ? " own" : "") + (separation ? " separation" : ""),
        weight: 0.6,
        fill: true,
      }).addTo(map);
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
      labels.add("town", nameOf(town), [town.lat, town.lon], deescDrawing.FIRST_ZOOM + rank, 20 - rank);
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

  /* Where the subject of a card lies, if it lies at a point. */
  function spotOf(ref) {
    if (ref.kind === "row") return model.happenings.pointOf(ref.index);
    const item = ref.kind === "item" && model.items.concat(model.concerning)
      .find((candidate) => candidate.id === ref.id);
    return item && deescModel.isPoint(item) ? { ...item, error: item.error_km } : null;
  }

  /* Ring the subject of the open card, with the error of its place, and bring it into
   * view; without a card nothing is ringed. */
  function show(ref) {
    ring.clearLayers();
    const spot = ref && spotOf(ref);
    if (!spot || !Number.isFinite(spot.lat) || !Number.isFinite(spot.lon)) return;
    const place = [spot.lat, spot.lon];
    const mark = new L.Marker(place, { interactive: false, keyboard: false,
      zIndexOffset: 1000, icon: new L.DivIcon({ className: "spot", iconSize: [32, 32] }) });
    ring.addLayer(mark);
    mark.getElement().setAttribute("aria-hidden", "true");
    if (spot.error) {
      ring.addLayer(new L.Circle(place, { radius: spot.error * 1000, interactive: false,
        renderer: renderers.halos, pane: renderers.halos.options.pane, className: "halo" }));
    }
    if (!map.getBounds().contains(place) && (!frame || frame.contains(place))) {
      map.panTo(place);
    }
  }

  /* Everything in view, clear of an open legend, which lies on the map's left side. */
  function home(animate) {
    homing = true;
    moved = false;
    map.once("moveend", () => { homing = false; });
    const legend = document.getElementById("legend");
    const wide = container.clientWidth > 700 && !container.classList.contains("paper")
      && legend.open && legend.offsetWidth < container.clientWidth / 2;
    map.fitBounds(startBounds(), {
      animate: animate !== false,
      maxZoom: 10,
      [deescWords.direction() === "rtl" ? "paddingBottomRight" : "paddingTopLeft"]:
        [wide ? legend.offsetWidth : 0, 0],
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

  /* What a picture of the view is drawn from. */
  function view() {
    const size = map.getSize();
    return {
      size: () => ({ width: size.x, height: size.y }),
      project: (latLng) => map.latLngToContainerPoint(latLng),
      alone: container.classList.contains("alone"),
      land: (ground.land || []).map((country) => country.polygons),
      borders: [...Object.entries(ground.lines || {})
        .map(([kind, chains]) => [kind, deescShapes.unpackLines(chains)]),
      ...Object.entries(deescShapes.borders(regions))],
      stamps: stamps(),
      scale: scaleLine(),
      regions: regions.map((region) => ({
        ...region, isOwn: focus.has(region.country),
        isSeparation: Boolean(region.kind && region.kind !== "admin"),
      })),
    };
  }

  /* The scale as it stands on the map: its words and its length in pixels. */
  function scaleLine() {
    const node = container.querySelector(".leaflet-control-scale-line");
    return node && { words: node.textContent, length: node.offsetWidth };
  }

  /* The drawn events of tables, and where they lie in the view; null without any. */
  function stamps() {
    const canvas = container.querySelector(".leaflet-events-pane canvas");
    if (!canvas || !canvas.width) return null;
    const [own, box] = [canvas, container].map((node) => node.getBoundingClientRect());
    return { canvas, x: own.x - box.x, y: own.y - box.y, width: own.width, height: own.height };
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

  /* All in view again where events of tables have come and wanted room, or the window has
   * another size. Not at each size of the frame: words of a day may take a line more or
   * less, and the map should not jump from step to step. */
  function refit() {
    resize();
    if (!moved && !container.classList.contains("paper")) home(false);
  }

  function setView([lat, lon, zoom]) {
    homing = true;
    map.setView([lat, lon], zoom, { reset: true });
    homing = false;
    moved = true;
  }

  map.on("dragend", () => { moved = true; });
  map.on("zoomend", () => { moved = moved || !homing; });
  container.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow")) moved = true;
  });
  new ResizeObserver(resize).observe(container);
  window.addEventListener("resize", refit);
  return { draw, show, home, apart, visible, view, chosenView, setView, resize, refit, renderers,
    leaflet: map };
}
