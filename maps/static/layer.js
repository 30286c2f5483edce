/* The layer: zones, posts and events of an atlas and a small control of time, on a map
 * of Leaflet that somebody else made. Its texts are packed in signs of ASCII: the payload with the
 * words of its language, then the blocks of events.
 */
"use strict";

const deescLayer = (function () {
  const { el } = deescDom;
  const { t } = deescWords;
  const PACE = 100; // ms between two steps while it plays
  const STEPS = 300; // about so many steps lead from the first day to the last
  let layers = 0;

  const Layer = L.Layer.extend({
    initialize(texts) {
      this._texts = texts;
      this._parts = null;
      this.ready = new Promise((resolve) => { this._done = resolve; });
    },

    onAdd(map) {
      if (!this._parts) this._parts = unpack(map, this._texts);
      this._isOn = true;
      this._parts.then((parts) => {
        if (this._isOn) parts.show();
        parts.loaded.then(() => this._done(parts.face));
      });
    },

    onRemove() {
      this._isOn = false;
      this._parts.then((parts) => this._isOn || parts.hide());
    },
  });

  async function unpack(map, texts) {
    const given = deescData.json(texts[0]);
    return build(map, given, (number) => texts[number + 1]);
  }

  function build(map, { payload, words }, blockOf) {
    deescWords.take(words, payload.lang);
    layers += 1;
    const prefix = "deesc" + layers + "-";
    const model = deescModel.load(payload);
    model.filter = deescFilters.empty();
    const current = { day: model.opens, window: [model.opens, model.opens + 1] };
    const regions = model.provinces.map((province) => (
      { ...province, point: deescShapes.labelPoint(province.polygons) }));
    map.getContainer().classList.add("deesc");
    const card = cardBox();
    const drawing = deescDrawing(map, model, { regions, openCard, prefix });
    const bar = timeBox(model, current, draw);
    const happenings = deescHappenings(map, model, current, {
      openCard, renderers: drawing.renderers, prefix, blockOf,
      describe: bar.describe, loaded: () => {},
    });
    model.happenings = happenings;
    drawing.begin();
    const controls = [control("bottomleft", bar.node), control("topright", card.node)];
    const loaded = happenings.load().then(() => draw());
    let isShown = false;

    function draw() {
      if (!isShown) return;
      current.window = bar.window();
      drawing.draw(current.day, null, current.window);
      happenings.draw();
      bar.follow();
    }

    function openCard(ref) {
      card.open(deescCards.build(model, ref, current.day));
    }

    function show() {
      isShown = true;
      controls.forEach((each) => each.addTo(map));
      happenings.toggle(true);
      draw();
    }

    function hide() {
      isShown = false;
      bar.stop();
      controls.forEach((each) => each.remove());
      happenings.toggle(false);
      drawing.clear();
    }

    const face = Object.freeze({
      setDate: (iso) => bar.setDay(deescCertainty.dayOf(iso)),
      setMode: bar.setMode,
      state: () => deescModel.state(model, current.day),
      counts: happenings.counts,
      row: happenings.row,
      openCard,
    });
    return { show, hide, loaded, face };
  }

  function control(position, node) {
    const Own = L.Control.extend({ onAdd: () => node });
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    return new Own({ position });
  }

  /* One thing with everything that was said about it. */
  function cardBox() {
    const title = el("strong", { dir: "auto" });
    const kind = el("span.quiet", {});
    const body = el("div.deesc-body", {});
    const close = el("button", { type: "button", "aria-label": t("page.back"),
      click: () => { node.hidden = true; } }, "\u00d7");
    const node = el("section.deesc-box.deesc-card", { hidden: true,
      dir: deescWords.direction(),
      keydown: (event) => { if (event.key === "Escape") node.hidden = true; } },
    el("div.deesc-row", {}, title, kind, close), body);
    return {
      node,
      open: (made) => {
        node.hidden = !made;
        if (!made) return;
        title.replaceChildren(made.icon || "", made.title);
        kind.textContent = made.kind || "";
        body.replaceChildren(...made.body.flat(3).filter(Boolean));
        close.focus({ preventScroll: true });
      },
    };
  }

  /* The days that are shown, and how they move. */
  function timeBox(model, current, draw) {
    const MODES = [["date", t("time.mode_date")],
      ["trailing", "90 " + t("time.days")], ["sofar", t("time.mode_sofar")]];
    const today = el("output", { dir: "auto" });
    const counts = el("p.quiet", { hidden: true });
    const slider = el("input", { type: "range", min: 0, step: 1,
      max: model.last - model.first, "aria-label": t("time.day"),
      input: () => { stop(); setDay(model.first + Number(slider.value)); } });
    const mode = el("select", { "aria-label": t("time.show"), change: draw },
      MODES.map(([value, words]) => el("option", { value }, words)));
    if (model.payload.events) mode.value = "trailing";
    const play = el("button", { type: "button", click: () => (timer ? stop() : start()) });
    const { boundaries = {}, attribution = [], disclaimer } = model.payload;
    const node = el("section.deesc-box.deesc-time", { dir: deescWords.direction(),
      "aria-label": t("time.label") },
    el("div.deesc-row", {}, play, today, mode), slider, counts,
    el("details", {}, el("summary", {}, t("page.not_control")),
      disclaimer ? el("p", { dir: "auto" }, deescWords.own("page.disclaimer", disclaimer))
        : null,
      el("ul", {}, [boundaries.attribution, ...attribution].filter(Boolean)
        .map((words) => el("li", { dir: "auto" }, words)))));
    let timer = 0;
    words();

    function words() {
      play.textContent = timer ? "\u275a\u275a" : "\u25b6";
      play.setAttribute("aria-label", t(timer ? "time.pause" : "time.play"));
    }

    function window() {
      const { day } = current;
      const from = { date: day, trailing: day - 89, sofar: model.first }[mode.value];
      return [Math.min(from, day), day + 1];
    }

    function setDay(day) {
      if (!Number.isFinite(day)) return false;
      current.day = Math.max(model.first, Math.min(model.last, day));
      draw();
      return true;
    }

    function setMode(name) {
      if (!MODES.some(([value]) => value === name)) return false;
      mode.value = name;
      draw();
      return true;
    }

    function start() {
      if (current.day >= model.last) current.day = model.first;
      const step = Math.max(1, Math.round((model.last - model.first) / STEPS));
      timer = setInterval(() => {
        setDay(current.day + step);
        if (current.day >= model.last) stop();
      }, PACE);
      words();
    }

    function stop() {
      clearInterval(timer);
      timer = 0;
      words();
    }

    function follow() {
      const said = deescWords.date(current.day);
      today.textContent = said;
      slider.value = String(current.day - model.first);
      slider.setAttribute("aria-valuetext", said);
    }

    function describe(text) {
      counts.hidden = !text;
      counts.textContent = text;
    }

    return { node, window, setDay, setMode, stop, follow, describe };
  }

  return (texts) => new Layer(texts);
})();
