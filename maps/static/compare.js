/* Compare: a second map of another day beside the first, and what differs in words. */
"use strict";

function deescCompare(parts) {
  const { box, model, main, openCard, setAgainst } = parts;
  const { el, chip } = deescDom;
  const { t, nameOf } = deescWords;
  const field = el("input", { type: "date", change: () => setAgainst(field.value) });
  const frame = el("div.second", { hidden: true },
    el("div.second-map", { role: "region", "data-t-label": "compare.second" }),
    el("p.map-date", {},
      el("label", {}, el("span.unseen", { "data-t": "compare.date" }), field), " ",
      el("button.plain-button", { type: "button", "data-t": "compare.stop",
        click: () => setAgainst(null) })));
  const caption = el("p.map-date.first-date", { hidden: true });
  let second = null;
  let following = false;
  let chosen = null; // the day that the second map was opened for
  box.querySelector(".side").before(frame, caption);
  deescWords.fill(box);

  function follow(from, to) {
    if (following || frame.hidden) return;
    following = true;
    to.setView(from.getCenter(), from.getZoom(), { animate: false });
    following = false;
  }

  function start() {
    second = deescMap(frame.firstChild, model, (ref) => openCard(ref, true));
    main.leaflet.on("move zoomend", () => follow(main.leaflet, second.leaflet));
    second.leaflet.on("move zoomend", () => follow(second.leaflet, main.leaflet));
  }

  function draw(day, against, zone) {
    const isOn = against !== null;
    const isNew = frame.hidden === isOn;
    frame.hidden = !isOn;
    caption.hidden = !isOn;
    box.classList.toggle("compare", isOn);
    // The earlier of the two days comes first; as time moves on, maps keep their sides.
    if (against !== chosen) box.classList.toggle("turned", isOn && against < day);
    chosen = against;
    if (isNew) {
      document.getElementById("legend").open = false;
      main.resize();
    }
    if (!isOn) {
      if (isNew && second && !main.chosenView()) main.home(false);
      return;
    }
    if (!second) start();
    if (isNew) {
      second.leaflet.invalidateSize({ pan: false });
      if (!main.chosenView()) main.home(false);
      follow(main.leaflet, second.leaflet);
    }
    if (document.activeElement !== field) field.value = deescCertainty.isoOf(against);
    caption.textContent = deescWords.date(day);
    second.draw(against, zone);
  }

  /* What began, ended or changed from the earlier of the two days to the later. */
  function words(day, against) {
    if (against === null) return null;
    const [first, last] = [Math.min(day, against), Math.max(day, against)];
    const rows = deescDifferences.between(model, first, last)
      .filter((row) => deescFilters.showsZone(model, row.id)
        && !(row.before === "unknown" && row.after === "no"));
    const groups = ["begun", "ended", "changed", "known"].map((change) => {
      const own = rows.filter((row) => row.change === change);
      const things = together(own.filter((row) => row.kind !== "event"));
      const events = together(own.filter((row) => row.kind === "event"));
      return own.length ? el("div.group", {}, el("h4", {}, t("compare." + change)),
        el("ul.changes", {}, things.map(line)),
        events.length ? el("details", { "data-key": "events " + change },
          el("summary", {}, t("count.event", { count: events.length })),
          el("ul.changes", {}, events.map(line))) : null) : null;
    });
    return el("section.differences", {},
      el("h3", {}, t("compare.title", { first: deescWords.date(first),
        last: deescWords.date(last) })),
      rows.length ? groups : el("p.quiet", {}, t("compare.nothing")));
  }

  /* Rows about one thing, one after another. */
  function together(rows) {
    const found = new Map();
    rows.forEach((row) => found.set(row.kind + row.id,
      (found.get(row.kind + row.id) || []).concat(row)));
    return [...found.values()];
  }

  function line(rows) {
    const [row] = rows;
    const record = model.zoneById.get(row.id) || deescModel.itemOf(model, row.id) || row;
    const name = deescWords.sentence(nameOf(record));
    return el("li", {}, row.ref
      ? el("button.link-button", { type: "button", dir: "auto",
        click: () => openCard(row.ref) }, name)
      : el("span.name", { dir: "auto" }, name),
    rows.map((each) => el("span.extra", {}, deescWords.compose("compare.line", {
      what: said(each), before: chip(each.before), after: chip(each.after),
    }))));
  }

  function said(row) {
    if (row.kind === "event") return row.on || t("date.not_dated");
    if (row.reading) return t("compare.extent", { words: row.reading });
    if (row.actor) return t("compare.held", { actor: row.actor });
    return deescWords.plain(row.what);
  }

  return { draw, words };
}
