/* Differences: which answers differ between two days, as zones.comparing says. */
"use strict";

const deescDifferences = (function () {
  const { on, rivals, both } = deescCertainty;
  const KINDS = ["zone", "belt", "post", "control", "event"];
  const SUREST = ["certain", "possible", "no", "unknown"];

  /* Rows { kind, id, name, what, before, after, change, day }. */
  function between(model, first, last) {
    const [old, now] = [factsOn(model, first), factsOn(model, last)];
    const keys = [...new Map([...old, ...now]).keys()];
    return keys.map((key) => {
      const fact = now.get(key) || old.get(key);
      const before = old.has(key) ? old.get(key).answer : "unknown";
      const after = now.has(key) ? now.get(key).answer : "unknown";
      return { ...fact, before, after, change: change(before, after) };
    }).filter((row) => row.before !== row.after)
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.day - b.day
        || (a.id < b.id ? -1 : Number(a.id > b.id)));
  }

  function change(before, after) {
    const stands = (answer) => answer === "certain" || answer === "possible";
    if (before === "unknown") return "known";
    if (before === "no" && stands(after)) return "begun";
    return stands(before) && after === "no" ? "ended" : "changed";
  }

  function factsOn(model, day) {
    const facts = ownFacts(model, day);
    if (!model.sure) return facts;
    const sure = ownFacts(model.sure, day);
    return new Map([...new Map([...sure, ...facts])].map(([key, fact]) => [key, {
      ...fact,
      answer: rivals([sure, facts].map((f) => (f.has(key) ? f.get(key).answer : "unknown"))),
    }]));
  }

  function ownFacts(model, day) {
    const facts = new Map();
    const add = (kind, id, what, name, answer, extra) => {
      const key = JSON.stringify([kind, id, what]);
      const known = facts.get(key);
      // Several claims of one fact: the surest speaks.
      if (known && SUREST.indexOf(known.answer) <= SUREST.indexOf(answer)) return;
      facts.set(key, { kind, id, what, name, answer, day: 0, ref: null, ...extra });
    };
    model.zones.filter((zone) => !zone.silent).forEach((zone) => {
      const own = zone.sure ? { ...zone, sure: null } : zone;
      const extra = { ref: { kind: "zone", id: zone.id } };
      const put = (what, answer) => add(zone.kind, zone.id, what, zone.name, answer, extra);
      put("regime", deescModel.regimeOn(own, day));
      deescModel.statusesOn(own, day).forEach((row) => {
        put(row.status.replace(/_/g, " "), row.certainty);
      });
      deescModel.readingsOn(own, day).forEach((reading) => add(zone.kind, zone.id,
        "extent " + reading.words, zone.name,
        both([on(reading.periods, day), reading.capped ? "possible" : "certain"]),
        { ...extra, reading: reading.words }));
    });
    model.items.forEach((item) => {
      const extra = { ref: { kind: "item", id: item.id } };
      if (item.kind === "post") {
        add("post", item.id, "present", item.name, on(item.periods, day), extra);
      } else if (item.kind === "event") {
        add("event", item.id, "happened", item.name, happened(item, day),
          { ...extra, day: firstDay(item), on: item.on });
      }
    });
    model.grounds.forEach((row) => {
      if (!row.isKnown) return;
      const answer = on(row.periods, day);
      add("control", row.name, "held by " + row.actor, row.name,
        row.capped ? both([answer, "possible"]) : answer, { actor: row.actor });
    });
    return facts;
  }

  function firstDay(item) {
    return (item.periods || []).reduce((day, p) => Math.min(day, p[0]), deescCertainty.FUTURE);
  }

  /* Whether an event had happened by the end of a day. */
  function happened(item, day) {
    return rivals((item.periods || []).map((p) => {
      if (day < p[0]) return "no";
      return p[3] <= day + 1 && !p[4] ? "certain" : "possible";
    }));
  }

  return { between };
})();
