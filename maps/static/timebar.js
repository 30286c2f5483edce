/* The time bar: which days are shown, the histogram above them, and how time moves.
 *
 * A window is [from, to): its last day is the one that zones are shown for.
 */
"use strict";

function deescTimebar(model, current, actions) {
  const { t } = deescWords;
  const find = (id) => document.getElementById(id);
  const modeField = find("mode");
  const slider = find("day");
  const since = find("since");
  const sinceDate = find("since-date");
  const trailing = find("trailing");
  const canvas = find("histogram");
  const band = find("band");
  const CLASSES = ["certain", "possible", "unknown", "no", "open"];
  const SPECK = 1e-9; // what is less comes from adding numbers up
  const MODES = ["date", "window", "sofar", "trailing"];
  let table = null;
  let days = null;
  let drag = null;
  let shownMode = null;

  /* Of most days a table has one event or none, so its page begins with many days. */
  const usual = model.payload.events ? "trailing" : "date";
  current.mode = usual;
  current.since = Math.max(model.first, model.opens - 89);
  current.window = span();
  since.max = String(model.last - model.first);

  modeField.addEventListener("change", () => setMode(modeField.value));
  since.addEventListener("input", () => {
    actions.stop();
    setSince(model.first + Number(since.value));
  });
  since.addEventListener("keydown", (event) => {
    const months = { PageUp: 1, PageDown: -1 }[event.key];
    if (!months) return;
    event.preventDefault();
    actions.stop();
    setSince(moved(current.since, months, "month"));
  });
  sinceDate.addEventListener("change", () => {
    const day = deescCertainty.dayOf(sinceDate.value);
    if (day !== null) setSince(day);
    else sinceDate.value = deescCertainty.isoOf(current.since);
  });
  trailing.addEventListener("change", () => {
    const wanted = Math.round(Number(trailing.value));
    trailing.value = String(Math.max(1, Math.min(99999, wanted || 1)));
    actions.changed();
  });
  [find("date"), sinceDate].forEach((field) => {
    field.addEventListener("pointerenter", fillFields);
    field.addEventListener("focus", () => {
      field.value = deescCertainty.isoOf(field === sinceDate ? current.window[0]
        : current.day);
    });
  });
  find("step").addEventListener("change", labelSteps);
  labelSteps();
  canvas.addEventListener("pointerdown", grab);
  canvas.addEventListener("pointermove", pull);
  ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => {
    drag = null;
  }));
  new ResizeObserver(() => paint()).observe(canvas.parentNode);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint());

  function setMode(mode) {
    if (!MODES.includes(mode)) return false;
    current.mode = mode;
    if (mode === "window" && current.since > current.day) {
      current.since = Math.max(model.first, current.day - 89);
    }
    actions.changed();
    return true;
  }

  /* The days that are shown, the last one excluded. */
  function span() {
    const to = current.day + 1;
    const wanted = Number(trailing.value) || 1;
    const from = {
      date: current.day,
      window: Math.min(current.since, current.day),
      sofar: Math.min(model.first, current.day),
      trailing: to - wanted,
    }[current.mode];
    return [from, to];
  }

  function setSince(day) {
    current.since = day;
    if (current.mode !== "window") current.mode = "window";
    if (day > current.day) current.day = day;
    actions.changed();
  }

  /* Show days from (included) to (excluded). */
  function setWindow(from, to) {
    if (!Number.isFinite(from) || !Number.isFinite(to) || from >= to) return false;
    current.mode = "window";
    current.since = from;
    current.day = to - 1;
    actions.changed();
    return true;
  }

  /* A day moved by steps of a unit; months keep the day of the month where they can. */
  function moved(day, steps, unit) {
    if (unit !== "month") return day + steps * (unit === "week" ? 7 : 1);
    const date = new Date(day * 864e5);
    const wanted = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + steps);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
    date.setUTCDate(Math.min(wanted, last.getUTCDate()));
    return Math.round(date.getTime() / 864e5);
  }

  /* Move the day by steps of the chosen unit; a window keeps its length in days. By steps
   * of a given unit its last day moves alone, as the arrows do it on that handle. */
  function step(steps, unit) {
    const day = Math.max(model.first, Math.min(model.last,
      moved(current.day, steps, unit || find("step").value)));
    if (current.mode === "window" && !unit) current.since += day - current.day;
    current.day = day;
  }

  function labelSteps() {
    const unit = find("step").value;
    ["previous", "next"].forEach((id) => {
      const words = t("time." + id + "_" + unit);
      find(id).setAttribute("aria-label", words);
      find(id).title = words;
    });
  }

  /* Milliseconds between the pictures of play, and days or steps for each. Without a
   * coarser step the whole span takes about forty seconds. */
  function pace() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? 8 : 1;
    const speed = Number(find("speed").value) || 1;
    const unit = find("step").value;
    if (unit !== "day") return { wait: (400 / speed) * Math.min(calm, 3), steps: 1, unit };
    const stride = Math.max(1, Math.round(((model.last - model.first) / 400) * speed));
    return { wait: 100 * calm, steps: stride * calm, unit };
  }

  function advance({ steps, unit }) {
    const day = Math.min(model.last, moved(current.day, steps, unit));
    if (current.mode === "window") current.since += day - current.day;
    current.day = day;
  }

  function words() {
    const [from, to] = current.window;
    if (current.mode === "date") return deescWords.date(current.day);
    if (current.mode === "sofar") return t("time.sofar", { date: deescWords.date(to - 1) });
    if (from === to - 1) return deescWords.date(from);
    return t("time.span", { from: deescWords.date(from, true),
      to: deescWords.date(to - 1, true) });
  }

  /* Work the window out and show it in the controls. */
  function follow() {
    current.window = span();
    const [from, to] = current.window;
    const isWindow = current.mode === "window";
    if (current.mode !== shownMode) showMode();
    slider.value = String(Math.max(model.first, Math.min(model.last, current.day))
      - model.first);
    if (isWindow) since.value = String(Math.max(0, from - model.first));
    [slider, since].filter((each) => each === document.activeElement).forEach(speak);
    const share = (day) => Math.max(0, Math.min(100,
      (100 * (day - model.first)) / (model.last - model.first || 1)));
    band.style.left = share(from) + "%";
    band.style.width = share(to - 1) - share(from) + "%";
    find("histogram-now").style.left = share(current.day) + "%";
    return words();
  }

  /* The controls of a mode. */
  function showMode() {
    shownMode = current.mode;
    modeField.value = shownMode;
    find("since-label").hidden = shownMode !== "window";
    since.hidden = shownMode !== "window";
    find("trailing-label").hidden = shownMode !== "trailing";
    band.hidden = shownMode === "date";
  }

  /* A browser lays a field of a date out anew at each change, which takes longer than the
   * map does: the fields follow when time rests, or somebody goes to them. So does what
   * is heard of the handles, but for the one that is being moved. */
  function fillFields() {
    [slider, since].forEach(speak);
    fill(find("date"), current.day);
    if (current.mode === "window") fill(sinceDate, current.window[0]);
  }

  function speak(handle) {
    handle.setAttribute("aria-valuetext", deescWords.date(handle === slider ? current.day
      : current.window[0]));
  }

  function fill(field, day) {
    const iso = deescCertainty.isoOf(day);
    if (document.activeElement !== field && field.value !== iso) field.value = iso;
  }

  /* Events of a table have come, or other rows of them are chosen. */
  function setTable(given) {
    table = given;
    days = deescEvents.byDay(table, model.first, model.last);
    find("histogram-row").hidden = false;
    find("lifelines").classList.add("under-rows");
    paint();
  }

  /* One column for every two pixels; classes stacked, the surest lowest. */
  function paint() {
    if (!days || !canvas.clientWidth) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const length = model.last - model.first + 1;
    const bins = Math.max(1, Math.min(length, Math.floor(width / (2 * ratio))));
    const sums = binned(bins, length);
    const top = sums.reduce((most, bin) => Math.max(most, bin.reduce((a, b) => a + b)), 0);
    if (!top) return;
    CLASSES.forEach((name, kind) => {
      const colour = style.getPropertyValue("--event-" + name).trim();
      context.fillStyle = name === "open" ? hatched(context, colour, ratio) : colour;
      const least = name === "open" ? 3 * ratio : 0;
      sums.forEach((bin, at) => {
        if (bin[kind] < SPECK) return;
        const below = bin.slice(0, kind).reduce((a, b) => a + b, 0);
        const low = Math.round(height * (1 - below / top));
        const high = Math.max(0, Math.min(low - least,
          Math.round(height * (1 - (below + bin[kind]) / top))));
        const left = Math.round((at * width) / bins);
        const right = Math.round(((at + 1) * width) / bins);
        context.fillRect(left, high, Math.max(1, right - left - (bins < width / 4 ? 1 : 0)),
          Math.max(low - high, least));
      });
    });
    find("histogram-top").textContent = topWords(top, length / bins);
  }

  /* As in the lifelines, hatched is what may be: events whose day is open, spread over
   * their days, each of which has a share too small to be seen by its height. */
  function hatched(context, colour, ratio) {
    const side = 4 * ratio;
    const tile = document.createElement("canvas");
    [tile.width, tile.height] = [side, side];
    const brush = tile.getContext("2d");
    brush.strokeStyle = colour;
    brush.lineWidth = 1.4 * ratio;
    brush.beginPath();
    [-1, 0, 1].forEach((at) => {
      brush.moveTo(side * (at - 0.5), side * 1.5);
      brush.lineTo(side * (at + 1.5), side * -0.5);
    });
    brush.stroke();
    return context.createPattern(tile, "repeat");
  }

  function binned(bins, length) {
    return Array.from({ length: bins }, (_, at) => {
      const from = Math.floor((at * length) / bins);
      const to = Math.max(from + 1, Math.floor(((at + 1) * length) / bins));
      return days.map((sums) => {
        let sum = 0;
        for (let day = from; day < to; day += 1) sum += sums[day];
        return sum;
      });
    });
  }

  function topWords(top, perBin) {
    const number = deescWords.number(Math.round(top));
    return perBin <= 1.5 ? t("rows.most", { number })
      : t("rows.most_bin", { number, days: Math.round(perBin) });
  }

  function dayAt(event) {
    const box = canvas.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
    return model.first + Math.round(share * (model.last - model.first));
  }

  /* A press sets the day; pulled on it opens a window; inside a window it moves it. */
  function grab(event) {
    if (event.button) return;
    actions.stop();
    const day = dayAt(event);
    const [from, to] = current.window;
    const isInside = current.mode === "window" && day > from && day < to - 1;
    drag = { day, x: event.clientX, from, to, isInside };
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch (error) {
      drag.isLoose = true; // a pointer that is not there cannot be captured
    }
    if (isInside || current.mode === "window") return;
    current.day = day;
    actions.soon();
  }

  function pull(event) {
    if (!drag || Math.abs(event.clientX - drag.x) < 4) return;
    const day = dayAt(event);
    if (drag.isInside) {
      const length = drag.to - drag.from;
      const from = Math.max(model.first, Math.min(model.last + 1 - length,
        drag.from + day - drag.day));
      current.since = from;
      current.day = from + length - 1;
    } else {
      current.mode = "window";
      current.since = Math.min(drag.day, day);
      current.day = Math.max(drag.day, day);
    }
    actions.soon();
  }

  /* What the histogram shows, in words, for those who do not see it. */
  function describe(text) {
    canvas.setAttribute("aria-label", text);
    deescDom.say(find("event-counts"), text);
  }

  /* The text of an address with the mode and its window, where they are not the usual. */
  function keep(text) {
    const isOther = current.mode === "trailing" && trailing.value !== trailing.defaultValue;
    if (current.mode === usual && !isOther) return text;
    const days = current.window.map(deescCertainty.isoOf).join("%2F");
    return text + "&mode=" + current.mode + "&t=" + days;
  }

  /* Take mode and window from such a text; what is broken is passed over. */
  function recall(text) {
    const parts = new URLSearchParams(String(text).replace(/^#/, ""));
    const mode = parts.get("mode");
    if (parts.has("date") && !mode) {
      current.mode = usual;
      trailing.value = trailing.defaultValue;
    }
    if (!MODES.includes(mode)) return;
    const [from, to] = String(parts.get("t")).split("/").map(deescCertainty.dayOf);
    current.mode = mode;
    if (mode === "date" || !Number.isFinite(from) || !Number.isFinite(to) || from >= to) {
      return;
    }
    current.day = to - 1;
    if (mode === "window") current.since = from;
    if (mode === "trailing") trailing.value = String(Math.min(99999, to - from));
  }

  /* Another language has been taken. */
  function relabel() {
    labelSteps();
    paint();
  }

  return { follow, words, fillFields, keep, recall, relabel, step, pace, advance, setMode, setWindow, setTable, describe, MODES };
}
