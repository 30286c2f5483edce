/* The panel: what was inside a zone on a day, in words. */
"use strict";

function deescPanel(container, model, actions) {
  const { el, chip, symbol } = deescDom;
  const FEW = 8;
  const opened = new Set();
  let current = model.opens;

  function draw(day, zone) {
    current = day;
    const focus = container.contains(document.activeElement)
      ? document.activeElement.dataset.ref : null;
    const parts = zone ? about(zone, day) : [el("p", {}, "No zone in these documents.")];
    container.replaceChildren(...parts, ...general(zone));
    if (!focus) return;
    const node = [...container.querySelectorAll("[data-ref]")]
      .find((candidate) => candidate.dataset.ref === focus);
    if (node) node.focus({ preventScroll: true });
  }

  function about(zone, day) {
    const regime = deescModel.regimeOn(zone, day);
    return [
      statusSection(zone, day, regime),
      extentSection(zone, day, regime),
      insideSection(zone, day, regime),
      concerningSection(zone, day),
      eventSection("Elsewhere on this day", deescModel.otherEvents(model, zone, day), zone),
      eventSection("Events that nobody dated", deescModel.otherEvents(model, zone, null),
        zone),
      plannedSection(zone),
    ].filter(Boolean);
  }

  function section(title, ...children) {
    return el("section", {}, el("h3", {}, title), children);
  }

  const REGIME = {
    certain: "It stood on this day.",
    possible: "It may have stood on this day; the documents leave it open.",
    no: "It did not stand on this day.",
    unknown: "No document says whether it stood on this day.",
  };

  function statusSection(zone, day, regime) {
    const all = deescModel.statusesOn(zone, day);
    const rows = all.filter((row) => row.parts.length && row.certainty !== "no");
    const silent = all.filter((row) => !row.parts.length && row.certainty === "unknown")
      .map((row) => row.status);
    return el("section.first", {},
      el("p.regime", {}, chip(regime, "regime: " + regime), " ",
        el("span", {}, REGIME[regime])),
      el("ul.statuses", {}, rows.map((row) => el("li", {}, statusButton(zone, row, day)))),
      silent.length ? el("p.quiet", {}, "Unknown, as no document says so: ",
        silent.map(deescWords.plain).join(", "), ".") : null);
  }

  function statusButton(zone, row, day) {
    /* An agreement of a later day does not speak for this one. */
    const said = row.parts.filter((p) => deescCertainty.on(p.periods, day) !== "no");
    const how = [...new Set(said.map((p) => p.how).filter(Boolean))];
    const under = [...new Set(said.map((p) => p.under).filter(Boolean))];
    const extra = [how.length ? deescWords.plain(how.join(", ")) : "",
      under.length ? "under " + under.join(", ") : ""].filter(Boolean).join("; ");
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
      extra ? el("span.extra", {}, extra) : null),
    certainty ? chip(certainty) : null);
  }

  function extentSection(zone, day, regime) {
    const readings = deescModel.readingsOn(zone, day);
    if (regime === "no") return null;
    const notes = zone.notes.map((note) => el("li.note", {}, note));
    const rows = readings.map((reading) => el("li", {},
      openButton({ kind: "reading", id: reading.id }, reading.words, null,
        drawnAs(reading))));
    if (!rows.length && !notes.length) notes.push(el("li.note", {}, "not stated"));
    const rival = readings.length > 1
      ? el("p.quiet", {}, "The documents give " + readings.length
        + " readings. Only what all of them hold is certain.") : null;
    return section("Extent as stated", rival, el("ul", {}, rows, notes));
  }

  function drawnAs(reading) {
    const has = (shape) => shape && shape.length;
    if (!has(reading.inner) && !has(reading.outer)) return "not drawn: no shape follows";
    const words = [];
    if (has(reading.inner)) words.push("filled: inside");
    if (has(reading.outer) && String(reading.outer) !== String(reading.inner)) {
      words.push("dashed: somewhere in here");
    }
    if (has(reading.estimate) && String(reading.estimate) !== String(reading.inner)) {
      words.push("dotted: estimate");
    }
    return words.join("; ");
  }

  function insideSection(zone, day, regime) {
    if (regime === "no") {
      return section("Inside", el("p.quiet", {}, "Nothing: it did not stand on this day."));
    }
    const rows = deescModel.inside(model, zone, day);
    const known = rows.filter((row) => row.certainty !== "unknown");
    const groups = Object.entries(deescWords.KINDS).map(([kind, words]) => {
      const own = known.filter((row) => row.item.kind === kind);
      return own.length ? group(zone, kind, words, own) : null;
    });
    const kinds = new Set(known.map((row) => row.item.kind));
    const absent = ["post", "event"].filter((kind) => !kinds.has(kind))
      .map((kind) => ({ post: "observation post", event: "event" })[kind]);
    return el("section", {}, el("h3", {}, "Inside"), groups,
      absent.length ? el("p.quiet", {}, "No document places an "
        + absent.join(" or an ") + " inside it on this day.") : null);
  }

  function group(zone, kind, words, rows) {
    const sure = rows.filter((row) => row.certainty === "certain");
    const folded = kind === "place" && rows.length > FEW && sure.length < rows.length;
    const first = folded ? sure : rows;
    return el("div.group", {}, el("h4", {}, words, " ", el("small", {}, rows.length)),
      first.length ? shorten(zone, zone.id + kind, first,
        "Show all " + first.length + (folded ? " certain ones" : "")) : null,
      folded ? fold(zone.id + kind + " possible",
        rows.length - sure.length + " possible",
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
    const extra = [
      { whole: "the whole of it", part: "part of it" }[(item.relation || {})[zone.id]],
      item.type && item.type !== "settlement" && deescWords.plain(item.type),
      status && deescWords.plain(status),
      item.kind === "event" ? deescWords.periods(item.periods, deescWords.moment) : "",
      km >= 0.5 && certainty !== "certain"
        ? Math.round(km) + " km from the stated ground" : "",
      heldWords(deescModel.heldBy(model, item, zone, day)),
    ].filter(Boolean).join("; ");
    return el("li", {}, openButton({ kind: "item", id: item.id }, item.name, certainty,
      extra, symbol(item.kind, certainty, 18, status)));
  }

  function heldWords(rows) {
    return rows.length ? "held by: " + [...new Set(rows.map(deescWords.holder))].join(", ")
      : "";
  }

  function concerningSection(zone, day) {
    const rows = deescModel.concerning(model, zone, day);
    if (!rows.length) return null;
    return section("Concerning it, elsewhere or without a place",
      shorten(zone, zone.id + "concerning", rows, "Show all " + rows.length));
  }

  function eventSection(title, rows, zone) {
    if (!rows.length) return null;
    return section(title, el("ul", {}, rows.map((row) => itemRow(zone, row))));
  }

  function plannedSection(zone) {
    const rows = model.planned.filter((plan) => plan.zones.includes(zone.id));
    return plans("Only proposed or planned", rows);
  }

  /* Plans for zones that never came to be. */
  function otherPlans() {
    const rows = model.planned.filter((plan) => {
      return !plan.zones.some((id) => model.zoneById.has(id));
    });
    return plans("Proposed, for no zone that was made", rows);
  }

  function plans(title, rows) {
    if (!rows.length) return null;
    const list = el("ul", {}, rows.map((plan) => el("li", {},
      openButton({ kind: "planned", id: plan.id }, plan.name || plan.summary, null,
        [deescWords.plain(plan.modality), plan.on].filter(Boolean).join(", ")))));
    return rows.length > FEW
      ? el("section", {}, fold(title, title + " (" + rows.length + ")", list))
      : section(title, list);
  }

  /* What holds for every zone: silences, documents, sources, limits. */
  function general(zone) {
    const unknown = zone && zone.unknown.length ? zone.unknown
      : model.payload.unknown || [];
    const undrawn = deescModel.undrawn(model, current);
    return [
      undrawn.length ? el("section", {}, fold("undrawn", "Stated, but not drawable ("
        + undrawn.length + ")", el("ul", {}, undrawn.map(undrawnRow)))) : null,
      otherPlans(),
      unknown.length ? section("What the sources do not say", el("ul.unknown", {},
        unknown.map((gap) => el("li", {}, el("strong", {}, gap.what), ": ", gap.why))))
        : null,
      el("section", {}, documentsSection()),
      el("section", {}, limitsSection()),
    ].filter(Boolean);
  }

  function undrawnRow(zone) {
    return el("li", {}, openButton({ kind: "zone", id: zone.id },
      deescWords.sentence(zone.name), deescModel.regimeOn(zone, current),
      zone.notes[0] || "no shape follows from the documents"));
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
      toggle: (event) => (event.target.open ? opened.add(key) : opened.delete(key)),
    }, el("summary", {}, title), children);
  }

  function documentsSection() {
    const documents = [...model.documents.values()];
    return fold("documents", "Documents (" + documents.length + ")",
      el("ul.documents", {}, documents.map((record) => el("li", {},
        deescCards.documentWords(record)))));
  }

  function limitsSection() {
    const { boundaries = {}, attribution = [], disclaimer } = model.payload;
    return fold("limits", "Sources and limits",
      disclaimer ? el("p", {}, disclaimer) : null,
      el("p", {}, "Boundaries: ", boundaries.source || "not stated",
        boundaries.view ? ", view " + boundaries.view : "",
        Number.isFinite(boundaries.error_km)
          ? ", wrong by up to about " + boundaries.error_km + " km" : "", "."),
      el("ul", {}, [boundaries.attribution, ...attribution].filter(Boolean)
        .map((words) => el("li", {}, words))),
      el("p", {}, "Map library: Leaflet 1.9.4 (BSD 2-Clause)."));
  }

  return { draw, reveal };
}
