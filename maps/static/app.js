/* The page: one day and one zone are chosen; map, lifelines and panel follow. */
"use strict";

(function () {
  const { el, say } = deescDom;
  const { t, nameOf, certainty } = deescWords;
  const find = (id) => document.getElementById(id);
  const model = deescModel.load(deescData.read("deesc-data"));
  const base = { ...model };
  let changes = deescStretches.changes(model);
  const current = { day: model.opens, zone: firstZone(), against: null };
  const slider = find("day");
  const dateField = find("date");
  const zoneField = find("zone");
  const play = find("play");
  const card = deescCardBox(model, current, (ref) => {
    map.show(ref);
    if (ref) writeHash();
  });
  const choices = deescChoices(model, base, { rows: () => happenings, forget, draw });
  const { canNarrow, chooseReading, seek, said } = choices;
  const actions = { canSeek: () => Boolean(base.tabled), seek, openCard: card.open, setDay,
    selectZone, chooseReading, canNarrow, notices,
    listed: () => deescListing.rows(model, map.visible(), current.day),
    goTo: (lat, lon) => map.setView([lat, lon, 9]) };
  let timer = 0;
  let pending = 0;
  let settling = 0;
  const SETTLE = 250; // ms that answers may lag behind a map that moves
  let written = "";
  let awaited = null; // card of a row, until the rows are unpacked

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
  const map = deescMap(find("map"), model, card.open);
  const time = deescTimebar(model, current, {
    stop, changed: draw, soon: () => soon(current.day),
  });
  const happenings = deescHappenings(map.leaflet, model, current, {
    openCard: card.open, renderers: map.renderers, describe: sayEvents,
    loaded: time.setTable,
  });
  model.happenings = happenings;
  const compare = deescCompare({ box: document.querySelector(".map-box"), model, main: map,
    openCard: (ref, isSecond) => card.open(isSecond ? { ...ref, day: current.against } : ref),
    setAgainst });
  const undrawn = deescUndrawn(model, current, map, { openCard: card.open, showAll: () => {
    card.close();
    panel.reveal("undrawn");
  } });
  const legend = deescLegend(model, happenings, map.home);
  const search = deescSearch(find("search"), find("found"), model, actions);
  const host = deescHost({ set: setFromHost, state: hostState });
  setUp();
  readHash();
  draw();
  const ready = happenings.load().then((table) => {
    if (!table) return false;
    find("event-list").hidden = false;
    base.tabled = { type: deescEvents.tally(table, "category"),
      actor: deescEvents.tally(table, "actor") };
    sheets();
    choices.hideRows();
    legend.draw();
    draw();
    map.refit();
    if (awaited) card.open(awaited);
    return true;
  });

  /* The zone to begin with: what surely applies and holds most, belts last. */
  function firstZone() {
    const ranked = choosable().map((zone) => ({
      id: zone.id,
      belt: zone.kind === "belt" ? 2 : zone.main ? 0 : 1,
      strength: deescModel.STRENGTH[deescModel.regimeOn(zone, model.opens)],
      held: deescModel.inside(model, zone, model.opens).length,
    })).sort((a, b) => a.belt - b.belt || a.strength - b.strength || b.held - a.held);
    return ranked.length ? ranked[0].id : null;
  }

  /* Nothing is inside of a line. */
  function choosable() {
    return model.zones.filter((zone) => zone.kind !== "line");
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
      card.back();
      writeHash();
    });
    find("held").addEventListener("change", writeHash);
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
    deescMenus((menu) => menu.id === "filters" && canNarrow());
    sheets();
    legend.draw();
    deescWords.changed(() => {
      words();
      sheets();
      search.forget();
      panel.forget();
      undrawn.forget();
      legend.draw();
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
    zoneField.replaceChildren(...choosable().map((zone) => el("option", { value: zone.id },
      (model.zoneById.has(zone.within) ? "\u2013 " : "")
        + deescWords.sentence(nameOf(zone)))));
    playWords();
  }

  /* The sheets of the two menus, in the language in use. */
  function sheets() {
    find("search").placeholder = t("search.hint");
    choices.fields(find("filters-sheet"));
    find("share-sheet").replaceChildren();
    deescShare(find("share-sheet"), {
      model, stateText, title: () => document.title,
      date: () => deescCertainty.isoOf(current.day),
      listing: () => ({ rows: actions.listed().concat(happenings.listed().rows),
        notes: deescListing.notes(model, said().concat(happenings.listed().words)),
        about: { title: document.title, date: deescCertainty.isoOf(current.day),
          last_document: model.payload.last_document } }),
      picture: () => deescPicture.draw({ view: map.view(), visible: map.visible(),
        title: document.title, date: time.words(),
        filters: said().join(" "), notes: deescListing.notes(model, []) }),
    });
  }

  /* Other sources or filters: what stands was made of the ones before. */
  function forget() {
    changes = deescStretches.changes(model);
    panel.forget();
    undrawn.forget();
    search.forget();
    chart.rebuild();
  }

  /* What stands above the answers: what is left out, and what differs. */
  function notices() {
    return [choices.notice(), compare.words(current.day, current.against)].filter(Boolean);
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
      filter: choices.filter, view: map.chosenView(), card: card.ref(),
      against: current.against, held: find("held").checked }));
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
      card.back();
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
    if (model.zoneById.get(id).kind === "line") {
      card.open({ kind: "zone", id });
      return;
    }
    current.zone = id;
    card.close();
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
    if (card.ref()) card.fill();
    undrawn.draw(day);
    host.changed();
    if (timer) return;
    announce();
    writeHash();
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
    find("held").checked = state.held && !find("held-box").hidden;
    choices.take(state.filter);
    if (state.view) map.setView(state.view);
    card.hide();
    if (state.card) card.open(state.card);
    awaited = state.card && state.card.kind === "row" ? state.card : null;
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
