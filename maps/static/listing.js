/* Listing: everything that is in view on the map, as rows; for readers of the table, of
 * the CSV and of the GeoJSON alike. */
"use strict";

const deescListing = (function () {
  const { el, chip } = deescDom;
  const { t, nameOf } = deescWords;
  const COLUMNS = ["kind", "id", "name", "type", "certainty", "status", "day", "when",
    "part", "lat", "lon", "error_km", "admin1", "inside", "summary", "claims", "documents",
    "publishers"];
  const NOTES = ["boundaries", "attribution", "disclaimer"];
  const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

  /* One row for each part of a zone that is drawn, and for each symbol or note. */
  function rows(model, visible, day) {
    const iso = deescCertainty.isoOf(day);
    const zones = visible.zones.flatMap(({ zone, shapes }) => shapes.map((shape) => ({
      ...blank(iso),
      kind: zone.kind,
      id: zone.id,
      name: zone.name,
      type: deescWords.plain(zone.type || zone.kind),
      certainty: shape.certainty,
      when: deescWords.periods(zone.regime.periods),
      part: shape.part,
      summary: shape.readings.map((reading) => reading.words).join("; "),
      ...sources(model, shape.readings.flatMap((reading) => reading.claims)),
      polygons: shape.entry.polygons,
      isLine: shape.readings.every((reading) => reading.line),
      shown: deescWords.sentence(nameOf(zone)),
    })));
    return zones.concat(visible.rows.map(({ item, certainty, status }) => ({
      ...blank(iso),
      kind: item.kind,
      id: item.id,
      name: item.name,
      type: deescWords.plain(item.type || item.kind),
      certainty,
      status: deescWords.plain(status),
      when: item.periods === null ? "" : deescWords.periods(item.periods,
        item.kind === "event" ? deescWords.moment : null),
      lat: deescModel.isPoint(item) ? item.lat : null,
      lon: deescModel.isPoint(item) ? item.lon : null,
      error_km: deescModel.isPoint(item) && item.error_km !== undefined
        ? item.error_km : null,
      admin1: item.admin1 || "",
      inside: model.zones.filter((zone) => (item.spaces || {})[zone.id])
        .map((zone) => [zone.id, deescModel.insideOn(item, zone, day)])
        .filter(([, answer]) => answer === "certain" || answer === "possible")
        .map(([id, answer]) => id + ": " + answer).join("|"),
      summary: item.summary || "",
      shown: nameOf(item),
      ...sources(model, item.claims),
    })));
  }

  /* A row of what is no thing of the documents. */
  function row(day, values) {
    return { ...blank(deescCertainty.isoOf(day)), ...values };
  }

  function blank(iso) {
    return { ...Object.fromEntries(COLUMNS.map((name) => [name, ""])), day: iso,
      lat: null, lon: null, error_km: null, polygons: null };
  }

  function sources(model, claims) {
    const documents = [...new Set(claims.map((id) => (model.claims.get(id) || {}).document)
      .filter(Boolean))];
    return {
      claims: [...new Set(claims)].join("|"),
      documents: documents.join("|"),
      publishers: [...new Set(documents.map((id) => (model.documents.get(id) || {}).publisher)
        .filter(Boolean))].join("|"),
    };
  }

  /* What must be said beside everything that leaves the page. */
  function notes(model, words) {
    const { boundaries = {}, attribution = [], disclaimer = "" } = model.payload;
    return {
      boundaries: [boundaries.source, boundaries.view,
        Number.isFinite(boundaries.error_km) ? t("share.error", { km: boundaries.error_km }) : ""]
        .filter(Boolean).join("; "),
      attribution: [boundaries.attribution, ...attribution].filter(Boolean).join("; "),
      disclaimer: [t("page.not_control"), t(model.payload.rows ? "page.table_why"
        : "page.not_control_why"), disclaimer, ...(model.payload.cautions || []),
        ...words].filter(Boolean).join(" "),
    };
  }

  /* A cell that a spreadsheet would run as a formula gets a leading apostrophe. */
  function cell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function csv(list, said) {
    const columns = COLUMNS.concat(NOTES);
    const lines = list.map((row) => columns.map((name) => cell({ ...row, ...said }[name])));
    return [columns, ...lines].map((cells) => cells.join(",") + "\r\n").join("");
  }

  function geojson(list, said, about) {
    const features = list.map((row) => {
      const { polygons, shown, isLine, ...properties } = row;
      const point = row.lat === null ? null
        : { type: "Point", coordinates: [row.lon, row.lat] };
      return {
        type: "Feature",
        properties,
        geometry: isLine ? { type: "MultiLineString", coordinates: polygons.map(wayOf) }
          : polygons ? { type: "MultiPolygon", coordinates: polygons.map(polygonOf) } : point,
      };
    });
    return JSON.stringify({ deesc: 1, type: "FeatureCollection", about: { ...about, ...said },
      features }) + "\n";
  }

  /* A line, which is drawn there and back, in degrees. */
  function wayOf([ring]) {
    return ring.slice(0, ring.length / 2 + 1).map(([x, y]) => [x / 1e4, y / 1e4]);
  }

  /* Closed rings in degrees, the outer one counter-clockwise (RFC 7946). */
  function polygonOf(rings) {
    return rings.map((ring, place) => {
      const area = ring.reduce((sum, [x, y], i) => {
        const [u, v] = ring[(i + 1) % ring.length];
        return sum + (u - x) * (v + y);
      }, 0);
      const ordered = (area < 0) === (place === 0) ? ring : [...ring].reverse();
      return [...ordered, ordered[0]].map(([x, y]) => [x / 1e4, y / 1e4]);
    });
  }

  /* The same as a table to read, a zone once with all its parts. */
  function table(model, list, open) {
    const things = new Map();
    list.forEach((row) => {
      const key = row.kind + ":" + row.id;
      things.set(key, (things.get(key) || []).concat(row));
    });
    return el("table.listing", {},
      el("thead", {}, el("tr", {}, ["name", "certainty", "when"].map((name) => el("th",
        { scope: "col" }, t("listing." + name))))),
      el("tbody", {}, [...things].map(([key, rows]) => line(model, key, rows, open))));
  }

  function line(model, key, rows, open) {
    const [row] = rows;
    const isZone = model.zoneById.has(row.id) && row.kind !== "event";
    const answer = isZone ? deescModel.regimeOn(model.zoneById.get(row.id),
      deescCertainty.dayOf(row.day)) : row.certainty;
    // Readings are often drawn alike; the files have a row for each.
    const parts = new Set(rows.filter((each) => each.part).map((each) => deescWords.join([
      t("draw." + each.part), deescWords.certainty(each.certainty)])));
    const inside = row.inside.split("|").filter(Boolean).map((text) => {
      const place = text.lastIndexOf(": ");
      const zone = model.zoneById.get(text.slice(0, place));
      return t("card.answer", { what: zone ? nameOf(zone) : text.slice(0, place),
        certainty: deescWords.certainty(text.slice(place + 2)) });
    });
    const about = deescWords.join([row.type, row.status, ...parts], "period.join");
    return el("tr", {},
      el("th", { scope: "row" }, el("button.link-button", {
        type: "button",
        dir: "auto",
        "data-ref": "listed:" + key,
        click: () => open(isZone ? { kind: "zone", id: row.id }
          : { kind: "item", id: row.id }),
      }, row.shown || row.name || row.id),
      el("span.extra", { dir: deescWords.side(about) }, about)),
      el("td", {}, chip(answer)),
      el("td", { dir: deescWords.side(row.when) }, row.when, inside.length ? el("span.extra", {},
        t("listing.inside"), " ", deescWords.join(inside, "period.join")) : null));
  }

  return { rows, row, notes, csv, geojson, table };
})();
