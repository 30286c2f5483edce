/* Choices: what the reader leaves out - documents, readings, kinds, rows of tables - and
 * what the page says of it. The model is changed in place: all that draws looks there. */
"use strict";

function deescChoices(model, base, { rows, forget, draw }) {
  const { el } = deescDom;
  const { t, nameOf } = deescWords;
  const filter = deescFilters.empty();
  let panel = null;
  let fault = null; // why sources cannot be left out; null until it is known
  let sought = { words: "", rows: null }; // what was found last in the rows of the tables
  model.filter = filter;

  /* The fields to choose by, in the language in use. */
  function fields(sheet) {
    sheet.replaceChildren();
    panel = deescFilters.panel(sheet, base, filter, changed);
    if (fault) panel.refuse(t(fault));
    title();
  }

  function title() {
    const count = deescFilters.count(filter);
    document.getElementById("filters-title").textContent = count
      ? t("filters.number", { count }) : t("filters.title");
  }

  /* Whether answers from some documents can be worked out in this file. */
  function canNarrow() {
    if (fault === null) fault = deescNarrowing.fault(base) || "";
    if (fault && panel) panel.refuse(t(fault));
    return !fault;
  }

  function changed(isAnswer) {
    if (isAnswer) narrow();
    else model.answered = deescStretches.noAnswers();
    show();
    draw();
  }

  /* Take the answers of the chosen documents, or say that they cannot be had. */
  function narrow() {
    const isAsked = deescFilters.isNarrowed(filter);
    const { zones, zoneById, items, concerning, planned, holdings, grounds, claims } = base;
    Object.assign(model, isAsked && canNarrow() ? deescNarrowing.select(base, filter) : {
      zones, zoneById, items, concerning, planned, holdings, grounds, claims, sure: null,
      itemById: null, answered: deescStretches.noAnswers(),
    });
  }

  function show() {
    hideRows();
    forget();
    title();
  }

  function chooseReading(zone, reading) {
    if (reading) filter.readings.set(zone, reading);
    else filter.readings.delete(zone);
    changed(true);
  }

  /* Take a choice as an address tells it; the page is drawn after that. */
  function take(wanted) {
    const isSame = !deescFilters.count(wanted) && !deescFilters.count(filter);
    deescFilters.clear(filter);
    wanted.without.forEach((id) => filter.without.add(id));
    wanted.readings.forEach((id, zone) => filter.readings.set(zone, id));
    filter.knownBy = wanted.knownBy;
    filter.words = wanted.words;
    deescFilters.HIDDEN.forEach((name) => {
      wanted.hidden[name].forEach((value) => filter.hidden[name].add(value));
    });
    if (isSame) return;
    panel.sync();
    narrow();
    show();
  }

  function hideRows() {
    if (!base.tabled) return;
    const chosen = deescFilters.ofTables(base, filter);
    if (!filter.words) rows().choose(chosen);
    else if (sought.words === filter.words) rows().choose({ ...chosen, rows: sought.rows });
    else look(filter.words);
  }

  /* Show of the tables only the rows that hold some words. */
  function seek(words) {
    filter.words = words;
    panel.sync();
    changed(false);
  }

  /* Look through the rows, which takes a while, and show what was found. */
  async function look(words) {
    filter.found = null;
    const found = await rows().seek(words);
    if (!found || filter.words !== words) return;
    sought = { words, rows: found.rows };
    filter.found = found.count;
    changed(false);
  }

  /* What is left out, in sentences. */
  function said() {
    const undrawn = model.zones.filter((zone) => zone.readings.some((r) => r.undrawn));
    return deescFilters.words(base, filter).concat(undrawn.length
      ? [t("filters.said_undrawn", { zones: deescWords.join(undrawn.map(nameOf)) })] : []);
  }

  /* The same above the answers, with a way back; null where all is shown. */
  function notice() {
    const isRefused = deescFilters.isNarrowed(filter) && !canNarrow();
    const lines = isRefused ? [t(fault)] : said();
    return lines.length ? el("div.note.filtered", {}, lines.map((line) => el("p", {}, line)),
      el("button.link-button", { type: "button", click: () => {
        deescFilters.clear(filter);
        panel.sync();
        changed(true);
      } }, t("filters.reset"))) : null;
  }

  return { filter, fields, canNarrow, chooseReading, take, hideRows, seek, said, notice };
}
