/* The page: one day and one zone are chosen; map, lifelines and panel follow. */
"use strict";

(function () {
  const { el, say, symbol, stateOf } = deescDom;
  const { t, nameOf, certainty } = deescWords;
  const find = (id) => document.getElementById(id);
  const model = deescModel.load(deescData.read("deesc-data"));
  const base = { ...model };
  const filter = deescFilters.empty();
  let changes = deescModel.changes(model);
  const current = { day: model.opens, zone: firstZone(), against: null };
  const slider = find("day");
  const dateField = find("date");
  const zoneField = find("zone");
  const play = find("play");
  const actions = { canSeek: () => Boolean(base.tabled), seek, openCard, setDay, selectZone, chooseReading, canNarrow, notices,
    listed: () => deescListing.rows(model, map.visible(), current.day),
    goTo: (lat, lon) => map.setView([lat, lon, 9]) };
  const NAMED = 3;
  const LONG_LEGEND = 12; // rows; more stand in two columns on a low map
  let lastFocus = null;
  let openRef = null;
  let scrolled = [0, 0];
  let timer = 0;
  let pending = 0;
  let settling = 0;
  const SETTLE = 250; // ms that answers may lag behind a map that moves
  let fault = null; // why sources cannot be left out; null until it is known
  let written = "";
  let sought = { words: "", rows: null }; // what was found last in the rows of the tables
  let besides = []; // what the box of things without a shape was made for

  const announce = delayed(() => {
    const zone = model.zoneById.get(current.zone);
    const date = deescWords.date(current.day);
    find("announcement").textContent = zone ? t("announce.zone", {
      date, zone: nameOf(zone),
      certainty: certainty(deescModel.regimeOn(zone, current.day)),
    }) : date;
  }, 700);

  /* The address keeps the state where the page may have one. */
  const writeHash = delayed(() => {
    written = "#" + stateText();
    try {
      history.replaceState(null, "", written);
    } catch (error) {
      return;
    }
  }, 300);

  const fillFields = delayed(() => time.fillFields(), 100);

  words();
  find("app").hidden = false;
  const chart = deescLifelines(find("lifelines"), model, actions);
  const panel = deescPanel(find("answers"), model, actions);
  const map = deescMap(find("map"), model, openCard);
  const time = deescTimebar(model, current, {
    stop, changed: draw, soon: () => soon(current.day),
  });
  const happenings = deescHappenings(map.leaflet, model, current, {
    openCard, renderers: map.renderers, describe: sayEvents, loaded: time.setTable,
  });
  model.happenings = happenings;
  const compare = deescCompare({ box: document.querySelector(".map-box"), model, main: map,
    openCard: (ref, isSecond) => openCard(isSecond ? { ...ref, day: current.against } : ref),
    setAgainst });
  const search = deescSearch(find("search"), find("found"), model, actions);
  const host = deescHost({ set: setFromHost, state: hostState });
  let filterPanel = null;
  setUp();
  model.filter = filter;
  readHash();
  draw();
  const ready = happenings.load().then((table) => {
    if (!table) return false;
    find("event-list").hidden = false;
    base.tabled = { type: deescEvents.tally(table, "category"),
      actor: deescEvents.tally(table, "actor") };
    sheets();
    hideRows();
    legend();
    draw();
    return true;
  });

  /* The zone to begin with: what surely applies and holds most, belts last. */
  function firstZone() {
    const ranked = model.zones.map((zone) => ({
      id: zone.id,
      belt: zone.kind === "belt" ? 2 : zone.main ? 0 : 1,
      strength: deescModel.STRENGTH[deescModel.regimeOn(zone, model.opens)],
      held: deescModel.inside(model, zone, model.opens).length,
    })).sort((a, b) => a.belt - b.belt || a.strength - b.strength || b.held - a.held);
    return ranked.length ? ranked[0].id : null;
  }

  function setUp() {
    slider.max = String(model.last - model.first);
    languageField();
    slider.addEventListener("input", () => {
      stop();
      soon(model.first + Number(slider.value));
    });
    slider.addEventListener("keydown", sliderKeys);
    dateField.addEventListener("change", () => {
      stop();
      if (!setDate(dateField.value)) dateField.value = deescCertainty.isoOf(current.day);
    });
    zoneField.addEventListener("change", () => selectZone(zoneField.value));
    find("previous").addEventListener("click", () => step(-1));
    find("next").addEventListener("click", () => step(1));
    find("earlier").addEventListener("click", () => jump(-1));
    find("later").addEventListener("click", () => jump(1));
    play.addEventListener("click", () => (timer ? stop() : start()));
    find("card-close").addEventListener("click", () => {
      closeCard();
      writeHash();
    });
    find("home").addEventListener("click", () => map.home());
    find("event-list").addEventListener("click", () => happenings.list());
    document.addEventListener("keydown", pageKeys);
    window.addEventListener("hashchange", () => {
      if (location.hash !== written) readHash();
      draw();
    });
    find("compare").addEventListener("click", () => setAgainst(
      current.against === null ? otherDay() : null));
    map.leaflet.on("moveend", delayed(() => {
      panel.draw(current.day, model.zoneById.get(current.zone));
      if (!timer) writeHash();
    }, 200));
    menus();
    sheets();
    legend();
    deescWords.changed(() => {
      words();
      sheets();
      search.forget();
      panel.forget();
      besides = [];
      legend();
      time.relabel();
      draw();
    });
  }

  /* The fixed words of the page, in the language in use. */
  function words() {
    const heading = deescHead(model);
    deescWords.fill(document.body);
    document.title = heading.title;
    find("title").textContent = heading.title;
    find("support").textContent = heading.support;
    find("limits").textContent = heading.limits;
    find("panel-heading").replaceChildren(...deescWords.compose("page.inside", {
      zone: [el("label.unseen", { for: "zone" }, t("page.zone")), zoneField],
      date: el("span", { id: "panel-date" }),
    }));
    zoneField.replaceChildren(...model.zones.map((zone) => el("option", { value: zone.id },
      (model.zoneById.has(zone.within) ? "\u2013 " : "")
        + deescWords.sentence(nameOf(zone)))));
    playWords();
  }

  /* The sheets of the two menus, in the language in use. */
  function sheets() {
    find("search").placeholder = t("search.hint");
    find("filters-sheet").replaceChildren();
    filterPanel = deescFilters.panel(find("filters-sheet"), base, filter, filtered);
    if (fault) filterPanel.refuse(t(fault));
    filterTitle();
    find("share-sheet").replaceChildren();
    deescShare(find("share-sheet"), {
      model, stateText, title: () => document.title,
      date: () => deescCertainty.isoOf(current.day),
      listing: () => ({ rows: actions.listed(), notes: deescListing.notes(model, said()),
        about: { title: document.title, date: deescCertainty.isoOf(current.day),
          last_document: model.payload.last_document } }),
      picture: () => deescPicture.draw({ view: map.view(), visible: map.visible(),
        title: document.title, date: deescWords.date(current.day),
        filters: said().join(" "), notes: deescListing.notes(model, []) }),
    });
  }

  function said() {
    const undrawn = model.zones.filter((zone) => zone.readings.some((r) => r.undrawn));
    return deescFilters.words(base, filter).concat(undrawn.length
      ? [t("filters.said_undrawn", { zones: deescWords.join(undrawn.map(nameOf)) })] : []);
  }

  function filterTitle() {
    const count = deescFilters.count(filter);
    find("filters-title").textContent = count ? t("filters.number", { count })
      : t("filters.title");
  }

  /* One menu is open at a time; Escape and a press elsewhere close it. */
  function menus() {
    const all = [...document.querySelectorAll("details.menu")];
    all.forEach((menu) => {
      menu.addEventListener("toggle", () => {
        if (!menu.open) return;
        all.forEach((other) => { if (other !== menu) other.open = false; });
        if (menu.id === "filters") canNarrow();
        // A sheet ends above the strip of time, where there is room for it.
        const sheet = menu.querySelector(".sheet");
        const room = document.querySelector(".time").getBoundingClientRect().top
          - sheet.getBoundingClientRect().top - 8;
        sheet.style.maxHeight = room > 160 ? room + "px" : "";
      });
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    });
    document.addEventListener("pointerdown", (event) => all.forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    }));
  }

  /* Whether answers from some documents can be worked out in this file. */
  function canNarrow() {
    if (fault === null) fault = deescNarrowing.fault(base) || "";
    if (fault && filterPanel) filterPanel.refuse(t(fault));
    return !fault;
  }

  function hideRows() {
    if (!base.tabled) return;
    const chosen = deescFilters.ofTables(base, filter);
    if (!filter.words) happenings.choose(chosen);
    else if (sought.words === filter.words) happenings.choose({ ...chosen, rows: sought.rows });
    else look(filter.words);
  }

  /* Show of the tables only the rows that hold some words. */
  function seek(words) {
    filter.words = words;
    filterPanel.sync();
    filtered(false);
  }

  /* Look through the rows, which takes a while, and show what was found. */
  async function look(words) {
    filter.found = null;
    const found = await happenings.seek(words);
    if (!found || filter.words !== words) return;
    sought = { words, rows: found.rows };
    filter.found = found.count;
    filtered(false);
  }

  function filtered(isAnswer) {
    if (isAnswer) narrow();
    else model.answered = deescModel.noAnswers();
    panel.forget();
    hideRows();
    chart.rebuild();
    search.forget();
    filterTitle();
    draw();
  }

  /* Take the answers of the chosen documents, or say that they cannot be had. */
  function narrow() {
    const isAsked = deescFilters.isNarrowed(filter);
    const { zones, zoneById, items, concerning, planned, holdings, grounds, claims } = base;
    Object.assign(model, isAsked && canNarrow() ? deescNarrowing.select(base, filter) : {
      zones, zoneById, items, concerning, planned, holdings, grounds, claims, sure: null,
      itemById: null, answered: deescModel.noAnswers(),
    });
    changes = deescModel.changes(model);
    panel.forget();
    besides = [];
  }

  function chooseReading(zone, reading) {
    if (reading) filter.readings.set(zone, reading);
    else filter.readings.delete(zone);
    filtered(true);
  }

  /* What stands above the answers: what is left out, and what differs. */
  function notices() {
    const isRefused = deescFilters.isNarrowed(filter) && !canNarrow();
    const lines = isRefused ? [t(fault)] : said();
    return [
      lines.length ? el("div.note.filtered", {}, lines.map((line) => el("p", {}, line)),
        el("button.link-button", { type: "button", click: () => {
          deescFilters.clear(filter);
          filterPanel.sync();
          filtered(true);
        } }, t("filters.reset"))) : null,
      compare.words(current.day, current.against),
    ].filter(Boolean);
  }

  function setAgainst(day) {
    const wanted = typeof day === "string" ? deescCertainty.dayOf(day) : day;
    if (typeof day === "string" && wanted === null) return;
    current.against = wanted;
    draw();
    if (wanted === null) find("compare").focus({ preventScroll: true });
  }

  /* A first day to compare with: the last of a year before, where the axis has it. */
  function otherDay() {
    const before = current.day - 365;
    return before >= model.first ? before : clamp(current.day + 365);
  }

  function stateText() {
    return time.keep(deescAddress.write(base, { day: current.day, zone: current.zone,
      filter, view: map.chosenView(), card: openRef, against: current.against }));
  }

  function hostState() {
    const { day, zone } = current;
    const record = model.zoneById.get(zone);
    return { date: deescCertainty.isoOf(day), zone,
      regime: record ? deescModel.regimeOn(record, day) : null, hash: "#" + stateText() };
  }

  function setFromHost({ date, zone }) {
    const isZone = typeof zone === "string" && base.zoneById.has(zone);
    if (isZone) selectZone(zone);
    return setDate(date) || (isZone && date === undefined);
  }

  function playWords() {
    play.setAttribute("aria-label", t(timer ? "time.pause" : "time.play"));
  }

  /* A choice of languages, each by its own name; none where there is one only. */
  function languageField() {
    const field = find("language");
    const known = deescWords.languages();
    known.forEach(([code, name]) => field.append(el("option", { value: code, lang: code },
      name)));
    field.value = deescWords.language();
    field.addEventListener("change", () => deescWords.choose(field.value));
    find("language-label").hidden = known.length < 2;
  }

  function sliderKeys(event) {
    const months = { PageUp: 1, PageDown: -1 }[event.key];
    if (!months) return;
    event.preventDefault();
    stop();
    time.step(months, "month");
    draw();
  }

  function pageKeys(event) {
    if (event.key === "Escape" && !find("card").hidden) {
      closeCard();
      writeHash();
    }
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "l" || event.key === "L") {
      const box = find("legend");
      box.open = !box.open;
      if (box.open) box.querySelector("summary").focus();
    }
  }

  function soon(day) {
    current.day = clamp(day);
    if (pending) return;
    pending = requestAnimationFrame(() => {
      pending = 0;
      draw(true);
    });
  }

  function settle() {
    settling = 0;
    draw();
  }

  function clamp(day) {
    return Math.max(model.first, Math.min(model.last, day));
  }

  function setDay(day) {
    current.day = day;
    draw();
  }

  /* Any day will do: beyond the span of the documents the answers still hold. */
  function setDate(iso) {
    const day = typeof iso === "string" ? deescCertainty.dayOf(iso) : null;
    if (day === null) return false;
    setDay(day);
    return true;
  }

  function selectZone(id) {
    if (!model.zoneById.has(id)) return;
    current.zone = id;
    closeCard();
    draw();
  }

  function step(days) {
    stop();
    time.step(days);
    draw();
  }

  function jump(direction) {
    stop();
    const next = direction > 0
      ? changes.find((day) => day > current.day)
      : changes.filter((day) => day < current.day).pop();
    setDay(next === undefined ? (direction > 0 ? model.last : model.first) : next);
  }

  function start() {
    if (current.day >= model.last || current.day < model.first) current.day = model.first;
    play.setAttribute("aria-pressed", "true");
    const pace = time.pace();
    timer = setInterval(() => {
      time.advance(pace);
      draw(true);
      if (current.day >= model.last) stop();
    }, pace.wait);
    playWords();
  }

  function sayEvents(words) {
    find("event-line").hidden = false;
    time.describe(words);
  }

  function stop() {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    play.setAttribute("aria-pressed", "false");
    playWords();
    announce();
    writeHash();
  }

  /* While time moves the map keeps up, and the answers follow a little later. */
  function draw(isMoving) {
    const { day } = current;
    const zone = model.zoneById.get(current.zone);
    const said = deescWords.date(day);
    const shown = time.follow();
    slider.value = String(clamp(day) - model.first);
    slider.setAttribute("aria-valuetext", said);
    if (day === clamp(day)) say(find("today"), shown);
    else find("today").replaceChildren(shown, el("small", {}, t("time.beyond")));
    say(find("panel-date"), said);
    fillFields();
    if (zone && zoneField.value !== zone.id) zoneField.value = zone.id;
    map.draw(day, current.zone, current.window);
    happenings.draw();
    compare.draw(day, current.against, current.zone);
    chart.draw(day, current.zone);
    if (isMoving === true) {
      settling = settling || setTimeout(settle, SETTLE);
      return;
    }
    panel.draw(day, zone);
    if (openRef) fillCard();
    aside(day);
    host.changed();
    if (timer) return;
    announce();
    writeHash();
  }

  /* What is stated for the day and has no shape that could be drawn: the nearest to
   * the chosen zone by name, all of them in the panel. */
  function aside(day) {
    const most = map.leaflet.getSize().y < 340 ? 1 : NAMED;
    const now = [deescModel.stretchOf(model, day), current.zone, most];
    if (now.every((each, at) => each === besides[at])) return;
    besides = now;
    const chosen = model.zoneById.get(current.zone);
    const rows = deescModel.undrawn(model, day)
      .map((zone) => ({ zone, far: chosen ? distance(zone, chosen) : 0 }))
      .sort((a, b) => (a.far < b.far ? -1 : Number(a.far > b.far)));
    const shown = rows.slice(0, most);
    const more = rows.length - shown.length;
    find("undrawn").hidden = rows.length === 0;
    find("undrawn-list").replaceChildren(...shown.map(({ zone }) => el("li", {},
      el("button", { type: "button", click: () => openCard({ kind: "zone", id: zone.id }) },
        deescWords.sentence(nameOf(zone))),
      rows.length > 1 ? null
        : el("span", { dir: "auto" }, zone.notes[0] || t("draw.none")))),
    more ? el("li", {}, el("button.plain", {
      type: "button",
      click: () => {
        closeCard();
        panel.reveal("undrawn");
      },
    }, t("count.more", { count: more }))) : "");
  }

  function distance(zone, chosen) {
    if (zone.id === chosen.id || zone.within === chosen.id) return 0;
    return map.apart(model.zoneById.get(zone.within) || zone, chosen);
  }

  function readHash() {
    const state = deescAddress.read(base, location.hash);
    if (state) takeState(state);
    time.recall(location.hash);
  }

  function takeState(state) {
    if (state.lang && state.lang !== deescWords.language()) {
      deescWords.choose(state.lang);
      find("language").value = deescWords.language();
    }
    if (state.day !== null) current.day = state.day;
    if (state.zone !== null) current.zone = state.zone;
    current.against = state.against;
    takeFilter(state.filter);
    if (state.view) map.setView(state.view);
    hideCard();
    if (state.card) openCard(state.card);
  }

  function takeFilter(wanted) {
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
    filterPanel.sync();
    narrow();
    hideRows();
    chart.rebuild();
    filterTitle();
  }

  /* An act once calls of it have rested for so many ms. A timer that waits is left
   * waiting: setting it anew at each step takes longer than the step's answers. */
  function delayed(act, wait) {
    let due = 0;
    let waiting = 0;
    const look = () => {
      const left = due - performance.now();
      waiting = left > 0 ? setTimeout(look, left) : 0;
      if (!waiting) act();
    };
    return () => {
      due = performance.now() + wait;
      waiting = waiting || setTimeout(look, wait);
    };
  }

  function openCard(ref) {
    const isNew = find("card").hidden;
    if (isNew) lastFocus = document.activeElement;
    openRef = ref;
    if (!fillCard()) return;
    if (isNew) scrolled = [find("panel").scrollTop, window.scrollY];
    find("card").hidden = false;
    find("panel").classList.add("has-card");
    find("panel").scrollTop = 0;
    find("card-title").focus({ preventScroll: true });
    if (matchMedia("(max-width: 860px), (max-height: 520px)").matches) {
      find("panel").scrollIntoView({ block: "start" });
    }
    map.show(ref);
    writeHash();
  }

  function fillCard() {
    const card = deescCards.build(model, openRef,
      Number.isFinite(openRef.day) ? openRef.day : current.day);
    if (!card) {
      hideCard();
      return false;
    }
    find("card-title").replaceChildren(card.icon || "", card.title);
    find("card-kind").textContent = card.kind || "";
    find("card-body").replaceChildren(...card.body.flat(3).filter(Boolean));
    return true;
  }

  function hideCard() {
    openRef = null;
    find("card").hidden = true;
    find("panel").classList.remove("has-card");
  }

  function closeCard() {
    if (find("card").hidden) return;
    hideCard();
    find("panel").scrollTop = scrolled[0];
    if (window.scrollY) window.scrollTo(0, scrolled[1]);
    const known = lastFocus && lastFocus.dataset ? lastFocus.dataset.ref : null;
    const back = lastFocus && lastFocus.isConnected ? lastFocus
      : [...document.querySelectorAll("[data-ref]")].find((n) => n.dataset.ref === known);
    if (back && back !== document.body) back.focus({ preventScroll: true });
    else zoneField.focus({ preventScroll: true });
  }

  function legend() {
    const kinds = new Set(model.items.map((item) => item.kind));
    const main = model.zones.filter((zone) => zone.kind !== "belt" && zone.main);
    const parts = drawnParts(main.length ? main : model.zones);
    const others = otherTypes();
    const marks = states();
    const rows = [
      ...happenings.legend(),
      parts.has("inner") && [swatch("inner certain"), t("legend.inner")],
      parts.has("inner") && [swatch("inner possible"), t("legend.inner_possible")],
      parts.has("outer") && [swatch("outer"), t("legend.outer")],
      parts.has("estimate") && [swatch("estimate"), t("legend.estimate")],
      others.length && [swatch("other"), t("legend.other", { types: deescWords.join(others) })],
      model.zones.some((zone) => zone.kind === "belt"
        && zone.readings.some((r) => r.inner || r.outer))
        && [swatch("strip"), t("legend.belt")],
      kinds.has("post") && [pair("post"), t("legend.post")],
      marks.length && [el("span.swatch", { "aria-hidden": "true" },
        marks.map((state) => symbol("post", "certain", 13, state))),
      t("legend.post_state", { states: deescWords.join(marks.map(deescWords.plain)) })],
      kinds.has("event") && [pair("event"), t("legend.event")],
      kinds.has("place") && [pair("place"), t("legend.place")],
      kinds.has("point") && [pair("point"), t("legend.point")],
    ].filter(Boolean);
    find("legend-list").replaceChildren(...rows.map(([mark, words]) => (mark
      ? el("li", {}, mark, el("span", {}, words)) : el("li.group", {}, words))));
    find("legend").classList.toggle("long", rows.length > LONG_LEGEND);
    if (find("legend").dataset.placed) return;
    find("legend").dataset.placed = "1";
    const room = find("map");
    const box = find("legend");
    box.open = room.clientWidth > 560 && room.clientHeight > 300;
    // Of a low map it would cover much and still hide its end.
    if (box.clientHeight < 0.75 * box.scrollHeight) box.open = false;
    map.home(false);
  }

  function drawnParts(zones) {
    return new Set(zones.flatMap((zone) => zone.readings).flatMap((reading) =>
      ["inner", "outer", "estimate"].filter((part) => reading[part]
        && (part === "inner" || String(reading[part]) !== String(reading.inner)))));
  }

  /* Types of the zones that are not of the kind that the page is about. */
  function otherTypes() {
    return [...new Set(model.zones.filter((zone) => zone.kind !== "belt" && !zone.main
      && zone.readings.some((r) => r.inner || r.outer))
      .map((zone) => deescWords.plain(zone.type || zone.kind)))].sort();
  }

  function states() {
    return [...new Set(model.items.filter((item) => item.kind === "post")
      .map((item) => stateOf(item.status)).filter(Boolean))].sort();
  }

  function swatch(kind) {
    return el("span.swatch", { "aria-hidden": "true" }, el("i." + kind.replace(" ", ".")));
  }

  function pair(kind) {
    return el("span.swatch", { "aria-hidden": "true" }, symbol(kind, "certain", 16),
      symbol(kind, "possible", 16));
  }

  window.deesc = Object.freeze({
    setDate,
    setZone: (id) => setFromHost({ zone: id }),
    link: stateText,
    state: () => deescModel.state(model, current.day),
    setWindow: (from, to) => time.setWindow(deescCertainty.dayOf(from),
      deescCertainty.dayOf(to)),
    setMode: (mode) => time.setMode(mode),
    window: () => ({ mode: current.mode, from: deescCertainty.isoOf(current.window[0]),
      to: deescCertainty.isoOf(current.window[1]) }),
    events: Object.freeze({ ready, counts: happenings.counts, choose: happenings.choose,
      row: happenings.row, at: happenings.pick,
      view: happenings.view }),
  });
})();
