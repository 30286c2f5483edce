/* Address: the state of the page in the part after the number sign. Whatever stands
 * there is only compared with what the page knows; the rest is passed over. */
"use strict";

const deescAddress = (function () {
  const KEYS = ["date", "zone", "known", "without", "only", "hide", "reading", "view",
    "card", "against", "lang", "find", "held"];
  const MOST_WORDS = 200; // letters of what is looked for
  const CARDS = ["zone", "status", "reading", "item", "region", "planned", "document",
    "row"];

  const pairs = new Map();

  /* The text of a state: { day, zone, filter, view, card, against, held }. */
  function write(base, state) {
    const { isoOf } = deescCertainty;
    const parts = ["date=" + isoOf(state.day), pair("zone", state.zone || "")];
    const add = (name, value) => parts.push(pair(name, value));
    const { without, knownBy, readings, hidden } = state.filter;
    if (knownBy !== null) add("known", isoOf(knownBy));
    if (without.size) {
      const left = [...base.documents.keys()].filter((id) => !without.has(id));
      const isFew = left.length > 0 && left.length < without.size;
      (isFew ? left : [...without]).forEach((id) => {
        add(isFew ? "only" : "without", id);
      });
    }
    readings.forEach((id) => add("reading", id));
    if (state.filter.words) add("find", state.filter.words);
    deescFilters.HIDDEN.forEach((name) => hidden[name].forEach((value) => {
      add("hide", name + ":" + value);
    }));
    if (state.view) add("view", state.view.map((n) => +n.toFixed(4)).join(","));
    if (state.card && CARDS.includes(state.card.kind)) {
      add("card", cardText(state.card));
    }
    if (deescWords.language() !== (base.payload.lang || "en")) {
      add("lang", deescWords.language());
    }
    if (state.against !== null) add("against", isoOf(state.against));
    if (state.held) add("held", "1");
    return parts.join("&");
  }

  /* A name with its value as an address has it, worked out once: most stay as they are. */
  function pair(name, value) {
    const key = name + "=" + value;
    if (!pairs.has(key)) {
      if (pairs.size > 500) pairs.clear();
      pairs.set(key, new URLSearchParams({ [name]: value }).toString());
    }
    return pairs.get(key);
  }

  function cardText(ref) {
    if (ref.kind === "row") return "row:" + ref.index;
    return [ref.kind, ref.id, ref.status].filter(Boolean).join(":");
  }

  /* What a text says of a state, unknown and broken values left out; null where it
   * says nothing of one. */
  function read(base, text) {
    let parts = null;
    try {
      parts = new URLSearchParams(String(text).replace(/^#/, ""));
    } catch (error) {
      return null;
    }
    if (!KEYS.some((key) => parts.has(key))) return null;
    const day = (name) => dayIn(parts.get(name));
    const zone = parts.get("zone");
    return {
      day: day("date"),
      zone: base.zoneById.has(zone) && base.zoneById.get(zone).kind !== "line" ? zone : null,
      filter: filterIn(base, parts),
      view: viewIn(parts.get("view")),
      card: cardIn(parts.get("card")),
      against: day("against"),
      held: parts.get("held") === "1",
      lang: deescWords.languages().map(([code]) => code).find((c) => c === parts.get("lang"))
        || null,
    };
  }

  function dayIn(text) {
    const day = deescCertainty.dayOf(text || "");
    return day === null || !Number.isFinite(day) ? null : day;
  }

  function filterIn(base, parts) {
    const filter = deescFilters.empty();
    const known = (id) => base.documents.has(id);
    const only = new Set(parts.getAll("only").filter(known));
    if (only.size) {
      base.documents.forEach((record, id) => only.has(id) || filter.without.add(id));
    }
    parts.getAll("without").filter(known).forEach((id) => filter.without.add(id));
    filter.knownBy = dayIn(parts.get("known"));
    if (base.payload.events) filter.words = (parts.get("find") || "").slice(0, MOST_WORDS);
    parts.getAll("reading").forEach((id) => {
      const zone = base.zones.find((each) => each.readings.concat(each.further)
        .some((reading) => reading.id === id));
      if (zone) filter.readings.set(zone.id, id);
    });
    const tabled = (name) => (base.tabled ? base.tabled[name]
      .map(([value]) => value || "") : []);
    const values = {
      type: new Set(base.items.concat(base.concerning)
        .filter((item) => item.kind === "event").map((item) => item.type || "")
        .concat(tabled("type"))),
      actor: new Set(base.items.concat(base.concerning).flatMap((i) => i.actors || [])
        .concat(tabled("actor"))),
      zone: new Set(base.zoneById.keys()),
      certainty: new Set(["certain", "possible", "unknown"]),
    };
    parts.getAll("hide").forEach((text) => {
      const place = text.indexOf(":");
      const name = text.slice(0, Math.max(0, place));
      const value = text.slice(place + 1);
      const isOfTable = base.payload.events && !base.tabled
        && ["type", "actor"].includes(name) && value.length < 200; // unpacked later
      if (Object.hasOwn(values, name) && (isOfTable || values[name].has(value))) {
        filter.hidden[name].add(value);
      }
    });
    return filter;
  }

  function viewIn(text) {
    const numbers = /^-?[\d.]+,-?[\d.]+,[\d.]+$/.test(text || "")
      ? text.split(",").map(Number) : [];
    const [lat, lon, zoom] = numbers;
    return numbers.every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 540
      && zoom >= 0 && zoom <= 22 ? numbers : null;
  }

  function cardIn(text) {
    const found = /^([a-z]+):([^]+)$/.exec(text || "");
    if (!found || !CARDS.includes(found[1])) return null;
    const [, kind, rest] = found;
    if (kind === "row") return /^\d{1,9}$/.test(rest) ? { kind, index: Number(rest) } : null;
    if (kind !== "status") return { kind, id: rest };
    const place = rest.lastIndexOf(":");
    return place > 0 ? { kind, id: rest.slice(0, place), status: rest.slice(place + 1) } : null;
  }

  return { read, write };
})();
