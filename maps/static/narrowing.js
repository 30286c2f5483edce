/* Narrowing: the model as it would be from some of its documents, or as it could be
 * known by a day; the twin of zones.narrowing and zones.knowledge. */
"use strict";

const deescNarrowing = (function () {
  const { PAST, FUTURE, dayOf } = deescCertainty;
  const LAST_DAY = dayOf("9999-12-31");
  const NO_DATES = "filters.no_dates";
  const NOT_EXACT = "filters.not_exact";

  function boundsOf(value) {
    if (!Array.isArray(value)) return null;
    const first = dayOf(value[0] || "");
    const last = dayOf(value[1] || "");
    return [first === null ? PAST : first, last === null ? FUTURE : last,
      Boolean(value[2])];
  }

  const known = new WeakMap();

  /* What the frames need of each claim and document, as day numbers; read once. */
  function read(base) {
    if (!known.has(base)) known.set(base, readAnew(base));
    return known.get(base);
  }

  function readAnew(base) {
    const claims = [...base.claims].map(([id, claim]) => {
      const facts = claim.facts || {};
      return {
        id,
        kind: claim.kind,
        zone: claim.zone,
        document: claim.document,
        done: !facts.planned,
        planned: Boolean(facts.planned),
        denied: claim.modality === "denied",
        rumoured: claim.modality === "rumoured",
        capped: Boolean(facts.capped),
        status: facts.status,
        under: facts.under || null,
        how: facts.how || null,
        begins: boundsOf(facts.begins),
        ends: boundsOf(facts.ends),
        holds: boundsOf(facts.holds),
        at: boundsOf(facts.at),
        span: Array.isArray(facts.span) ? deescModel.bounds(facts.span) : null,
      };
    });
    const documents = new Map([...base.documents].map(([id, record]) => {
      const [first, last] = boundsOf(record.bounds) || [PAST, FUTURE];
      const out = boundsOf(record.out) || [PAST, FUTURE];
      return [id, { first, last, possiblyOut: out[0], surelyOut: out[1],
        doubted: Boolean(record.doubted), dated: Boolean(record.published) }];
    }));
    return { claims, byId: new Map(claims.map((c) => [c.id, c])), documents };
  }

  function narrow(base, facts, kept, chosen) {
    const known = new Set(facts.claims.filter((c) => kept.has(c.document)).map((c) => c.id));
    const about = new Map(base.zones.map((zone) => [zone.id, []]));
    facts.claims.forEach((claim) => {
      if (known.has(claim.id) && about.has(claim.zone)) about.get(claim.zone).push(claim);
    });
    const zones = base.zones.map((zone) => {
      if (zone.kind === "line") return narrowLine(known, zone);
      const readings = narrowReadings(facts, known, zone)
        .map((reading) => withoutDrawing(base, known, chosen, zone, reading));
      return narrowZone(base, facts, zone, about.get(zone.id), readings,
        chosen.get(zone.id));
    });
    const zoneById = new Map(zones.map((zone) => [zone.id, zone]));
    const onlyKnown = (record) => ({
      ...record, claims: record.claims.filter((id) => known.has(id)),
    });
    return {
      zones,
      zoneById,
      items: base.items.map((item) => narrowItem(base, facts, known, zoneById, item))
        .filter(Boolean),
      concerning: base.concerning.filter((item) => known.has(item.id)),
      planned: base.planned.map(onlyKnown).filter((plan) => plan.claims.length),
      holdings: base.holdings.map((row) => narrowHolding(facts, known, row)),
      grounds: base.grounds.map((row) => narrowHolding(facts, known, row)),
      claims: new Map([...base.claims].filter(([id]) => known.has(id))),
      kept,
      sure: null,
      answered: deescStretches.noAnswers(),
      itemById: null,
    };
  }

  function narrowZone(base, facts, zone, about, readings, choice) {
    const statuses = deescFrames.statusFrames(about, facts.documents);
    const heard = deescFrames.lastHeard(about, facts.documents);
    const belts = about.filter((claim) => claim.kind === "belt");
    const all = [...base.claims.values()].filter((claim) => claim.zone === zone.id
      && claim.kind === "belt").length;
    return {
      ...zone,
      kind: belts.length ? "belt" : "zone",
      silent: !about.some((claim) => ["status", "extent", "belt"].includes(claim.kind)
        && claim.done && !claim.rumoured),
      regime: deescFrames.regimeFrame(statuses, heard),
      statuses,
      choices: readings,
      readings: standing(zone, readings, choice),
      notes: belts.length === all ? zone.notes : [...new Set(belts.map((claim) => {
        return base.claims.get(claim.id).facts.formula;
      }))],
    };
  }

  /* A line rests on the one claim that draws it. */
  function narrowLine(known, zone) {
    return zone.regime.claims.every((id) => known.has(id)) ? { ...zone }
      : { ...zone, silent: true, regime: { periods: [], claims: [] }, readings: [] };
  }

  /* Keep readings of which a claim of each kind is known: a belt needs its line. */
  function narrowReadings(facts, known, zone) {
    return zone.readings.concat(zone.further).map((reading) => {
      const whole = reading.claims.map((id) => facts.byId.get(id)).filter(Boolean);
      const left = whole.filter((claim) => known.has(claim.id));
      const kinds = (claims) => [...new Set(claims.map((c) => c.kind))].sort().join();
      if (!left.length || kinds(left) !== kinds(whole)) return null;
      const dated = left.some((c) => c.kind === "extent" && (c.begins || c.ends));
      return {
        ...reading,
        claims: left.map((claim) => claim.id),
        capped: left.every((claim) => claim.capped),
        done: left.some((claim) => claim.done),
        periods: dated ? deescFrames.stateFrame(left, { heard: FUTURE }).periods : null,
      };
    }).filter(Boolean);
  }

  /* A shape that rested on a claim that is left out would be drawn anew, which only the
   * library can: an estimate is taken away; of a strip along a derived line nobody here
   * knows what is in it, nor where its line is by another reading of the zone around it. */
  function withoutDrawing(base, known, chosen, zone, reading) {
    const home = reading.derived && base.zones.find((each) => each.id === zone.within);
    const whole = zone.readings.concat(zone.further).find((each) => each.id === reading.id);
    const around = home ? home.readings.concat(home.further) : [];
    const rests = (reading.drawn_from || []).concat(reading.derived ? whole.claims : [],
      around.flatMap((each) => each.claims));
    const one = around.find((each) => each.id === chosen.get(home.id));
    const isOther = one && around.some((each) => each !== one
      && each.claims.some((id) => whole.claims.includes(id) && !one.claims.includes(id)));
    if (rests.every((id) => known.has(id)) && !isOther) return reading;
    return reading.derived
      ? { ...reading, inner: null, outer: null, estimate: null, undrawn: true }
      : { ...reading, estimate: null };
  }

  /* The readings that no finer one stands in for, or the one that is chosen. */
  function standing(zone, readings, choice) {
    const chosen = readings.filter((reading) => reading.id === choice);
    const left = choice ? chosen : readings;
    const said = left.filter((reading) => reading.done);
    const own = said.length ? said : left;
    const sure = new Set(own.filter((r) => !r.capped).map((reading) => reading.id));
    const isFiner = (one, other) => zone.finer.some(([a, b]) => a === one && b === other);
    const kept = new Set([...sure].filter((id) => ![...sure].some((e) => isFiner(e, id))));
    return own.filter((reading) => kept.has(reading.id)
      || (reading.capped && ![...sure].some((each) => isFiner(reading.id, each))));
  }

  function narrowItem(base, facts, known, zoneById, item) {
    if (!item.claims.length) return item;
    const ids = item.claims.filter((id) => known.has(id));
    if (!ids.length) return null;
    const left = ids.map((id) => facts.byId.get(id));
    if (item.kind === "belt" && !left.some((claim) => claim.kind === "belt")) return null;
    const told = ids.map((id) => base.claims.get(id));
    const own = told.map((claim) => claim.facts || {});
    const isEvent = item.kind === "event";
    const strip = item.kind === "belt" && zoneById.get(item.id);
    return {
      ...item,
      undrawn: Boolean(strip) && strip.readings.some((reading) => reading.undrawn),
      claims: ids,
      periods: item.kind === "belt"
        ? (zoneById.get(item.id) || { regime: { periods: [] } }).regime.periods
        : isEvent ? deescFrames.eventFrame(left)
          : deescFrames.stateFrame(left, {
            heard: deescFrames.stoodUntil(left, facts.documents),
          }).periods,
      status: item.kind === "post" ? own[own.length - 1].status : item.status,
      states: item.kind === "post" ? states(left) : item.states,
      summary: told[0].summary,
      on: (own.find((each) => each.edtf) || {}).edtf || null,
      figures: [...new Set(own.flatMap((each) => each.figures || []))],
      actors: [...new Set(own.flatMap((each) => each.actors || []))],
      accounts: item.accounts.filter((account) => (account.claims || []).every((id) => {
        const claim = base.claims.get(id);
        return known.has(id) && claim && ids.includes((claim.facts || {}).account_of);
      })),
    };
  }

  function states(claims) {
    const rows = claims.map((claim) => {
      const date = claim.begins || claim.holds || claim.ends;
      return date && date[1] > PAST && date[1] < FUTURE ? [date[1], claim.status] : null;
    }).filter(Boolean);
    return [...new Map(rows.map((row) => [row.join(), row])).values()].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  }

  function narrowHolding(facts, known, row) {
    if (!known.has(row.claim)) return { ...row, periods: [], isKnown: false };
    const later = row.takers.filter(([, id]) => known.has(id));
    const first = later.reduce((day, [iso]) => (day < iso ? day : iso), "~");
    const claims = [facts.byId.get(row.claim)];
    const frame = deescFrames.stateFrame(claims, {
      closing: later.filter(([iso]) => iso === first).map(([, id]) => facts.byId.get(id)),
      heard: deescFrames.stoodUntil(claims, facts.documents),
    });
    return { ...row, periods: frame.periods };
  }

  /* Why the answers of a file cannot be narrowed, as the key of a phrase; null if they
   * can. All documents
   * together must give what the file was made with. */
  function fault(base) {
    const claims = [...base.claims.values()];
    if (!claims.length || claims.some((claim) => !claim.facts)) return NO_DATES;
    try {
      const facts = read(base);
      const whole = narrow(base, facts, new Set(base.documents.keys()), new Map());
      return signature(whole) === signature(base) ? null : NOT_EXACT;
    } catch (error) {
      return NOT_EXACT;
    }
  }

  function signature(model) {
    const day = (each) => (each >= LAST_DAY ? FUTURE : each <= PAST + 1 ? PAST : each);
    const periods = (list) => list && list.map((p) => [...p.slice(0, 4).map(day),
      Boolean(p[4])]);
    return JSON.stringify([
      model.zones.map((zone) => [zone.id, periods(zone.regime.periods),
        zone.statuses.map((s) => [s.status, s.under, s.how, periods(s.periods), s.claims]),
        zone.readings.map((r) => [r.id, r.capped, periods(r.periods)]).sort()]),
      model.items.map((item) => [item.id, periods(item.periods), item.states,
        item.figures && item.figures.length, item.accounts.length]),
      model.holdings.concat(model.grounds).map((row) => periods(row.periods)),
    ]);
  }

  /* Fields of the model for a choice of sources: `without` (ids of documents), `knownBy`
   * (a day or null), `readings` (zone to id of a reading). */
  function select(base, { without, knownBy, readings }) {
    const facts = read(base);
    const all = [...facts.documents.keys()].filter((id) => !without.has(id));
    const chosen = onlyKnownChoices(base, facts, new Set(all), readings);
    if (knownBy === null) return narrow(base, facts, new Set(all), chosen);
    const by = (name) => new Set(all.filter((id) => facts.documents.get(id)[name] <= knownBy));
    const surely = by("surelyOut");
    const possibly = by("possiblyOut");
    const result = narrow(base, facts, possibly, chosen);
    if (surely.size === possibly.size) return result;
    const sure = narrow(base, facts, surely, chosen);
    const items = new Map(sure.items.map((item) => [item.id, item]));
    result.sure = sure;
    result.zones.forEach((zone) => {
      zone.sure = sure.zoneById.get(zone.id);
      zone.silent = zone.silent && zone.sure.silent;
    });
    result.items = result.items.map((item) => ({ ...item, sure: items.get(item.id) || null }));
    return result;
  }

  /* A choice among readings counts while a document that is left states it. */
  function onlyKnownChoices(base, facts, kept, readings) {
    return new Map([...readings].filter(([zone, id]) => {
      const record = base.zoneById.get(zone);
      const reading = record && record.readings.concat(record.further)
        .find((each) => each.id === id);
      return reading && reading.claims.some((claim) => {
        return facts.byId.has(claim) && kept.has(facts.byId.get(claim).document);
      });
    }));
  }

  /* Documents of which nobody knows by when they were out: never surely known. */
  function undated(base) {
    return [...read(base).documents.values()].filter((d) => d.surelyOut >= FUTURE).length;
  }

  return { fault, select, undated };
})();
