/* The panel: what was inside a zone on a day, in words. */
"use strict";

function deescPanel(container, model, actions) {
  const { el, chip, symbol } = deescDom;
  const { t, nameOf } = deescWords;
  const FEW = 8;
  const opened = new Set();
  let current = model.opens;
  let draws = 0;
  let parts = new Map(); // what stands in the panel, by name
  let shown = null; // the answers that it shows, and their zone
  const made = new Map(); // rows and parts that many days share
  const MOST_MADE = 2000;
  const folded = new Map(); // lists that nobody opened yet, and what makes their rows
  const REST = 300; // ms until what is folded away is made, for those who search the page
  let resting = 0;

  /* Building costs far more than answering, so parts with the same answers stay. */
  function draw(day, zone) {
    current = day;
    const notices = actions.notices();
    const stretch = deescStretches.of(model, day);
    const isSame = shown && stretch === shown.stretch && zone === shown.zone;
    // Notices tell of the day itself, and the list of what is in view.
    if (isSame && !notices.length && !shown.noticed && !opened.has("listing")) return;
    shown = { stretch, zone, noticed: notices.length };
    const focused = container.contains(document.activeElement) ? document.activeElement
      : null;
    const before = parts;
    parts = new Map();
    const keep = (name, answers, make, isWithin = false) => {
      const signature = JSON.stringify(answers);
      const known = before.get(name);
      const part = known && known.signature === signature ? known
        : { signature, node: make(), isWithin };
      parts.set(name, part);
      return part.node;
    };
    notices.forEach((node, at) => keep("notice " + at, node.textContent,
      () => node));
    if (zone) about(keep, zone, day);
    else keep("none", null, () => el("p", {}, t("panel.no_zone")));
    general(keep, zone, day);
    put(container, [...parts.values()].flatMap(({ node, isWithin }) => (
      node && !isWithin ? node : [])));
    if (folded.size) resting = resting || setTimeout(unfold, REST);
    if (!focused || container.contains(document.activeElement)) return;
    const node = [...container.querySelectorAll("[data-ref]")]
      .find((candidate) => candidate.dataset.ref === focused.dataset.ref);
    if (node && focused.dataset.ref) node.focus({ preventScroll: true });
  }

  /* Make nodes the content of a box; those that stand there are not touched. */
  function put(box, nodes) {
    const wanted = new Set(nodes);
    [...box.childNodes].forEach((node) => wanted.has(node) || node.remove());
    nodes.forEach((node, at) => {
      const there = box.childNodes[at];
      if (there !== node) box.insertBefore(node, there || null);
    });
  }

  /* Make the rows that are folded away, of a list or of all. */
  function unfold(only = null) {
    if (!only) resting = 0;
    (only ? [only] : [...folded.keys()]).forEach((node) => {
      const make = folded.get(node);
      folded.delete(node);
      if (make && node.isConnected) node.append(make());
    });
  }

  /* Other words, sources or filters: all is built anew. */
  function forget() {
    shown = null;
    parts.clear();
    made.clear();
  }

  function once(key, make) {
    if (!made.has(key)) {
      if (made.size > MOST_MADE) made.clear();
      made.set(key, make());
    }
    return made.get(key);
  }

  function about(keep, zone, day) {
    const regime = deescModel.regimeOn(zone, day);
    const statuses = deescModel.statusesOn(zone, day);
    const readings = deescModel.readingsOn(zone, day);
    keep("status", [zone.id, zone.silent, regime, statuses.map((row) => [row.status,
      row.certainty, row.parts.map((part) => deescCertainty.on(part.periods, day) !== "no")])],
    () => statusSection(zone, day, regime));
    keep("extent", [zone.id, regime, readings.map((reading) => reading.id)],
      () => extentSection(zone, readings, regime));
    const list = (name, rows, make) => {
      const own = deescFilters.shown(model, rows);
      keep(name, [zone.id, own.map((row) => briefly(zone, row))], () => make(own));
    };
    inside(keep, zone, deescFilters.shown(model, deescModel.inside(model, zone, day)), regime);
    list("concerning", deescModel.concerning(model, zone, day),
      (rows) => concerningSection(zone, rows));
    list("elsewhere", deescModel.otherEvents(model, zone, day),
      (rows) => eventSection(t("panel.elsewhere"), rows, zone));
    list("undated", deescModel.otherEvents(model, zone, null),
      (rows) => eventSection(t("panel.undated"), rows, zone));
    keep("planned", zone.id, () => plannedSection(zone));
  }

  function heldIn(zone, row) {
    return deescModel.heldBy(model, row.item, zone, current);
  }

  /* All that a row shows, as far as a day can change it. */
  function briefly(zone, row) {
    const { item, certainty, status } = row;
    return [item.id, certainty, status,
      heldIn(zone, row).map((held) => [held.claim, held.certainty])];
  }

  function section(title, ...children) {
    return el("section", {}, el("h3", {}, title), children);
  }

  function statusSection(zone, day, regime) {
    const all = deescModel.statusesOn(zone, day);
    const rows = all.filter((row) => row.parts.length && row.certainty !== "no");
    const silent = all.filter((row) => !row.parts.length && row.certainty === "unknown")
      .map((row) => row.status);
    if (zone.silent) return el("section.first", {}, el("p.note", {}, t("panel.unspoken")));
    return el("section.first", {},
      el("p.regime", {}, chip(regime, t("draw.regime", {
        certainty: deescWords.certainty(regime),
      })), " ", el("span", {}, stood(zone, regime))),
      el("ul.statuses", {}, rows.map((row) => el("li", {}, statusButton(zone, row, day)))),
      silent.length && !model.payload.rows ? el("p.quiet", {}, t("panel.silent", {
        statuses: deescWords.join(silent.map(deescWords.plain)),
      })) : null);
  }

  /* Whether the zone stood; where it did not, when it did, so that one can go there. */
  function stood(zone, regime) {
    const isOpen = model.payload.rows && regime === "possible";
    const said = t("panel.stood_" + (isOpen ? "open" : regime));
    const { periods } = zone.regime;
    if (regime !== "no" || !periods || !periods.length) return said;
    return said + " " + deescWords.sentence(deescWords.periods(periods)) + ".";
  }

  function statusButton(zone, row, day) {
    /* An agreement of a later day does not speak for this one. */
    const said = row.parts.filter((p) => deescCertainty.on(p.periods, day) !== "no");
    const how = [...new Set(said.map((p) => p.how).filter(Boolean))];
    const under = [...new Set(said.map((p) => p.under).filter(Boolean))];
    const extra = deescWords.join([deescWords.join(how.map(deescWords.plain)),
      under.length ? t("panel.under", { agreements: deescWords.join(under) }) : ""],
    "period.join");
    return openButton({ kind: "status", id: zone.id, status: row.status },
      deescWords.plain(row.status), row.certainty, extra);
  }

  function openButton(ref, name, certainty, extra, icon) {
    return el("button.item", {
      type: "button",
      "data-ref": [ref.kind, ref.id, ref.status].filter(Boolean).join(":"),
      click: () => actions.openCard(ref),
    }, icon || null,
    el("span.what", {}, el("span.name", { dir: "auto" }, name),
      extra ? el("span.extra", { dir: deescWords.side(extra) }, extra) : null),
    certainty ? chip(certainty) : null);
  }

  function extentSection(zone, readings, regime) {
    if (regime === "no") return null;
    const notes = zone.notes.map((note) => el("li.note", { dir: "auto" }, note));
    const rows = readings.map((reading) => el("li", {},
      openButton({ kind: "reading", id: reading.id }, reading.words, null,
        drawnAs(reading))));
    if (!rows.length && !notes.length) notes.push(el("li.note", {}, t("panel.extent_none")));
    const rival = readings.length > 1
      ? el("p.quiet", {}, t("panel.rivals", { count: readings.length })) : null;
    return section(t("panel.extent"), readingField(zone), rival, el("ul", {}, rows, notes));
  }

  /* A choice among the readings of a zone, where the documents give several. */
  function readingField(zone) {
    const known = zone.choices || zone.readings.concat(zone.further);
    if (known.length < 2 || !actions.canNarrow()) return null;
    const chosen = model.filter ? model.filter.readings.get(zone.id) : null;
    const field = el("select", {
      "data-ref": "choice:" + zone.id,
      change: () => actions.chooseReading(zone.id, field.value || null),
    }, el("option", { value: "" }, t("panel.reading_all")),
    known.map((reading) => el("option", {
      value: reading.id, selected: reading.id === chosen,
    }, reading.words)));
    return el("p.field", {}, el("label", {}, t("panel.reading"), " ", field));
  }

  function drawnAs(reading) {
    const has = (shape) => shape && shape.length;
    if (!has(reading.inner) && !has(reading.outer)) return t("draw.not_drawn");
    if (reading.line) return t("draw.line");
    const words = [];
    if (has(reading.inner)) words.push(t("draw.filled"));
    if (has(reading.outer) && String(reading.outer) !== String(reading.inner)) {
      words.push(t("draw.dashed"));
    }
    if (has(reading.estimate) && String(reading.estimate) !== String(reading.inner)) {
      words.push(t("draw.dotted"));
    }
    return deescWords.join(words, "period.join");
  }

  /* What is inside, by kind: the kinds whose rows stay are not touched. */
  function inside(keep, zone, rows, regime) {
    const box = keep("inside", zone.id, () => el("section", {}));
    const known = regime === "no" ? [] : rows.filter((row) => row.certainty !== "unknown");
    const kinds = new Set(known.map((row) => row.item.kind));
    const part = (name, answers, make) => keep("inside " + name, answers, make, true);
    const title = part("title", null, () => el("h3", {}, t("panel.inside")));
    const groups = deescWords.KINDS.filter((kind) => kinds.has(kind)).map((kind) => {
      const own = known.filter((row) => row.item.kind === kind);
      return part(kind, [zone.id, own.map((row) => briefly(zone, row))],
        () => group(zone, kind, t("kinds." + kind), own));
    });
    const absent = ["post", "event"].filter((kind) => !kinds.has(kind));
    const rest = part("rest", [regime === "no", known.length > 0, absent], () => (
      regime === "no" ? el("p.quiet", {}, t("panel.inside_no")) : nothing(known, absent)));
    put(box, [title, ...groups, ...[rest].filter(Boolean)]);
  }

  /* What is not inside, in words of documents, or of a table if that is behind it all. */
  function nothing(known, absent) {
    if (model.payload.rows) {
      return known.length ? null : el("p.quiet", {}, t("panel.no_row"));
    }
    return absent.length ? el("p.quiet", {}, t("panel.no_" + absent.join("_"))) : null;
  }

  function group(zone, kind, words, rows) {
    const sure = rows.filter((row) => row.certainty === "certain");
    const isFolded = kind === "place" && rows.length > FEW && sure.length < rows.length;
    const first = isFolded ? sure : rows;
    return el("div.group", {}, el("h4", {}, words, " ", el("small", {}, rows.length)),
      first.length ? shorten(zone, zone.id + kind, first,
        t(isFolded ? "panel.show_certain" : "panel.show_all", { count: first.length })) : null,
      isFolded ? later(fold(zone.id + kind + " possible",
        t("panel.possible", { count: rows.length - sure.length })),
      () => el("ul", {}, rows.slice(sure.length).map((row) => itemRow(zone, row)))) : null);
  }

  /* A folded list whose rows are made once it is opened, or time rests. */
  function later(node, make) {
    if (node.open) node.append(make());
    else folded.set(node, make);
    return node;
  }

  /* A list of which only the beginning shows until more is asked for. */
  function shorten(zone, key, rows, words) {
    const all = rows.length <= FEW || opened.has(key);
    const list = el("ul", {}, (all ? rows : rows.slice(0, FEW))
      .map((row) => itemRow(zone, row)));
    if (all) return list;
    return [list, el("button.more", {
      type: "button",
      "data-paper": t("panel.more", { number: deescWords.number(rows.length - FEW) }),
      click: (event) => {
        opened.add(key);
        const rest = rows.slice(FEW).map((row) => itemRow(zone, row));
        list.append(...rest);
        event.target.remove();
        rest[0].firstChild.focus();
      },
    }, words)];
  }

  function itemRow(zone, row) {
    return once(JSON.stringify([zone.id, ...briefly(zone, row)]), () => newRow(zone, row));
  }

  function newRow(zone, row) {
    const { item, certainty, status } = row;
    const km = (item.km || {})[zone.id];
    const share = (item.relation || {})[zone.id];
    const extra = deescWords.join([
      ["whole", "part"].includes(share) && t("panel." + share),
      item.type && item.type !== "settlement" && deescWords.plain(item.type),
      status && deescWords.plain(status),
      item.kind === "event" ? deescWords.periods(item.periods, deescWords.moment) : "",
      km >= 0.5 && certainty !== "certain"
        ? t("panel.km", { km: Math.round(km) }) : "",
      heldWords(heldIn(zone, row)),
    ], "period.join");
    return el("li", {}, openButton({ kind: "item", id: item.id }, nameOf(item), certainty,
      extra, symbol(item.kind, certainty, 18, status)));
  }

  function heldWords(rows) {
    return rows.length ? t("panel.held", {
      holders: deescWords.join([...new Set(rows.map(deescWords.holder))]),
    }) : "";
  }

  function concerningSection(zone, rows) {
    if (!rows.length) return null;
    return section(t("panel.concerning"), shorten(zone, zone.id + "concerning", rows,
      t("panel.show_all", { count: rows.length })));
  }

  function eventSection(title, rows, zone) {
    if (!rows.length) return null;
    return section(title, el("ul", {}, rows.map((row) => itemRow(zone, row))));
  }

  function plannedSection(zone) {
    return plans(t("panel.planned"),
      model.planned.filter((plan) => plan.zones.includes(zone.id)));
  }

  /* Plans for zones that never came to be. */
  function otherPlans() {
    return plans(t("panel.planned_other"),
      model.planned.filter((plan) => !plan.zones.some((id) => model.zoneById.has(id))));
  }

  function plans(title, rows) {
    if (!rows.length) return null;
    const list = el("ul", {}, rows.map((plan) => el("li", {},
      openButton({ kind: "planned", id: plan.id }, plan.name || plan.summary, null,
        deescWords.join([deescWords.plain(plan.modality), deescWords.planned(plan)])))));
    return rows.length > FEW
      ? el("section", {}, fold(title, counted(title, rows), list))
      : section(title, list);
  }

  function counted(title, rows) {
    return t("panel.counted", { title, count: rows.length });
  }

  /* What holds for every zone: silences, documents, sources, limits. */
  function general(keep, zone, day) {
    const undrawn = deescModel.undrawn(model, day);
    // The twin of the map changes with its view as well.
    draws += 1;
    keep("listing", opened.has("listing") ? draws : null, listing);
    keep("undrawn", undrawn.map((each) => [each.id, deescModel.regimeOn(each, day)]),
      () => (undrawn.length ? el("section", {}, fold("undrawn",
        counted(t("page.undrawn"), undrawn), el("ul", {}, undrawn.map(undrawnRow)))) : null));
    keep("other plans", null, otherPlans);
    keep("silence", zone && zone.id, () => silence(zone));
    keep("documents", null, () => (model.payload.rows ? null
      : el("section", {}, documentsSection())));
    keep("limits", null, () => el("section", {}, limitsSection()));
  }

  /* What no document says. */
  function silence(zone) {
    const unknown = zone && zone.unknown.length ? zone.unknown
      : model.payload.unknown || [];
    if (!unknown.length) return null;
    const isNarrowed = model.filter && deescFilters.isNarrowed(model.filter);
    return section(t("panel.silence"), isNarrowed
      ? el("p.quiet", {}, t("panel.gaps_narrowed")) : null, el("ul.unknown", {},
      unknown.map((gap) => el("li", { dir: "auto" }, deescWords.compose("panel.gap",
        { what: el("strong", {}, gap.what), why: gap.why })))));
  }

  /* The twin of the map in rows, made when it is asked for. */
  function listing() {
    const rows = opened.has("listing") ? actions.listed() : null;
    return el("section", {}, fold("listing", t("listing.title"),
      rows ? deescListing.table(model, rows, actions.openCard) : null));
  }

  function undrawnRow(zone) {
    return el("li", {}, openButton({ kind: "zone", id: zone.id },
      deescWords.sentence(nameOf(zone)), deescModel.regimeOn(zone, current),
      zone.notes[0] || t("draw.none")));
  }

  /* Open a folded list and go there. */
  function reveal(key) {
    const node = [...container.querySelectorAll("details")]
      .find((each) => each.dataset.key === key);
    if (!node) return;
    node.open = true;
    node.scrollIntoView({ block: "nearest" });
    node.querySelector("summary").focus();
  }

  function fold(key, title, ...children) {
    return el("details", {
      "data-key": key,
      open: opened.has(key),
      toggle: (event) => toggled(key, event.target),
    }, el("summary", {}, title), children);
  }

  function toggled(key, node) {
    const isNew = node.open !== opened.has(key);
    if (node.open) opened.add(key);
    else opened.delete(key);
    if (node.open) unfold(node);
    if (isNew && node.open && key === "listing" && node.children.length < 2) {
      node.append(deescListing.table(model, actions.listed(), actions.openCard));
    }
  }

  function documentsSection() {
    const documents = [...model.documents.values()];
    return fold("documents", counted(t("panel.documents"), documents),
      el("ul.documents", {}, documents.map((record) => el("li", {},
        deescCards.documentWords(record)))));
  }

  function limitsSection() {
    const { boundaries = {}, attribution = [], disclaimer } = model.payload;
    let source = boundaries.source || t("panel.extent_none");
    if (boundaries.view) source = t("panel.view", { source, view: boundaries.view });
    if (Number.isFinite(boundaries.error_km)) {
      source = t("panel.wrong_by", { source, km: boundaries.error_km });
    }
    return fold("limits", t("panel.limits"),
      disclaimer ? el("p", { dir: "auto" }, deescWords.own("page.disclaimer", disclaimer))
        : null,
      el("p", { dir: "auto" }, t("panel.boundaries", { source })),
      el("ul", {}, [boundaries.attribution, ...attribution].filter(Boolean)
        .map((words) => el("li", { dir: "auto" }, words))),
      el("p", {}, t("panel.library", { name: "Leaflet 1.9.4 (BSD 2-Clause)" })));
  }

  return { draw, forget, reveal };
}
