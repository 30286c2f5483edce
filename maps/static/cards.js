/* Cards: one thing with everything that was said about it, and by whom. */
"use strict";

const deescCards = (function () {
  const { el, chip, link, symbol } = deescDom;
  const { t, nameOf, join } = deescWords;

  /* Title, body and anchor of the card for a reference; null when there is none. */
  function build(model, ref, day) {
    const makers = { document: documentCard, zone: zoneCard, status: statusCard, reading: readingCard,
      item: itemCard, region: regionCard, planned: plannedCard,
      row: tableCard, rows: tableCard };
    const make = makers[ref.kind];
    return make ? make(model, ref, day) : null;
  }

  /* Rows of a table have cards of their own, once they are unpacked. */
  function tableCard(model, ref) {
    return model.happenings ? model.happenings.card(ref) : null;
  }

  function zoneCard(model, ref, day) {
    const zone = model.zoneById.get(ref.id);
    if (!zone) return null;
    const regime = deescModel.regimeOn(zone, day);
    if (zone.kind === "line") return lineCard(model, zone, regime, day);
    return {
      title: deescWords.sentence(nameOf(zone)),
      kind: deescWords.plain(zone.type || zone.kind),
      body: [
        answer(t("plain.regime"), regime, day),
        facts([[t("card.regime"), deescWords.periods(zone.regime.periods)]]),
        zone.notes.map((note) => el("p.note", { dir: "auto" }, note)),
        deescModel.statusesOn(zone, day).filter((row) => row.parts.length)
          .map((row) => statusBlock(model, row, day)),
        zone.readings.length ? el("h3", {}, t("panel.extent")) : null,
        zone.readings.map((reading) => readingBlock(model, reading, day)),
        deescModel.readingsOn(zone, day).length > 1 ? rivalWords() : null,
        otherClaims(model, zone),
      ],
    };
  }

  function lineCard(model, zone, certainty, day) {
    return {
      title: deescWords.sentence(nameOf(zone)),
      kind: deescWords.plain(zone.type),
      body: [
        answer(t("card.there"), certainty, day),
        facts([[t("card.when"), deescWords.periods(zone.regime.periods)]]),
        claimList(model, zone.regime.claims),
      ],
    };
  }

  /* What else is said of a zone: who held it, what was forbidden, for how long. */
  function otherClaims(model, zone) {
    const kinds = ["control", "rule", "term", "line", "belt"];
    const ids = [...model.claims].filter(([, claim]) => claim.zone === zone.id
      && kinds.includes(claim.kind)).map(([id]) => id);
    return ids.length
      ? [el("h3", {}, t("card.also")), claimList(model, ids)] : null;
  }

  function statusCard(model, ref, day) {
    const zone = model.zoneById.get(ref.id);
    const row = zone && deescModel.statusesOn(zone, day)
      .find((candidate) => candidate.status === ref.status);
    if (!row) return null;
    return {
      title: t("card.title", { zone: nameOf(zone), what: deescWords.plain(row.status) }),
      kind: t("card.status"),
      body: [answer(deescWords.plain(row.status), row.certainty, day),
        statusBody(model, row)],
    };
  }

  function statusBlock(model, row, day) {
    return el("div.block", {}, el("h3", {}, deescWords.plain(row.status), " ",
      chip(row.certainty)), statusBody(model, row, day));
  }

  function statusBody(model, row) {
    return row.parts.map((part) => el("div", {},
      facts([
        [t("card.when"), deescWords.periods(part.periods,
          part.status === "ended" ? deescWords.began : deescWords.period)],
        [t("card.under"), part.under],
        [t("card.how"), part.how && deescWords.plain(part.how)],
      ]), claimList(model, part.claims)));
  }

  function readingCard(model, ref, day) {
    const zone = model.zones.find((z) => z.readings.some((r) => r.id === ref.id));
    if (!zone) return null;
    const reading = zone.readings.find((candidate) => candidate.id === ref.id);
    return {
      title: t("card.title", { zone: nameOf(zone), what: t("card.extent") }),
      kind: t("card.reading"),
      body: [readingBlock(model, reading, day),
        deescModel.readingsOn(zone, day).length > 1 ? rivalWords() : null],
    };
  }

  function readingBlock(model, reading, day) {
    return el("div.block", {}, el("p.words", { dir: "auto" }, reading.words),
      facts([
        [t("card.when"), deescWords.periods(reading.periods)],
        [t("card.day"), deescWords.certainty(deescCertainty.on(reading.periods, day))],
      ]), claimList(model, reading.claims));
  }

  function rivalWords() {
    return el("p.note", {}, t("card.rivals"));
  }

  function itemCard(model, ref, day) {
    const item = model.items.concat(model.concerning).find((i) => i.id === ref.id);
    if (!item) return null;
    const time = deescModel.timeOn(item, day);
    const status = deescModel.statusOn(item, day);
    const spaces = model.zones.filter((zone) => item.spaces[zone.id]).map((zone) => {
      return [deescWords.sentence(nameOf(zone)), deescModel.insideOn(item, zone, day),
        reasons(item, zone, day)];
    });
    return {
      title: nameOf(item),
      kind: join([deescWords.plain(item.type || item.kind), deescWords.plain(status)]),
      icon: symbol(item.kind, time, 22, status),
      body: [
        item.summary && item.summary !== item.name ? el("p", { dir: "auto" }, item.summary) : null,
        item.kind === "province" ? null : answer(t("card.there"), time, day),
        facts([
          [t(item.kind === "event" ? "card.date" : "card.when"), item.periods
            ? deescWords.periods(item.periods,
              item.kind === "event" ? deescWords.moment : null) : null],
          [t("card.figures"), join(item.figures || [], "period.join")],
          [t("card.edtf"), item.on],
          [t("card.place"), placeWords(item)],
          [t("card.province"), provinceName(model, item.admin1)],
          [t("card.pcode"), item.pcode],
        ]),
        heldBlock(model, item, day),
        spaces.length ? el("h3", {}, t("card.inside")) : null,
        el("ul.plain", {}, spaces.map(([name, certainty, why]) => el("li", {},
          el("span.name", {}, name), " ", chip(certainty),
          el("span.extra", { dir: "auto" }, why)))),
        item.accounts.length ? el("h3", {}, t("card.accounts")) : null,
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
    return el("div.block", {}, el("h3", {}, t("card.held")),
      said.length ? el("ul.plain", {}, said.map((row) => el("li", {},
        deescWords.holder(row)))) : el("p.quiet", {}, t("card.held_none")),
      said.length ? claimList(model, [...new Set(said.map((row) => row.claim))]) : null);
  }

  /* What a day has somewhere in a region, no document says where. */
  function regionCard(model, ref, day) {
    const rows = deescModel.somewhereIn(model, ref.id, day);
    if (!rows.length) return null;
    return {
      title: provinceName(model, ref.id),
      kind: t("card.somewhere"),
      body: rows.map(({ item, certainty, status }) => el("div.block", {},
        el("h3", {}, symbol(item.kind, certainty, 16, status), " ", nameOf(item), " ",
          chip(certainty)),
        facts([[t(item.kind === "event" ? "card.date" : "card.when"), deescWords.periods(item.periods,
          item.kind === "event" ? deescWords.moment : null)]]),
        el("details", {}, el("summary", {}, t("panel.counted", {
          title: t("card.claims"), count: item.claims.length,
        })),
          claimList(model, item.claims)))),
    };
  }

  function placeWords(item) {
    if (item.kind === "province" || !Number.isFinite(item.lat)) return null;
    if (!deescModel.isPoint(item)) return t("card.no_point");
    const error = Number(item.error_km);
    const place = item.lat.toFixed(3) + ", " + item.lon.toFixed(3);
    return error ? t("card.within", { place, km: error }) : place;
  }

  function speaker(account) {
    const told = String(account.summary || "").startsWith(account.speaker);
    return account.speaker && !told ? el("strong", {}, account.speaker, ": ") : null;
  }

  /* Why it is only possible, or unknown, or no. */
  function reasons(item, zone, day) {
    const words = [];
    const own = deescModel.timeOn(item, day);
    const regime = deescModel.regimeOn(zone, day);
    const space = deescModel.spaceOn(item, zone, day);
    const readings = deescModel.readingsOn(zone, day);
    const answerOf = (reading) => deescModel.spaceIn(item, zone, reading);
    if (regime !== "certain") {
      words.push(t("card.why_regime", { certainty: deescWords.certainty(regime),
        when: deescWords.periods(zone.regime.periods) }));
    }
    if (own !== "certain") {
      words.push(t("card.why_time", { certainty: deescWords.certainty(own),
        when: deescWords.periods(item.periods,
          item.kind === "event" ? deescWords.moment : null) }));
    }
    if (space !== "certain" && readings.length === 1) {
      words.push(t("card.why_space", { words: readings[0].words }));
    } else if (space !== "certain") {
      words.push(...readings.map((r) => t("card.why_reading", {
        certainty: deescWords.certainty(answerOf(r)), words: r.words,
      })));
    }
    if (zone.sure && deescModel.insideOn({ ...item, sure: undefined },
      { ...zone, sure: null }, day) !== deescModel.insideOn(item, zone, day)) {
      words.push(t("card.why_known"));
    }
    const km = (item.km || {})[zone.id];
    if (km >= 0.5 && space === "possible") {
      words.push(t("panel.km", { km: Math.round(km) }));
    }
    return join(words, "period.join");
  }

  /* A place is inside because a zone's extent holds it: the claims of that extent. */
  function extentClaims(model, item, day) {
    return model.zones.filter((zone) => item.spaces[zone.id]).map((zone) => {
      const readings = deescModel.readingsOn(zone, day).filter((reading) => {
        return ["certain", "possible"].includes(deescModel.spaceIn(item, zone, reading));
      });
      return [el("h3", {}, t("card.by_extent", { zone: nameOf(zone) })),
        readings.map((reading) => readingBlock(model, reading, day))];
    });
  }

  function provinceName(model, code) {
    const province = model.provinces.find((p) => p.code === code);
    return province ? nameOf(province) : code;
  }

  function plannedCard(model, ref) {
    const plan = model.planned.find((candidate) => candidate.id === ref.id);
    if (!plan) return null;
    return {
      title: plan.name || t("card.proposal"),
      kind: t("card.only_planned"),
      body: [plan.summary ? el("p", { dir: "auto" }, plan.summary) : null,
        facts([[t("card.for"), deescWords.planned(plan)]]), claimList(model, plan.claims)],
    };
  }

  function answer(what, certainty, day) {
    const said = t("card.answer", { what, certainty: deescWords.certainty(certainty) });
    return el("p.answer", {}, deescWords.compose("card.on", {
      answer: chip(certainty, said), date: deescWords.date(day),
    }));
  }

  function facts(rows) {
    const known = rows.filter(([, value]) => value);
    if (!known.length) return null;
    return el("dl", {}, known.map(([name, value]) => [
      el("dt", {}, name), composed("dd", value)]));
  }

  /* A phrase that the page puts together, with words of documents in it. */
  function composed(tag, phrase) {
    return el(tag, { dir: deescWords.side(phrase) }, phrase);
  }

  function claimList(model, ids) {
    if (!ids || !ids.length) return el("p.quiet", {}, t("card.no_claim"));
    return el("div.claims", {}, el("h3.number", {}, supportWords(model, ids)),
      ids.map((id) => claimBox(model, id)));
  }

  /* What claims rest on: texts, and the least number of agencies behind them. */
  function supportWords(model, ids) {
    const named = new Map();
    ids.forEach((id) => {
      const claim = model.claims.get(id);
      if (!claim) return;
      const record = model.documents.get(claim.document) || {};
      const own = (claim.lineage || []).length ? claim.lineage : record.lineage || [];
      const known = named.get(claim.document) || new Set();
      own.forEach((name) => known.add(name));
      named.set(claim.document, known);
    });
    const attributed = [...named.values()].filter((names) => names.size);
    const lineages = leastCover(attributed);
    const unattributed = named.size - attributed.length;
    return t("card.support", {
      claims: t("count.claim", { count: ids.length }),
      texts: t("support.documents", { count: named.size }),
      lineages: join([t("support.lineages", { count: lineages }), unattributed
        ? t("support.unattributed", { count: unattributed }) : ""]),
    });
  }

  /* Least number of agencies such that each set holds one of them. */
  function leastCover(sets) {
    for (let size = 0; size <= sets.length; size += 1) {
      if (canCover(sets, size)) return size;
    }
    return sets.length;
  }

  function canCover(sets, size) {
    if (!sets.length) return true;
    if (!size) return false;
    const narrowest = sets.reduce((a, b) => (b.size < a.size ? b : a));
    return [...narrowest].some((name) => canCover(sets.filter((s) => !s.has(name)), size - 1));
  }

  /* One document with all that it says. */
  function documentCard(model, ref) {
    const record = model.documents.get(ref.id);
    if (!record) return null;
    const ids = [...model.claims].filter(([, claim]) => claim.document === ref.id)
      .map(([id]) => id);
    return {
      title: record.title || record.id,
      kind: t("search.document"),
      body: [el("p.source", {}, documentWords(record)), claimList(model, ids)],
    };
  }

  function claimBox(model, id) {
    const claim = model.claims.get(id);
    if (!claim) return el("p.quiet", {}, id);
    const record = model.documents.get(claim.document);
    return el("article.claim", {},
      claim.quote ? el("blockquote", { dir: "auto" }, claim.quote)
        : el("p", { dir: "auto" }, claim.summary || id),
      claim.quote ? null : el("p.quiet", {}, t("card.not_shipped")),
      claim.quote && claim.summary ? el("p", { dir: "auto" }, claim.summary) : null,
      el("p.source", {}, record ? documentWords(record) : claim.document),
      composed("p.quiet", how(claim)),
      (claim.inferred || []).map((step) => el("p.quiet", { dir: "auto" },
        t("card.inferred", { what: deescWords.plain(step.what), how: step.how }))),
      list("card.repairs", claim.repairs), list("card.rules", claim.rules));
  }

  function how(claim) {
    return [
      deescWords.plain(claim.modality || "asserted"),
      claim.speaker ? t("card.speaker", { speaker: claim.speaker }) : "",
      claim.confidence
        ? t("card.confidence", { level: deescWords.plain(claim.confidence) }) : "",
      Number.isFinite(claim.start)
        ? t("card.characters", { start: claim.start, end: claim.end }) : "",
    ].filter(Boolean).join(" \u00b7 ");
  }

  function list(key, values) {
    if (!values || !values.length) return null;
    return composed("p.quiet", t(key, {
      values: join(values.map((value) => String(value).replace(/[_-]+/g, " "))),
    }));
  }

  /* A document in words: title, publisher, when it was published and how we know. */
  function documentWords(record) {
    const lineage = (record.lineage || []).filter((name) => name !== record.publisher);
    return [link(record.url, record.title || record.id),
      composed("span.extra", join([
        record.publisher || t("document.no_publisher"),
        record.published_basis ? t("document.basis", {
          published: published(record), basis: record.published_basis,
        }) : published(record),
        lineage.length ? t("document.lineage", { names: join(lineage) }) : "",
      ], "period.join"))];
  }

  /* When a document was published, in words. */
  function published(record) {
    const isDated = (record.bounds || []).some(Boolean) || record.published;
    const when = outWords(record);
    return isDated ? t("document.published", { when }) : when;
  }

  /* The day on which it came out, in words and not in the signs of EDTF. */
  function outWords(record) {
    const [first, last] = record.bounds || [null, null];
    return first || last ? dayWords(first, last) : record.published || t("date.not_dated");
  }

  /* One day known by its bounds, ISO days or null. */
  function dayWords(first, last) {
    const say = (iso) => {
      const day = deescCertainty.dayOf(iso);
      return day === null ? iso : deescWords.date(day);
    };
    if (!last) return t("date.later", { date: say(first) });
    if (!first) return t("date.by", { date: say(last) });
    return first === last ? say(first)
      : t("date.between", { first: say(first), last: say(last) });
  }

  return { build, documentWords, dayWords, outWords };
})();
