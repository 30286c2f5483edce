/* Symbols of the map: posts, events and places, spread so that each can be seen. */
"use strict";

function deescSymbols(map, model, tools) {
  const { el, symbol } = deescDom;
  const { t, nameOf } = deescWords;
  const { openCard, prepare, tooltip, labels, renderers, regionByCode } = tools;
  const CLOSE_ZOOM = 7.5;
  const NAME_ZOOM = 8.25;
  const REACH = 26; // pixels that a symbol may stand off its place
  const MOST = 160; // more symbols than this are not spread
  const layer = new L.LayerGroup().addTo(map);
  const haloLayer = new L.LayerGroup().addTo(map);
  const known = new Map(); // the symbols that are drawn, by what they show

  function draw(rows) {
    haloLayer.clearLayers();
    const size = map.getZoom() < CLOSE_ZOOM ? 14 : 20;
    const points = rows.filter(({ item }) => deescModel.isPoint(item));
    const spots = spread(points.map(({ item }) => {
      return map.latLngToLayerPoint([item.lat, item.lon]);
    }), size);
    // Most symbols of a day are those of the day before, and stay as they are.
    const standing = new Set(points.map((row, place) => keep(row, spots[place], size)));
    known.forEach(({ marker, leader }, key) => {
      if (standing.has(key)) return;
      layer.removeLayer(marker);
      if (leader) layer.removeLayer(leader);
      known.delete(key);
    });
    renew("post", points.flatMap(({ item }, place) => {
      if (item.kind !== "post") return [];
      const { lat, lng } = map.layerPointToLatLng(spots[place]);
      const name = nameOf(item);
      const key = [name, lat, lng].join("|");
      return [[key, () => labels.add("post", name, [lat, lng], NAME_ZOOM, 38, key)]];
    }));
    const somewhere = new Map();
    rows.forEach((row) => {
      const region = deescModel.isPoint(row.item) ? null
        : regionByCode.get(row.item.admin1);
      if (region) somewhere.set(region, (somewhere.get(region) || []).concat(row));
    });
    renew("note", [...somewhere].map(([region, list]) => {
      const key = JSON.stringify([region.code, deescWords.language(),
        list.map(({ item, certainty }) => [item.id, certainty])]);
      return [key, () => drawSomewhere(region, list, key)];
    }));
    labels.avoid(spots.map((spot) => map.layerPointToLatLng(spot)));
  }

  /* Labels of a kind, by key with what makes them: those that stand there stay. */
  function renew(kind, wanted) {
    const found = labels.keep(kind, new Set(wanted.map(([key]) => key)));
    wanted.forEach(([key, make]) => found.has(key) || make());
  }

  /* Draw a symbol, or move the one that shows the same; its key. */
  function keep(row, spot, size) {
    const { item, certainty, status } = row;
    const key = [item.id, item.lat, item.lon, item.error_km, certainty, status, size,
      deescWords.language()].join("|");
    const { x, y } = map.getPixelOrigin();
    const where = [spot.x, spot.y, x, y, map.getZoom()].join();
    const drawn = known.get(key) || {};
    if (drawn.where === where) return key;
    const at = map.layerPointToLatLng(spot);
    if (drawn.marker) drawn.marker.setLatLng(at);
    else drawn.marker = drawSymbol(row, at, size);
    lead(drawn, item, spot, size);
    known.set(key, { ...drawn, where });
    return key;
  }

  /* Draw a line from its place to a symbol that stands off it. */
  function lead(drawn, item, spot, size) {
    const place = new L.LatLng(item.lat, item.lon);
    const at = drawn.marker.getLatLng();
    const isOff = map.latLngToLayerPoint(place).distanceTo(spot) > size / 3;
    if (drawn.leader && !isOff) {
      layer.removeLayer(drawn.leader);
      drawn.leader = null;
    } else if (drawn.leader) {
      drawn.leader.setLatLngs([place, at]);
    } else if (isOff) {
      drawn.leader = new L.Polyline([place, at], {
        renderer: renderers.halos, pane: renderers.halos.options.pane, className: "leader",
        interactive: false,
      });
      layer.addLayer(drawn.leader);
    }
  }

  /* Push points apart until symbols of a size clear each other, but never far. */
  function spread(points, size) {
    const gap = size + 1;
    const spots = points.map((point) => new L.Point(point.x, point.y));
    if (points.length > MOST) return spots;
    for (let turn = 0; turn < 60; turn += 1) {
      let moved = false;
      for (let i = 0; i < spots.length; i += 1) {
        for (let j = 0; j < i; j += 1) moved = part(spots[i], spots[j], gap, i) || moved;
      }
      spots.forEach((spot, place) => hold(spot, points[place]));
      if (!moved) break;
    }
    return spots;
  }

  function part(a, b, gap, place) {
    let dx = a.x - b.x;
    let dy = a.y - b.y;
    // Most are far apart, which one difference tells before any root is drawn.
    if (Math.abs(dx) >= gap - 0.5 || Math.abs(dy) >= gap - 0.5) return false;
    let apart = Math.hypot(dx, dy);
    if (apart >= gap - 0.5) return false;
    if (apart < 0.1) {
      dx = Math.cos(place * 2.4);
      dy = Math.sin(place * 2.4);
      apart = 1;
    }
    const push = (gap - Math.min(apart, gap)) / 2 / apart;
    a.x += dx * push;
    a.y += dy * push;
    b.x -= dx * push;
    b.y -= dy * push;
    return true;
  }

  function hold(spot, point) {
    const away = Math.hypot(spot.x - point.x, spot.y - point.y);
    if (away <= REACH) return;
    spot.x = point.x + ((spot.x - point.x) * REACH) / away;
    spot.y = point.y + ((spot.y - point.y) * REACH) / away;
  }

  function drawSymbol({ item, certainty, status }, at, size) {
    const place = new L.LatLng(item.lat, item.lon);
    const marker = new L.Marker(at, {
      icon: new L.DivIcon({
        className: "marker " + item.kind,
        html: symbol(item.kind, certainty, size, status),
        iconSize: [size + 4, size + 4],
        iconAnchor: [size / 2 + 2, size / 2 + 2],
      }),
      keyboard: false,
      zIndexOffset: item.kind === "place" ? 0 : 400,
      riseOnHover: true,
    });
    layer.addLayer(marker);
    const open = () => openCard({ kind: "item", id: item.id });
    const error = Number(item.error_km) || 0;
    marker.on("click", open);
    marker.bindTooltip(() => tooltip(nameOf(item),
      deescWords.join([deescWords.plain(item.type || item.kind),
        deescWords.certainty(certainty)]),
      deescWords.plain(status), error ? t("draw.within", { km: error }) : null),
    { direction: "top", offset: [0, -8], opacity: 1 });
    prepare(marker.getElement(), "item:" + item.id,
      t("draw.symbol", { kind: deescWords.plain(item.kind), name: nameOf(item),
        certainty: deescWords.certainty(certainty) }), open);
    if (!error || item.kind === "place") return marker;
    onAttention(marker.getElement(), () => new L.Circle(place, {
      renderer: renderers.halos, pane: renderers.halos.options.pane, radius: error * 1000,
      className: "halo " + item.kind, interactive: false,
    }));
    return marker;
  }

  /* Show a shape while a node has the pointer or the focus. */
  function onAttention(node, make) {
    const show = () => {
      haloLayer.clearLayers();
      haloLayer.addLayer(make());
    };
    const hide = () => haloLayer.clearLayers();
    node.addEventListener("focus", show);
    node.addEventListener("mouseenter", show);
    node.addEventListener("blur", hide);
    node.addEventListener("mouseleave", hide);
  }

  /* What is known by its region only: one quiet note with a count, no point. */
  function drawSomewhere(region, rows, key) {
    const kinds = ["post", "event"].map((kind) => [kind,
      rows.filter(({ item }) => item.kind === kind)]).filter(([, own]) => own.length);
    if (!kinds.length || !region.point) return;
    const ref = rows.length === 1 ? { kind: "item", id: rows[0].item.id }
      : { kind: "region", id: region.code };
    const parts = kinds.map(([kind, own]) => {
      const sure = own.some((row) => row.certainty === "certain");
      return el("span.part", {}, symbol(kind, sure ? "certain" : "possible", 12),
        t("count." + kind, { count: own.length }));
    });
    const note = el("button.region-note", {
      type: "button",
      title: deescWords.join(rows.slice(0, 12).map(({ item, certainty }) => {
        return t("draw.listed", { name: nameOf(item),
          certainty: deescWords.certainty(certainty) });
      }), "period.join"),
      "data-ref": [ref.kind, ref.id].join(":"),
      click: () => openCard(ref),
    }, parts, el("span.sub", {}, t("draw.somewhere", { region: nameOf(region) })));
    const latLngs = deescShapes.toLatLngs(region.polygons);
    onAttention(note, () => new L.Polygon(latLngs, {
      renderer: renderers.halos, pane: renderers.halos.options.pane, interactive: false, fill: false,
      className: "somewhere",
    }));
    labels.addNode("note", note, deescShapes.toLatLng(region.point), 80,
      { around: new L.LatLngBounds(latLngs.flat(2)), key });
  }

  return { draw };
}
