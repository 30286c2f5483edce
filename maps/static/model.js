/* The model: a payload with day numbers, and the answers that it gives for a day. */
"use strict";

const deescModel = (function () {
  const { PAST, FUTURE, both, rivals, on, dayOf } = deescCertainty;
  const MAX_ERROR_KM = 15;
  const kinds = new WeakMap(); // of lists of things: those of each kind
  const STRENGTH = { certain: 0, possible: 1, no: 2, unknown: 3 };

  function bounds(period) {
    const number = (value, open) => {
      const day = typeof value === "string" ? dayOf(value) : null;
      return day === null ? open : day;
    };
    return [number(period[0], PAST), number(period[1], PAST),
      number(period[2], FUTURE), number(period[3], FUTURE), Boolean(period[4])];
  }

  function dated(list) {
    return Array.isArray(list) ? list.map(bounds) : null;
  }

  /* Provinces with their ground; neighbours share what is packed of their border. */
  function withGround(provinces) {
    const shapes = deescShapes.unpackShared(provinces.map(({ geometry }) => geometry));
    return provinces.map((province, at) => ({ ...province, polygons: shapes[at] }));
  }

  function list(value) {
    return Array.isArray(value) ? value : [];
  }

  function index(records) {
    return new Map(list(records).map((record) => [record.id, record]));
  }

  /* Read the payload: defaults for what is absent, days for dates, nothing else. */
  function load(payload) {
    const zones = list(payload.zones).map((zone) => ({
      ...zone,
      main: zone.kind !== "belt" && zone.main !== false,
      regime: {
        periods: dated((zone.regime || {}).periods) || [],
        claims: list((zone.regime || {}).claims),
      },
      statuses: list(zone.statuses).map((status) => ({
        ...status, periods: dated(status.periods), claims: list(status.claims),
      })),
      readings: list(zone.readings).map((reading) => ({
        ...reading, periods: dated(reading.periods), claims: list(reading.claims),
      })),
      further: list(zone.further).map((reading) => ({
        ...reading, periods: dated(reading.periods), claims: list(reading.claims),
      })),
      finer: list(zone.finer),
      notes: list(zone.notes),
      unknown: list(zone.unknown),
    }));
    const item = (record) => ({
      ...record,
      periods: dated(record.periods),
      spaces: record.spaces || {},
      held: list(record.held),
      claims: list(record.claims),
      accounts: list(record.accounts),
      actors: list(record.actors),
      states: list(record.states).map(([iso, status]) => [dayOf(iso), status]),
    });
    const first = dayOf(payload.from);
    const last = dayOf(payload.to);
    return {
      payload,
      zones,
      zoneById: index(zones),
      items: list(payload.items).map(item),
      concerning: list(payload.concerning).map(item),
      planned: list(payload.planned).map((plan) => ({
        ...plan, periods: dated(list(plan.periods)), claims: list(plan.claims),
        zones: list(plan.zones),
      })),
      holdings: list(payload.holdings).map((row) => ({
        ...row, periods: dated(row.periods), takers: list(row.takers),
      })),
      grounds: list(payload.grounds).map((row) => ({
        ...row, periods: dated(row.periods), takers: list(row.takers), isKnown: true,
      })),
      sure: null,
      filter: null,
      provinces: withGround(list(payload.provinces)),
      towns: list(payload.towns),
      claims: new Map(Object.entries(payload.claims || {})),
      documents: index(payload.documents),
      answered: deescStretches.noAnswers(),
      first,
      last: Math.max(first, last),
      opens: dayOf(payload.opens) === null ? first : dayOf(payload.opens),
    };
  }

  /* Map, panel and list ask for the same rows. */
  function kept(model, name, zone, day, make) {
    const key = name + " " + zone.id;
    const rows = deescStretches.of(model, day);
    if (!rows.has(key)) rows.set(key, make(model, zone, day));
    return rows.get(key);
  }

  /* With a day of knowledge a zone has a twin, `sure`: the zone as the documents tell
   * it that were surely out; the zone itself is told by those that possibly were. */
  function regimeOn(zone, day) {
    const own = on(zone.regime.periods, day);
    return zone.sure ? rivals([on(zone.sure.regime.periods, day), own]) : own;
  }

  /* Statuses of a zone, one row each, in the order of the life-cycle; a status that no
   * claim names is unknown, but nothing has ended while the regime surely holds. */
  function statusesOn(zone, day) {
    const rows = ownStatuses(zone, day);
    if (!zone.sure) return rows;
    const sure = new Map(ownStatuses(zone.sure, day).map((row) => [row.status, row]));
    return rows.map((row) => ({ ...row, certainty: rivals([
      sure.has(row.status) ? sure.get(row.status).certainty : "unknown", row.certainty]) }));
  }

  function ownStatuses(zone, day) {
    const own = zone.statuses.map((status) => status.status)
      .filter((name) => !deescWords.LIFE_CYCLE.includes(name));
    return [...deescWords.LIFE_CYCLE, ...new Set(own)].map((name) => {
      const parts = zone.statuses.filter((status) => status.status === name);
      const stands = name === "ended" && on(zone.regime.periods, day) === "certain";
      const certainty = parts.length
        ? surest(parts.map((part) => on(part.periods, day)))
        : stands ? "no" : "unknown";
      return { status: name, parts, certainty };
    });
  }

  /* The periods that the answers about a zone, or one status of it, turn on. */
  function periodsOf(zone, status) {
    return [zone, zone.sure].filter(Boolean).flatMap((each) => (status
      ? each.statuses.filter((part) => part.status === status) : [each.regime]))
      .map((part) => part.periods);
  }

  /* Where a status stands under several agreements, the surest one speaks. */
  function surest(answers) {
    return answers.reduce((best, answer) => {
      return STRENGTH[answer] < STRENGTH[best] ? answer : best;
    }, "unknown");
  }

  function ownReadings(zone, day) {
    return zone.readings.filter((reading) => on(reading.periods, day) !== "no");
  }

  /* Readings that may hold on a day, those that only the surely known have at the end. */
  function readingsOn(zone, day) {
    const own = ownReadings(zone, day);
    if (!zone.sure) return own;
    const ids = new Set(own.map((reading) => reading.id));
    return own.concat(ownReadings(zone.sure, day).filter((r) => !ids.has(r.id)));
  }

  function spaceIn(item, zone, reading) {
    if (reading.undrawn || item.undrawn) return "unknown";
    const space = (item.spaces[zone.id] || {})[reading.id] || "no";
    return both([space, reading.capped ? "possible" : "certain"]);
  }

  /* Where an item lies: over the readings that hold on the day, as rivals. */
  function ownSpace(item, zone, day, readings = answeredReadings(zone, day)) {
    if (!item.spaces[zone.id]) return "no";
    return rivals(readings
      .map(([reading, time]) => both([spaceIn(item, zone, reading), time])));
  }

  /* The readings that hold on a day, each with how surely it does. */
  function answeredReadings(zone, day) {
    return ownReadings(zone, day).map((reading) => [reading, on(reading.periods, day)]);
  }

  function ownInside(item, zone, day, readings) {
    return both([ownSpace(item, zone, day, readings), on(item.periods, day),
      on(zone.regime.periods, day)]);
  }

  function paired(answer, item, zone, day) {
    const own = answer(item, zone, day);
    if (!zone.sure) return own;
    return rivals([item.sure ? answer(item.sure, zone.sure, day) : "unknown", own]);
  }

  function spaceOn(item, zone, day) {
    return paired(ownSpace, item, zone, day);
  }

  function insideOn(item, zone, day) {
    return paired(ownInside, item, zone, day);
  }

  /* When something was there; with a day of knowledge, as far as that was known. */
  function timeOn(item, day) {
    const own = on(item.periods, day);
    if (item.sure === undefined) return own;
    return rivals([item.sure ? on(item.sure.periods, day) : "unknown", own]);
  }

  /* What is said of a post by that day; what befell it later is not yet known. */
  function statusOn(item, day) {
    if (!item.states.length) return item.status;
    const past = item.states.filter(([since]) => since <= day);
    return past.length ? past[past.length - 1][1] : null;
  }

  function told(item, day, certainty) {
    return { item, certainty, status: statusOn(item, day) };
  }

  /* Everything inside a zone on a day, certain first. */
  function inside(model, zone, day) {
    return kept(model, "inside", zone, day, answerInside);
  }

  function answerInside(model, zone, day) {
    const own = rowsInside(model, zone, day);
    const rows = zone.sure ? joinRows(rowsInside(model.sure, zone.sure, day), own, model)
      : own;
    return rows.slice().sort((a, b) => STRENGTH[a.certainty] - STRENGTH[b.certainty]
      || (a.item.rank || 0) - (b.item.rank || 0)
      || String(a.item.name).localeCompare(String(b.item.name)));
  }

  function rowsInside(model, zone, day) {
    return kept(model, "rows", zone, day, findInside);
  }

  function findInside(model, zone, day) {
    if (on(zone.regime.periods, day) === "no") return [];
    const readings = answeredReadings(zone, day);
    return model.items
      .filter((item) => item.spaces[zone.id] && on(item.periods, day) !== "no")
      .map((item) => told(item, day, ownInside(item, zone, day, readings)))
      .filter(isLikely);
  }

  function isLikely(row) {
    return row.certainty === "certain" || row.certainty === "possible";
  }

  /* Join what the surely and the possibly known say: what only one of them says, or
   * says with doubt, is possible. */
  function joinRows(sure, possible, model) {
    const known = new Map(sure.map((row) => [row.item.id, row]));
    const rows = possible.map((row) => {
      const other = known.get(row.item.id);
      known.delete(row.item.id);
      return { ...row, certainty: rivals([other ? other.certainty : "unknown",
        row.certainty]) };
    });
    return rows.concat([...known.values()].map((row) => ({
      ...row, item: itemOf(model, row.item.id) || row.item, certainty: "possible",
    })));
  }

  function itemOf(model, id) {
    if (!model.itemById) {
      model.itemById = index([...model.concerning, ...model.items]);
    }
    return model.itemById.get(id);
  }

  /* Who held a thing that lies in a zone, according to each who says so. */
  function heldBy(model, item, zone, day) {
    const own = ownHeld(model, item, zone, day);
    if (!zone.sure) return own;
    const isIn = (each, where) => each && isLikely({ certainty: ownInside(each, where, day) });
    const sure = isIn(item.sure, zone.sure)
      ? new Map(ownHeld(model.sure, item.sure, zone.sure, day).map((r) => [r.claim, r]))
      : new Map();
    if (!isIn(item, zone)) return [...sure.values()];
    const rows = own.map((row) => {
      const other = sure.get(row.claim);
      sure.delete(row.claim);
      return { ...row, certainty: rivals([other ? other.certainty : "unknown",
        row.certainty]) };
    });
    return rows.concat([...sure.values()].map((row) => ({ ...row, certainty: "possible" })));
  }

  function ownHeld(model, item, zone, day) {
    if (!item.held.length) return item.held;
    return item.held.filter(([, , by]) => by === null || by === zone.id)
      .map(([place, capped]) => {
        const row = model.holdings[place];
        const certainty = both([on(row.periods, day), capped ? "possible" : "certain"]);
        return { ...row, certainty };
      })
      .filter(isLikely);
  }

  /* Zones and belts of a day that no document gives a shape. */
  function undrawn(model, day) {
    return model.zones.filter((zone) => {
      return ["certain", "possible"].includes(regimeOn(zone, day))
        && !readingsOn(zone, day).some((r) => r.inner || r.outer || r.estimate);
    });
  }

  /* Things of a day that are known by their region only. */
  function somewhereIn(model, code, day) {
    return ["post", "event"].flatMap((kind) => happening(model, kind, day))
      .filter(({ item, certainty }) => certainty !== "unknown" && item.admin1 === code
        && !isPoint(item));
  }

  /* What concerns a zone that day without being a thing inside it. */
  function concerning(model, zone, day) {
    return kept(model, "concerning", zone, day, answerConcerning);
  }

  function answerConcerning(model, zone, day) {
    const own = rowsConcerning(model, zone, day);
    return zone.sure
      ? joinRows(rowsConcerning(model.sure, zone.sure, day), own, model) : own;
  }

  function rowsConcerning(model, zone, day) {
    const taken = new Set(rowsInside(model, zone, day).flatMap((row) => row.item.claims));
    return model.concerning
      .filter((item) => list(item.about).includes(zone.id) && !taken.has(item.id))
      .map((item) => told(item, day, on(item.periods, day)))
      .filter(isLikely);
  }

  function happening(model, kind, day) {
    return ofKind(model, kind).map((item) => told(item, day, timeOn(item, day)))
      .filter((row) => row.certainty !== "no");
  }

  /* Things of a kind; a list of things never changes, it is replaced. */
  function ofKind(model, kind) {
    if (!kinds.has(model.items)) {
      const own = new Map();
      model.items.forEach((item) => {
        if (!own.has(item.kind)) own.set(item.kind, []);
        own.get(item.kind).push(item);
      });
      kinds.set(model.items, own);
    }
    return kinds.get(model.items).get(kind) || [];
  }

  /* Events of a day that neither lie in the zone nor concern it; without a day: those
   * that nobody dated. */
  function otherEvents(model, zone, day) {
    if (day === null) {
      return ofKind(model, "event").filter((item) => item.periods && !item.periods.length)
        .map((item) => ({ item, certainty: "unknown" }));
    }
    return zone ? kept(model, "others", zone, day, answerOthers)
      : otherThan(model, day, []);
  }

  function answerOthers(model, zone, day) {
    return otherThan(model, day,
      inside(model, zone, day).concat(concerning(model, zone, day)));
  }

  function otherThan(model, day, rows) {
    const known = new Set(rows.map((row) => row.item.id));
    return happening(model, "event", day)
      .filter((row) => row.certainty !== "unknown" && !known.has(row.item.id));
  }

  /* A thing that may lie as far off as a region is wide has no point. */
  function isPoint(item) {
    return Number.isFinite(item.lat) && Number.isFinite(item.lon)
      && !(item.error_km > MAX_ERROR_KM && item.admin1);
  }

  function state(model, day) {
    const brief = (row) => ({
      id: row.item.id, name: row.item.name, certainty: row.certainty,
    });
    const told = model.zones.filter((zone) => !zone.silent && zone.kind !== "line");
    const rows = told.flatMap((zone) => [
      { id: zone.id, status: "regime", certainty: regimeOn(zone, day) },
      ...statusesOn(zone, day).map((row) => ({
        id: zone.id, status: row.status, certainty: row.certainty,
      })),
    ]);
    return {
      date: deescCertainty.isoOf(day),
      zones: rows,
      posts: happening(model, "post", day).map(brief),
      events: happening(model, "event", day).map(brief),
    };
  }

  return { STRENGTH, load, bounds, regimeOn, statusesOn, periodsOf, readingsOn, spaceIn, ofKind,
    spaceOn, insideOn, timeOn, inside, concerning, happening, heldBy, undrawn, somewhereIn,
    statusOn, state, surest, otherEvents, isPoint, itemOf };
})();
