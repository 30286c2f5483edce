/* Cards: one thing with everything that was said about it, and by whom. */
"use strict";

const deescCards = (function () {
  const { el, chip, link, symbol } = deescDom;

  /* Title, body and anchor of the card for a reference; null when there is none. */
  function build(model, ref, day) {
    const makers = { zone: zoneCard, status: statusCard, reading: readingCard,
      item: itemCard, region: regionCard, planned: plannedCard };
    const make = makers[ref.kind];
    return make ? make(model, ref, day) : null;
  }

  function zoneCard(model, ref, day) {
    const zone = model.zoneById.get(ref.id);
    if (!zone) return null;
    const regime = deescModel.regimeOn(zone, day);
    return {
      title: deescWords.sentence(zone.name),
      kind: deescWords.plain(zone.type || zone.kind),
      body: [
        answer("regime", regime, day),
        facts([["Regime", deescWords.periods(zone.regime.periods)]]),
        zone.notes.map((note) => el("p.note", {}, note)),
        deescModel.statusesOn(zone, day).filter((row) => row.parts.length)
          .map((row) => statusBlock(model, row, day)),
        zone.readings.length ? el("h4", {}, "Extent as stated") : null,
        zone.readings.map((reading) => readingBlock(model, reading, day)),
        deescModel.readingsOn(zone, day).length > 1 ? rivalWords() : null,
        otherClaims(model, zone),
      ],
    };
  }

  /* What else is said of a zone: who held it, what was forbidden, for how long. */
  function otherClaims(model, zone) {
    const kinds = ["control", "rule", "term", "line", "belt"];
    const ids = [...model.claims].filter(([, claim]) => claim.zone === zone.id
      && kinds.includes(claim.kind)).map(([id]) => id);
    return ids.length
      ? [el("h4", {}, "Also said of it"), claimList(model, ids)] : null;
  }

  function statusCard(model, ref, day) {
    const zone = model.zoneById.get(ref.id);
    const row = zone && deescModel.statusesOn(zone, day)
      .find((candidate) => candidate.status === ref.status);
    if (!row) return null;
    return {
      title: zone.name + ": " + deescWords.plain(row.status),
      kind: "status",
      body: [answer(deescWords.plain(row.status), row.certainty, day),
        statusBody(model, row)],
    };
  }

  function statusBlock(model, row, day) {
    return el("div.block", {}, el("h4", {}, deescWords.plain(row.status), " ",
      chip(row.certainty)), statusBody(model, row, day));
  }

  function statusBody(model, row) {
    return row.parts.map((part) => el("div", {},
      facts([
        ["When", deescWords.periods(part.periods,
          part.status === "ended" ? deescWords.began : deescWords.period)],
        ["Under", part.under],
        ["How", part.how && deescWords.plain(part.how)],
      ]), claimList(model, part.claims)));
  }

  function readingCard(model, ref, day) {
    const zone = model.zones.find((z) => z.readings.some((r) => r.id === ref.id));
    if (!zone) return null;
    const reading = zone.readings.find((candidate) => candidate.id === ref.id);
    return {
      title: zone.name + ": extent",
      kind: "reading",
      body: [readingBlock(model, reading, day),
        deescModel.readingsOn(zone, day).length > 1 ? rivalWords() : null],
    };
  }

  function readingBlock(model, reading, day) {
    return el("div.block", {}, el("p.words", { dir: "auto" }, reading.words),
      facts([
        ["When", deescWords.periods(reading.periods)],
        ["On this day", deescCertainty.on(reading.periods, day)],
      ]), claimList(model, reading.claims));
  }

  function rivalWords() {
    return el("p.note", {}, "These readings are rivals: which one is right is not "
      + "decided here. Only what all of them hold is certain.");
  }

  function itemCard(model, ref, day) {
    const item = model.items.concat(model.concerning).find((i) => i.id === ref.id);
    if (!item) return null;
    const time = deescCertainty.on(item.periods, day);
    const status = deescModel.statusOn(item, day);
    const spaces = model.zones.filter((zone) => item.spaces[zone.id]).map((zone) => {
      return [deescWords.sentence(zone.name), deescModel.insideOn(item, zone, day),
        reasons(item, zone, day)];
    });
    return {
      title: item.name,
      kind: [deescWords.plain(item.type || item.kind), deescWords.plain(status)]
        .filter(Boolean).join(", "),
      icon: symbol(item.kind, time, 22, status),
      body: [
        item.summary && item.summary !== item.name ? el("p", {}, item.summary) : null,
        item.kind === "province" ? null : answer("there", time, day),
        facts([
          [item.kind === "event" ? "Date" : "When", item.periods
            ? deescWords.periods(item.periods,
              item.kind === "event" ? deescWords.moment : null) : null],
          ["Figures", (item.figures || []).join("; ")],
          ["Date (EDTF)", item.on],
          ["Place", placeWords(item)],
          ["Province", provinceName(model, item.admin1)],
          ["P-code", item.pcode],
        ]),
        heldBlock(model, item, day),
        spaces.length ? el("h4", {}, "Inside on this day?") : null,
        el("ul.plain", {}, spaces.map(([name, certainty, why]) => el("li", {},
          el("span.name", {}, name), " ", chip(certainty), el("span.extra", {}, why)))),
        item.accounts.length ? el("h4", {}, "Accounts that differ") : null,
        item.accounts.map((account) => el("div.block", {},
          el("p", {}, speaker(account), account.summary),
          claimList(model, account.claims || []))),
        item.claims.length ? claimList(model, item.claims) : extentClaims(model, item, day),
      ],
    };
  }

  function heldBlock(model, item, day) {
    const rows = new Map(model.zones.filter((zone) => item.spaces[zone.id])
      .flatMap((zone) => deescModel.heldBy(model, item, zone, day))
      .map((row) => [row.claim + row.certainty, row]));
    if (!item.held.length) return null;
    const said = [...rows.values()];
    return el("div.block", {}, el("h4", {}, "Held by"),
      said.length ? el("ul.plain", {}, said.map((row) => el("li", {},
        deescWords.holder(row)))) : el("p.quiet", {}, "No claim covers this day."),
      said.length ? claimList(model, [...new Set(said.map((row) => row.claim))]) : null);
  }

  /* What a day has somewhere in a region, no document says where. */
  function regionCard(model, ref, day) {
    const rows = deescModel.somewhereIn(model, ref.id, day);
    if (!rows.length) return null;
    return {
      title: provinceName(model, ref.id),
      kind: "somewhere in this province, no point stated",
      body: rows.map(({ item, certainty, status }) => el("div.block", {},
        el("h4", {}, symbol(item.kind, certainty, 16, status), " ", item.name, " ",
          chip(certainty)),
        facts([[item.kind === "event" ? "Date" : "When", deescWords.periods(item.periods,
          item.kind === "event" ? deescWords.moment : null)]]),
        el("details", {}, el("summary", {}, "Claims (" + item.claims.length + ")"),
          claimList(model, item.claims)))),
    };
  }

  function placeWords(item) {
    if (item.kind === "province" || !Number.isFinite(item.lat)) return null;
    if (!deescModel.isPoint(item)) return "somewhere in the province, no point stated";
    const error = Number(item.error_km);
    return item.lat.toFixed(3) + ", " + item.lon.toFixed(3)
      + (error ? ", within " + error + " km" : "");
  }

  function speaker(account) {
    const told = String(account.summary || "").startsWith(account.speaker);
    return account.speaker && !told ? el("strong", {}, account.speaker, ": ") : null;
  }

  /* Why it is only possible, or unknown, or no. */
  function reasons(item, zone, day) {
    const words = [];
    const own = deescCertainty.on(item.periods, day);
    const regime = deescModel.regimeOn(zone, day);
    const space = deescModel.spaceOn(item, zone, day);
    const readings = deescModel.readingsOn(zone, day);
    const answerOf = (reading) => item.spaces[zone.id][reading.id] || "no";
    if (regime !== "certain") {
      words.push("regime " + regime + ": " + deescWords.periods(zone.regime.periods));
    }
    if (own !== "certain") {
      words.push("time " + own + ": " + deescWords.periods(item.periods,
        item.kind === "event" ? deescWords.moment : null));
    }
    if (space !== "certain" && readings.length === 1) {
      words.push("the zone is " + readings[0].words + "; which ground exactly is not "
        + "said");
    } else if (space !== "certain") {
      words.push(...readings.map((r) => answerOf(r) + " if it is " + r.words));
    }
    const km = (item.km || {})[zone.id];
    if (km >= 0.5 && space === "possible") {
      words.push(Math.round(km) + " km from the stated ground");
    }
    return words.join("; ");
  }

  /* A place is inside because a zone's extent holds it: the claims of that extent. */
  function extentClaims(model, item, day) {
    return model.zones.filter((zone) => item.spaces[zone.id]).map((zone) => {
      const readings = deescModel.readingsOn(zone, day).filter((reading) => {
        return ["certain", "possible"].includes(item.spaces[zone.id][reading.id]);
      });
      return [el("h4", {}, "By the stated extent of " + zone.name),
        readings.map((reading) => readingBlock(model, reading, day))];
    });
  }

  function provinceName(model, code) {
    const province = model.provinces.find((p) => p.code === code);
    return province ? province.name : code;
  }

  function plannedCard(model, ref) {
    const plan = model.planned.find((candidate) => candidate.id === ref.id);
    if (!plan) return null;
    return {
      title: plan.name || "Proposal",
      kind: "only proposed or planned: never counted as done",
      body: [plan.summary ? el("p", {}, plan.summary) : null,
        facts([["For", plan.on]]), claimList(model, plan.claims)],
    };
  }

  function answer(what, certainty, day) {
    return el("p.answer", {}, chip(certainty, what + ": " + certainty), " on "
      + deescWords.date(day));
  }

  function facts(rows) {
    const known = rows.filter(([, value]) => value);
    if (!known.length) return null;
    return el("dl", {}, known.map(([name, value]) => [
      el("dt", {}, name), el("dd", { dir: "auto" }, value)]));
  }

  function claimList(model, ids) {
    if (!ids || !ids.length) return el("p.quiet", {}, "No claim: nobody says so.");
    return el("div.claims", {}, el("h5", {}, deescWords.count(ids.length, "claim")),
      ids.map((id) => claimBox(model, id)));
  }

  function claimBox(model, id) {
    const claim = model.claims.get(id);
    if (!claim) return el("p.quiet", {}, id);
    const record = model.documents.get(claim.document);
    return el("article.claim", {},
      claim.quote ? el("blockquote", { dir: "auto" }, claim.quote)
        : el("p", { dir: "auto" }, claim.summary || id),
      claim.quote ? null : el("p.quiet", {}, "Sentence not shipped; our summary."),
      claim.quote && claim.summary ? el("p", {}, claim.summary) : null,
      el("p.source", {}, record ? documentWords(record) : claim.document),
      el("p.quiet", {}, how(claim)),
      (claim.inferred || []).map((step) => el("p.quiet", {}, "Inferred "
        + deescWords.plain(step.what) + ": " + step.how)),
      list("Repairs", claim.repairs), list("Rules", claim.rules));
  }

  function how(claim) {
    return [
      claim.modality || "asserted",
      claim.speaker ? "by " + claim.speaker : "",
      claim.confidence ? claim.confidence + " confidence" : "",
      Number.isFinite(claim.start)
        ? "characters " + claim.start + "\u2013" + claim.end : "",
    ].filter(Boolean).join(" \u00b7 ");
  }

  function list(name, values) {
    if (!values || !values.length) return null;
    return el("p.quiet", {}, name + ": "
      + values.map((value) => String(value).replace(/[_-]+/g, " ")).join(", "));
  }

  /* A document in words: title, publisher, when it was published and how we know. */
  function documentWords(record) {
    const basis = record.published_basis ? " (" + record.published_basis + ")" : "";
    const lineage = (record.lineage || []).filter((name) => name !== record.publisher);
    return [link(record.url, record.title || record.id),
      el("span.extra", {}, [
        record.publisher || "publisher not stated",
        published(record) + basis,
        lineage.length ? "after " + lineage.join(", ") : "",
      ].filter(Boolean).join("; "))];
  }

  function published(record) {
    const [first, last] = record.bounds || [null, null];
    if (!first && !last) {
      return record.published ? "published " + record.published : "not dated";
    }
    const say = (iso) => deescWords.date(deescCertainty.dayOf(iso));
    if (first === last) return "published " + say(first);
    if (!last) return "published on " + say(first) + " or later";
    if (!first) return "published by " + say(last);
    return "published between " + say(first) + " and " + say(last);
  }

  return { build, documentWords };
})();
