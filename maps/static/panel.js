/* The panel: what was inside a zone on a day, in words. */
"use strict";

function deescPanel(container, model, actions) {
  const { el, chip, symbol } = deescDom;
  const { t, nameOf } = deescWords;
  const FEW = 8;
  const opened = new Set();
  let current = model.opens;
  let shown = null;
  let fixed = null;

  /* Building the panel costs far more than answering, so the same answers stay. */
  function draw(day, zone) {
    current = day;
    const notices = actions.notices();
    const signature = opened.has("listing") ? null
      : JSON.stringify([notices.map((node) => node.textContent), answers(zone, day)]);
    if (signature !== null && signature === shown) return;
    shown = signature;
    const focus = container.contains(document.activeElement)
      ? document.activeElement.dataset.ref : null;
    const parts = zone ? about(zone, day) : [el("p", {}, t("panel.no_zone"))];
    container.replaceChildren(...notices, ...parts, ...general(zone));
    if (!focus) return;
    const node = [...container.querySelectorAll("[data-ref]")]
      .find((candidate) => candidate.dataset.ref === focus);
    if (node) node.focus({ preventScroll: true });
  }

  /* Other words, sources or filters: all is built anew. */
  function forget() {
    shown = null;
    fixed = null;
  }

  /* All that the panel says of a day. */
  function answers(zone, day) {
    const undrawn = deescModel.undrawn(model, day)
      .map((each) => [each.id, deescModel.regimeOn(each, day)]);
    if (!zone) return undrawn;
    const brief = ({ item, certainty, status }, where) => [item.id, certainty, status,
      where && deescModel.heldBy(model, item, where, day)
        .map((row) => [row.claim, row.certainty])];
    const concerning = deescModel.concerning(model, zone, day);
    return [zone.id, zone.silent, undrawn, deescModel.regimeOn(zone, day),
      deescModel.statusesOn(zone, day).map((row) => [row.status, row.certainty,
        row.parts.map((part) => deescCertainty.on(part.periods, day) !== "no")]),
      deescModel.readingsOn(zone, day).map((reading) => reading.id),
      deescModel.inside(model, zone, day).map((row) => brief(row, zone)),
      concerning.map((row) => brief(row, zone)),
      deescModel.otherEvents(model, zone, day).map((row) => brief(row, zone))];
  }

  function about(zone, day) {
    const regime = deescModel.regimeOn(zone, day);
    return [
      statusSection(zone, day, regime),
      extentSection(zone, day, regime),
      insideSection(zone, day, regime),
      concerningSection(zone, day),
      eventSection(t("panel.elsewhere"),
        deescFilters.shown(model, deescModel.otherEvents(model, zone, day)), zone),
      eventSection(t("panel.undated"),
        deescFilters.shown(model, deescModel.otherEvents(model, zone, null)), zone),
      plannedSection(zone),
    ].filter(Boolean);
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
      })), " ", el("span", {}, stood(regime))),
      el("ul.statuses", {}, rows.map((row) => el("li", {}, statusButton(zone, row, day)))),
      silent.length && !model.payload.rows ? el("p.quiet", {}, t("panel.silent", {
        statuses: deescWords.join(silent.map(deescWords.plain)),
      })) : null);
  }

  function stood(regime) {
    const isOpen = model.payload.rows && regime === "possible";
    return t("panel.stood_" + (isOpen ? "open" : regime));
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
      extra ? el("span.extra", { dir: "auto" }, extra) : null),
    certainty ? chip(certainty) : null);
  }

  function extentSection(zone, day, regime) {
    const readings = deescModel.readingsOn(zone, day);
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

  function insideSection(zone, day, regime) {
    if (regime === "no") {
      return section(t("panel.inside"), el("p.quiet", {}, t("panel.inside_no")));
    }
    const rows = deescFilters.shown(model, deescModel.inside(model, zone, day));
    const known = rows.filter((row) => row.certainty !== "unknown");
    const groups = deescWords.KINDS.map((kind) => {
      const own = known.filter((row) => row.item.kind === kind);
      return own.length ? group(zone, kind, t("kinds." + kind), own) : null;
    });
    const kinds = new Set(known.map((row) => row.item.kind));
    const absent = ["post", "event"].filter((kind) => !kinds.has(kind));
    return el("section", {}, el("h3", {}, t("panel.inside")), groups,
      nothing(known, absent));
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
    const folded = kind === "place" && rows.length > FEW && sure.length < rows.length;
    const first = folded ? sure : rows;
    return el("div.group", {}, el("h4", {}, words, " ", el("small", {}, rows.length)),
      first.length ? shorten(zone, zone.id + kind, first,
        t(folded ? "panel.show_certain" : "panel.show_all", { count: first.length })) : null,
      folded ? fold(zone.id + kind + " possible",
        t("panel.possible", { count: rows.length - sure.length }),
        el("ul", {}, rows.slice(sure.length).map((row) => itemRow(zone, row)))) : null);
  }

  /* A list of which only the beginning shows until more is asked for. */
  function shorten(zone, key, rows, words) {
    const all = rows.length <= FEW || opened.has(key);
    const list = el("ul", {}, (all ? rows : rows.slice(0, FEW))
      .map((row) => itemRow(zone, row)));
    if (all) return list;
    return [list, el("button.more", {
      type: "button",
      click: (event) => {
        opened.add(key);
        const rest = rows.slice(FEW).map((row) => itemRow(zone, row));
        list.append(...rest);
        event.target.remove();
        rest[0].firstChild.focus();
      },
    }, words)];
  }

  function itemRow(zone, { item, certainty, status }, day = current) {
    const km = (item.km || {})[zone.id];
    const share = (item.relation || {})[zone.id];
    const extra = deescWords.join([
      ["whole", "part"].includes(share) && t("panel." + share),
      item.type && item.type !== "settlement" && deescWords.plain(item.type),
      status && deescWords.plain(status),
      item.kind === "event" ? deescWords.periods(item.periods, deescWords.moment) : "",
      km >= 0.5 && certainty !== "certain"
        ? t("panel.km", { km: Math.round(km) }) : "",
      heldWords(deescModel.heldBy(model, item, zone, day)),
    ], "period.join");
    return el("li", {}, openButton({ kind: "item", id: item.id }, nameOf(item), certainty,
      extra, symbol(item.kind, certainty, 18, status)));
  }

  function heldWords(rows) {
    return rows.length ? t("panel.held", {
      holders: deescWords.join([...new Set(rows.map(deescWords.holder))]),
    }) : "";
  }

  function concerningSection(zone, day) {
    const rows = deescFilters.shown(model, deescModel.concerning(model, zone, day));
    if (!rows.length) return null;
    return section(t("panel.concerning"), shorten(zone, zone.id + "concerning", rows,
      t("panel.show_all", { count: rows.length })));
  }

  function eventSection(title, rows, zone) {
    if (!rows.length) return null;
    return section(title, el("ul", {}, rows.map((row) => itemRow(zone, row))));
  }

  function plannedSection(zone) {
    const rows = model.planned.filter((plan) => plan.zones.includes(zone.id));
    return plans(t("panel.planned"), rows);
  }

  /* Plans for zones that never came to be. */
  function otherPlans() {
    const rows = model.planned.filter((plan) => {
      return !plan.zones.some((id) => model.zoneById.has(id));
    });
    return plans(t("panel.planned_other"), rows);
  }

  function plans(title, rows) {
    if (!rows.length) return null;
    const list = el("ul", {}, rows.map((plan) => el("li", {},
      openButton({ kind: "planned", id: plan.id }, plan.name || plan.summary, null,
        deescWords.join([deescWords.plain(plan.modality), plan.on])))));
    return rows.length > FEW
      ? el("section", {}, fold(title, counted(title, rows), list))
      : section(title, list);
  }

  function counted(title, rows) {
    return t("panel.counted", { title, count: rows.length });
  }

  /* What holds for every zone: silences, documents, sources, limits. */
  function general(zone) {
    const unknown = zone && zone.unknown.length ? zone.unknown
      : model.payload.unknown || [];
    const undrawn = deescModel.undrawn(model, current);
    const isNarrowed = model.filter && deescFilters.isNarrowed(model.filter);
    return [
      listing(),
      undrawn.length ? el("section", {}, fold("undrawn",
        counted(t("page.undrawn"), undrawn), el("ul", {}, undrawn.map(undrawnRow)))) : null,
      otherPlans(),
      unknown.length ? section(t("panel.silence"), isNarrowed
        ? el("p.quiet", {}, t("panel.gaps_narrowed")) : null, el("ul.unknown", {},
        unknown.map((gap) => el("li", { dir: "auto" }, deescWords.compose("panel.gap",
          { what: el("strong", {}, gap.what), why: gap.why })))))
        : null,
      ...lasting(),
    ].filter(Boolean);
  }

  /* What no day changes, built once. */
  function lasting() {
    const has = !model.payload.rows;
    fixed = fixed || [has ? el("section", {}, documentsSection()) : null,
      el("section", {}, limitsSection())].filter(Boolean);
    return fixed;
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
