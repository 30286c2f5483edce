/* Lifelines: under the slider, what held when, with vague beginnings and ends. */
"use strict";

function deescLifelines(container, model, actions) {
  const { el } = deescDom;
  const { t, nameOf } = deescWords;
  const span = model.last - model.first || 1;
  const MANY = 120;
  const marker = el("div.now", { "aria-hidden": "true" });
  const rows = new Map();
  let shown = null;
  let hasPosts = false; // whether the posts are unfolded

  function share(day) {
    return Math.max(0, Math.min(1, (day - model.first) / span)) * 100;
  }

  function build() {
    const lines = el("div.lines", {});
    container.append(lines);
    const axis = el("div.axis", { "aria-hidden": "true" });
    ticks(axis);
    const top = el("div.top-rows", {}, line("axis-row", el("span", {}), axis));
    lines.append(top);
    const told = new Set(model.items.flatMap((item) => item.claims));
    const events = model.items
      .concat(model.concerning.filter((item) => !told.has(item.id)))
      .filter((item) => item.kind === "event" && item.periods && item.periods.length
        && deescFilters.keeps(model.filter, { item, certainty: null }));
    if (events.length) {
      top.append(line("events-row", el("span.row-name.plain", {}, t("time.events")),
        eventTrack(events)));
    }
    const posts = model.items.filter((item) => item.kind === "post" && item.periods
      && item.periods.length);
    if (posts.length) lines.append(postRows(posts));
    model.zones.filter((zone) => deescFilters.showsZone(model, zone.id))
      .forEach((zone) => lines.append(zoneRows(zone)));
    const overlay = el("div.overlay", { "aria-hidden": "true" }, marker);
    lines.append(overlay);
    reserve();
    thin();
  }

  /* Years that would run into each other keep their tick and lose their name. */
  function thin() {
    const taken = []; // the first day of the axis comes last, and gives way
    container.querySelectorAll(".tick b").forEach((name) => {
      const left = name.parentNode.offsetLeft;
      const right = left + name.offsetWidth + 6;
      const hasRoom = taken.every((other) => right <= other[0] || left >= other[1]);
      name.style.visibility = hasRoom ? "" : "hidden";
      if (hasRoom) taken.push([left, right]);
    });
  }

  /* Room for the zone with most statuses, so that choosing one moves nothing. */
  function reserve() {
    const most = Math.max(0, ...[...rows.values()].map((r) => r.details.children.length));
    const posts = Number(model.items.some((item) => item.kind === "post"));
    const height = 36 + 24 * (model.zones.length + posts) + 15 * most + 4;
    container.style.setProperty("--need", height + "px");
  }

  function line(kind, name, track) {
    track.classList.add("track");
    return el("div.row." + kind, {}, el("div.row-head", {}, name), track);
  }

  function ticks(axis) {
    const first = new Date(model.first * 864e5).getUTCFullYear();
    const last = new Date(model.last * 864e5).getUTCFullYear();
    const step = Math.max(1, Math.ceil((last - first) / 12));
    for (let year = first; year <= last; year += 1) {
      const day = Date.UTC(year, 0, 1) / 864e5;
      if (day >= model.first && (year - first) % step === 0) axis.append(tick(day, year));
      for (let month = 3; month < 12 && last - first < 8; month += 3) {
        const quarter = Date.UTC(year, month, 1) / 864e5;
        if (quarter > model.first && quarter < model.last) {
          axis.append(at(el("span.tick.minor", {}), quarter));
        }
      }
    }
    const next = Date.UTC(first + 1, 0, 1) / 864e5;
    if (model.first > Date.UTC(first, 0, 1) / 864e5 && share(next) > 8) {
      axis.append(tick(model.first, first));
    }
  }

  function tick(day, words) {
    const room = share(day) < 93;
    return at(el("span.tick", {}, room ? el("b", {}, words) : null), day);
  }

  function at(node, day) {
    node.style.left = share(day) + "%";
    return node;
  }

  function zoneRows(zone) {
    const name = el("button.row-name", {
      type: "button",
      "aria-expanded": "false",
      title: deescWords.plain(zone.type),
      click: () => actions.selectZone(zone.id),
    }, deescWords.sentence(nameOf(zone)));
    const regime = track(deescModel.periodsOf(zone),
      (day) => deescModel.regimeOn(zone, day), t("time.regime_of", { zone: nameOf(zone) }),
      () => actions.openCard({ kind: "zone", id: zone.id }));
    if (deescModel.periodsOf(zone).every((periods) => !periods.length)) {
      regime.append(el("span.none", {}, t("time.no_regime")));
    }
    const statuses = deescModel.statusesOn(zone, model.first)
      .filter((row) => row.parts.length).map((row) => row.status);
    const details = el("div.details", { hidden: true }, statuses.map((status) => {
      const bars = track(deescModel.periodsOf(zone, status),
        (day) => deescModel.statusesOn(zone, day)
          .find((row) => row.status === status).certainty,
        t("time.status_of", { zone: nameOf(zone), status: deescWords.plain(status) }),
        () => actions.openCard({ kind: "status", id: zone.id, status }));
      return line("status-row", el("span", {}, deescWords.plain(status)), bars);
    }));
    rows.set(zone.id, { name, details });
    const sort = zone.kind === "belt" ? ".belt" : zone.main ? "" : ".other";
    const held = model.zoneById.has(zone.within) ? ".within" : "";
    return el("div.zone-rows" + sort + held, {}, line("regime-row", name, regime), details);
  }

  /* Posts: how many stood when, and on request the life of each with what befell it. */
  function postRows(posts) {
    const details = el("div.details", { hidden: !hasPosts });
    const name = el("button.row-name", {
      type: "button",
      "aria-expanded": String(hasPosts),
      click: () => {
        hasPosts = !hasPosts;
        details.hidden = !hasPosts;
        name.setAttribute("aria-expanded", String(hasPosts));
        unfold();
      },
    }, t("kinds.post"), " ", el("small", {}, posts.length));
    function unfold() {
      if (hasPosts && !details.hasChildNodes()) details.append(...posts.map(postRow));
    }
    unfold();
    return el("div.zone-rows.posts", {}, line("regime-row", name, steps(posts)), details);
  }

  function postRow(post) {
    const open = () => actions.openCard({ kind: "item", id: post.id });
    const lives = [post.periods, post.sure ? post.sure.periods : []];
    const bars = track(lives, (day) => deescModel.timeOn(post, day), nameOf(post), open);
    post.states.forEach(([since, status]) => {
      if (!deescDom.stateOf(status) || since < model.first || since > model.last) return;
      const words = deescWords.join([deescWords.plain(status), deescWords.date(since)]);
      bars.append(at(el("span.step-mark", { role: "img", title: words, "aria-label": words },
        deescDom.symbol("post", "certain", 14, status)), since));
    });
    return line("status-row", el("button.row-name", { type: "button", click: open },
      nameOf(post)), bars);
  }

  /* How many things stood, as steps: those that surely did, and on top those that may. */
  function steps(items) {
    const node = el("div.bars", {});
    const answers = (day) => items.map((item) => deescModel.timeOn(item, day));
    const number = (list, wanted) => list.filter((answer) => answer === wanted).length;
    deescStretches.between((day) => {
      const list = answers(day);
      return number(list, "certain") + " " + number(list, "possible");
    }, items.map((item) => item.periods), model.first, model.last).forEach((part) => {
      const [sure, open] = part.certainty.split(" ").map(Number);
      const words = deescWords.join(["certain", "possible"].map((name) => t("draw.listed", {
        name: t("count.post", { count: name === "certain" ? sure : open }),
        certainty: deescWords.certainty(name),
      })));
      [["certain", 0, sure], ["possible", sure, open]].forEach(([name, below, height]) => {
        if (!height) return;
        const step = at(el("span.step." + name, { title: words }), part.from);
        step.style.width = share(Math.min(part.until, model.last)) - share(part.from) + "%";
        step.style.bottom = (100 * below) / items.length + "%";
        step.style.height = (100 * height) / items.length + "%";
        node.append(step);
      });
    });
    return node;
  }

  /* Bars of one life: solid where certain, hatched where only possible. */
  function track(periodLists, answer, name, open) {
    const node = el("div.bars", {});
    const parts = deescStretches.between(answer, periodLists, model.first, model.last);
    parts.forEach((part) => {
      if (part.certainty === "no" || part.certainty === "unknown") return;
      const before = part.from === model.first
        && ["certain", "possible"].includes(answer(model.first - 1));
      const words = t("time.bar", {
        certainty: deescWords.certainty(part.certainty),
        when: t("time." + (before ? "before" : "from")
          + (part.until > model.last ? "_on" : "_to"),
        { from: deescWords.date(part.from), to: deescWords.date(part.until - 1) }),
      });
      const bar = at(el("button.bar." + part.certainty, {
        type: "button",
        title: words,
        "aria-label": deescWords.join([name, words]),
        click: open,
      }), part.from);
      bar.style.width = share(Math.min(part.until, model.last)) - share(part.from) + "%";
      if (before) bar.classList.add("open-start");
      if (part.until > model.last) bar.classList.add("open-end");
      node.append(bar);
    });
    return node;
  }

  function eventTrack(events) {
    const node = el("div.bars.events", {});
    if (events.length > MANY) return crowd(node, events);
    events.forEach((event) => {
      const [from, until, sure] = reach(event);
      const words = t("time.event", { name: event.name,
        when: deescWords.periods(event.periods, deescWords.moment) });
      const button = el("button.event-tick", {
        type: "button",
        title: words,
        "aria-label": words,
        click: () => {
          actions.setDay(Math.max(model.first, Math.min(model.last, from)));
          actions.openCard({ kind: "item", id: event.id });
        },
      }, deescDom.symbol("event", sure ? "certain" : "possible", 14));
      const began = Math.min(...event.periods.map((p) => p[1]));
      at(button, began > from && began < until ? (from + began) / 2 : from);
      if (until - from > 1) {
        const range = at(el("span.event-range", {}), from);
        range.style.width = Math.max(0, share(until) - share(from)) + "%";
        node.append(range);
      }
      node.append(button);
    });
    return node;
  }

  function reach(event) {
    const from = Math.max(model.first, Math.min(...event.periods.map((p) => p[0])));
    const until = Math.min(model.last + 1, Math.max(...event.periods.map((p) => p[3])));
    const sure = event.periods.length === 1 && !event.periods[0][4]
      && event.periods[0][1] < event.periods[0][2];
    return [from, Math.max(until, from + 1), sure];
  }

  /* Many events: one column per bin of days, as high as the bin is full. */
  function crowd(node, events) {
    const bins = new Array(160).fill(0);
    events.forEach((event) => {
      const [from, until] = reach(event);
      const place = share(until - from > 60 ? from : (from + until - 1) / 2) / 100;
      bins[Math.min(bins.length - 1, Math.floor(place * bins.length))] += 1;
    });
    const top = Math.max(...bins);
    bins.forEach((count, place) => {
      if (!count) return;
      const column = el("span.column", { title: t("count.event", { count }) });
      column.style.left = (place / bins.length) * 100 + "%";
      column.style.width = 100 / bins.length + "%";
      column.style.height = 15 + 85 * (count / top) + "%";
      node.append(column);
    });
    return node;
  }

  function draw(day, selected) {
    const isNew = shown !== selected;
    shown = selected;
    marker.style.left = share(day) + "%";
    if (!isNew) return;
    rows.forEach((row, id) => {
      const isOpen = id === selected;
      row.details.hidden = !isOpen;
      row.name.setAttribute("aria-expanded", String(isOpen));
      row.name.classList.toggle("selected", isOpen);
    });
    if (rows.has(selected)) reveal(rows.get(selected));
  }

  /* Scroll the strip, and nothing else, until a row and its statuses are seen. */
  function reveal(row) {
    const frame = container.getBoundingClientRect();
    const top = row.name.getBoundingClientRect().top - frame.top;
    const last = row.details.lastElementChild || row.name;
    const under = last.getBoundingClientRect().bottom - frame.bottom;
    const head = container.querySelector(".top-rows").offsetHeight;
    if (top < head) container.scrollTop += top - head;
    else if (under > 0) container.scrollTop += Math.min(under + 4, top - head);
    else return;
    // A row half under the heading would look like a line of its own.
    const edge = frame.top + head;
    const cut = [...container.querySelectorAll(".lines .row")]
      .filter((each) => !each.closest(".top-rows")).map((each) => each.getBoundingClientRect())
      .find((box) => box.top < edge - 1 && box.bottom > edge + 1);
    if (cut) container.scrollTop += cut.bottom - edge;
  }

  build();
  new ResizeObserver(thin).observe(container);

  function rebuild() {
    container.replaceChildren();
    rows.clear();
    shown = null;
    build();
  }

  deescWords.changed(rebuild);
  return { draw, rebuild };
}
