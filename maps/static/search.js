/* Search: places, posts, zones, events and documents by any spelling of their names. */
"use strict";

function deescSearch(field, list, model, actions) {
  const { el, symbol } = deescDom;
  const { t, nameOf } = deescWords;
  const MOST = 12;
  const ORDER = ["zone", "province", "post", "place", "town", "event", "planned", "document"];
  let entries = null;
  let found = [];
  let active = -1;

  function entry(kind, label, names, extra, act) {
    const keys = names.filter(Boolean).map(deescFold.fold).filter(Boolean);
    return { kind, label, keys, extra, act };
  }

  function gather() {
    const rows = model.zones.map((zone) => entry("zone", deescWords.sentence(nameOf(zone)),
      [zone.name, zone.id, ...Object.values(zone.names || {})], deescWords.plain(zone.type || zone.kind),
      () => actions.selectZone(zone.id)));
    const seen = new Set();
    model.items.concat(model.concerning).forEach((item) => {
      if (item.kind === "belt" || seen.has(item.id)) return;
      seen.add(item.id);
      const notes = item.kind === "event" ? [item.summary] : [];
      rows.push(entry(item.kind, nameOf(item) || item.summary || item.id,
        [item.name, item.pcode, ...(item.spellings || []),
          ...Object.values(item.names || {}), ...notes],
        deescWords.join([deescWords.plain(item.type || item.kind),
          item.on && deescWords.periods(item.periods, deescWords.moment)]),
        () => actions.openCard({ kind: "item", id: item.id })));
    });
    const placed = new Set(rows.map((row) => row.keys[0]));
    model.towns.forEach((town) => {
      const row = entry("town", nameOf(town), [town.name, ...Object.values(town.names || {})],
        t("search.town"),
        () => actions.goTo(town.lat, town.lon));
      if (!placed.has(row.keys[0])) rows.push(row);
    });
    model.planned.forEach((plan) => rows.push(entry("planned", plan.name || plan.summary,
      [plan.name, plan.summary], t("search.planned"),
      () => actions.openCard({ kind: "planned", id: plan.id }))));
    model.documents.forEach((record) => rows.push(entry("document",
      record.title || record.id, [record.title, record.publisher, record.id],
      deescWords.join([t("search.document"), record.publisher,
        deescCards.outWords(record)]),
      () => actions.openCard({ kind: "document", id: record.id }))));
    return rows;
  }

  /* Names that begin with the words first, then those of which a word does. */
  function rank(row, wanted) {
    let best = 9;
    row.keys.forEach((key, place) => {
      const at = key.indexOf(wanted);
      if (at < 0) return;
      const score = key === wanted ? 0 : at === 0 ? 1 : key[at - 1] === " " ? 2 : 3;
      best = Math.min(best, score + (place ? 0.5 : 0));
    });
    return best;
  }

  function look() {
    const wanted = deescFold.fold(field.value);
    entries = entries || gather();
    found = !wanted ? [] : entries.map((row) => ({ row, score: rank(row, wanted) }))
      .filter(({ score }) => score < 9)
      .sort((a, b) => a.score - b.score
        || ORDER.indexOf(a.row.kind) - ORDER.indexOf(b.row.kind)
        || a.row.label.length - b.row.label.length
        || (a.row.label < b.row.label ? -1 : 1))
      .slice(0, MOST).map(({ row }) => row);
    const words = field.value.trim();
    if (wanted && actions.canSeek()) {
      found.push(entry("rows", t("search.rows", { words }), [], t("search.rows_more"),
        () => actions.seek(words)));
    }
    active = -1;
    show(Boolean(wanted));
  }

  function show(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen && found.length > 0));
    field.removeAttribute("aria-activedescendant");
    if (!isOpen) return;
    list.replaceChildren(...(found.length ? found.map(option)
      : [el("li.none-found", { role: "option", "aria-disabled": "true" }, t("search.none"))]));
  }

  function option(row, place) {
    const node = el("li", { role: "option", id: "found-" + place, "aria-selected": "false" },
      ["post", "event", "place"].includes(row.kind) ? symbol(row.kind, "certain", 14)
        : el("span.pin", { "aria-hidden": "true" }),
      el("span.what", {}, el("span.name", { dir: "auto" }, row.label),
        el("span.extra", {}, row.extra)));
    node.addEventListener("mousedown", (event) => event.preventDefault());
    node.addEventListener("click", () => choose(place));
    return node;
  }

  function move(step) {
    if (list.hidden || !found.length) return;
    active = (active + step + found.length) % found.length;
    [...list.children].forEach((node, place) => {
      node.setAttribute("aria-selected", String(place === active));
      if (place === active) node.scrollIntoView({ block: "nearest" });
    });
    field.setAttribute("aria-activedescendant", "found-" + active);
  }

  function choose(place) {
    const row = found[place];
    if (!row) return;
    field.value = "";
    found = [];
    show(false);
    row.act();
  }

  field.addEventListener("input", look);
  field.addEventListener("focus", () => { if (field.value) look(); });
  field.addEventListener("blur", () => show(false));
  field.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (steps[event.key]) {
      event.preventDefault();
      if (list.hidden) look();
      move(steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(active < 0 ? 0 : active);
    } else if (event.key === "Escape" && (field.value || !list.hidden)) {
      event.stopPropagation();
      field.value = "";
      show(false);
    }
  });

  return { forget: () => { entries = null; } };
}
