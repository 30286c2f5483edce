/* Filters: what is left out by source, day of knowledge, kind, actor, zone, certainty.
 *
 * Sources, the day of knowledge and the reading change the answers; the others only
 * hide rows of an answer.
 */
"use strict";

const deescFilters = (function () {
  const { el } = deescDom;
  const { t } = deescWords;
  const CERTAINTIES = ["certain", "possible", "unknown"];
  const HIDDEN = ["type", "actor", "zone", "certainty"];

  function empty() {
    return { without: new Set(), knownBy: null, readings: new Map(), words: "", found: null,
      hidden: Object.fromEntries(HIDDEN.map((name) => [name, new Set()])) };
  }

  function clear(filter) {
    filter.without.clear();
    filter.knownBy = null;
    filter.readings.clear();
    filter.words = "";
    filter.found = null;
    HIDDEN.forEach((name) => filter.hidden[name].clear());
  }

  function isNarrowed(filter) {
    return filter.without.size > 0 || filter.knownBy !== null || filter.readings.size > 0;
  }

  function count(filter) {
    return Number(filter.without.size > 0) + Number(filter.knownBy !== null)
      + Number(filter.words !== "") + filter.readings.size + HIDDEN.filter((name) => filter.hidden[name].size).length;
  }

  /* Whether a row of an answer is shown: { item, certainty }. */
  function keeps(filter, { item, certainty }) {
    if (!filter) return true;
    const { type, actor, certainty: answers } = filter.hidden;
    if (answers.has(certainty)) return false;
    if (item.kind === "event" && type.has(item.type || "")) return false;
    const actors = item.actors || [];
    return !actors.length || actors.some((name) => !actor.has(name));
  }

  function shown(model, rows) {
    return rows.filter((row) => keeps(model.filter, row));
  }

  /* Which rows of tables are shown, for deescEvents.choose. */
  function ofTables(base, filter) {
    const kept = (name, hidden) => (filter.hidden[name].size
      ? new Set(base.tabled[name].map(([value]) => value)
        .filter((value) => !hidden.has(value || "")))
      : null);
    const { type, actor, certainty } = filter.hidden;
    return {
      categories: kept("type", type),
      actors: kept("actor", actor),
      certainties: certainty.size
        ? new Set([...CERTAINTIES, "no"].filter((name) => !certainty.has(name))) : null,
    };
  }

  function showsZone(model, id) {
    return !model.filter || !model.filter.hidden.zone.has(id);
  }

  /* Agencies that a document goes back to, its publisher where it names none. */
  function agencies(record) {
    const names = (record.lineage || []).length ? record.lineage : [record.publisher];
    return names.map((name) => name || t("filters.nobody"));
  }

  function groups(base) {
    const found = new Map();
    base.documents.forEach((record) => agencies(record).forEach((name) => {
      found.set(name, (found.get(name) || []).concat(record));
    }));
    return [...found].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  }

  /* How often each value occurs, in the documents and in the tables of events. */
  function counted(base, valuesOf, name) {
    const found = new Map();
    (base.tabled ? base.tabled[name] : []).forEach(([value, number]) => {
      found.set(value || "", (found.get(value || "") || 0) + number);
    });
    base.items.concat(base.concerning).forEach((item) => valuesOf(item).forEach((value) => {
      found.set(value, (found.get(value) || 0) + 1);
    }));
    return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  /* The controls in their container; `changed(isAnswer)` is called after each change. */
  function panel(container, base, filter, changed) {
    const syncs = [];
    const fault = el("p.note", { hidden: true });
    const sources = sourceBox();
    const narrowing = el("div.narrowing", {}, fault, knownField(), sources);
    container.append(narrowing,
      hideBox("certainty", t("filters.certainty"), CERTAINTIES.map((name) => [name, null,
        deescWords.certainty(name)])),
      hideBox("type", t("filters.types"), counted(base, (item) => {
        return item.kind === "event" ? [item.type || ""] : [];
      }, "type"), true),
      hideBox("actor", t("filters.actors"), counted(base, (item) => item.actors || [], "actor"),
        true),
      hideBox("zone", t("filters.zones"), base.zones.map((zone) => {
        return [zone.id, null, deescWords.sentence(deescWords.nameOf(zone))];
      }), true),
      el("button.plain-button", { type: "button", click: () => {
        clear(filter);
        done(true);
      } }, t("filters.reset")));

    function done(isAnswer) {
      sync();
      changed(isAnswer);
    }

    function knownField() {
      const field = el("input", { type: "date", change: () => {
        filter.knownBy = deescCertainty.dayOf(field.value);
        done(true);
      } });
      syncs.push(() => {
        if (document.activeElement === field && filter.knownBy !== null) return;
        field.value = filter.knownBy === null ? "" : deescCertainty.isoOf(filter.knownBy);
      });
      return el("p.field", {}, el("label", {}, t("filters.known") + " ", field), " ",
        el("button.plain-button", { type: "button", click: () => {
          filter.knownBy = null;
          done(true);
        } }, t("filters.all")));
    }

    function check(words, isOn, act, extra) {
      const box = el("input", { type: "checkbox", change: () => act(box.checked) });
      syncs.push(() => {
        const state = isOn();
        box.checked = state === true;
        box.indeterminate = state === "some";
      });
      return el("label.check", {}, box, " ", el("span", { dir: "auto" }, words),
        extra ? el("small", {}, " " + extra) : null);
    }

    function hideBox(name, title, values, folded) {
      if (values.length < 2) return null;
      const hidden = filter.hidden[name];
      const list = el("ul", {}, values.map(([value, number, words]) => el("li", {},
        check(words || deescWords.plain(value) || t("filters.none"), () => !hidden.has(value),
          (isOn) => {
            if (isOn) hidden.delete(value);
            else hidden.add(value);
            done(false);
          }, number))));
      const head = el("span", {}, title);
      syncs.push(() => head.replaceChildren(title, hidden.size
        ? el("small", {}, " " + t("filters.hidden", { count: hidden.size })) : ""));
      return folded ? el("details.choices", {}, el("summary", {}, head), list)
        : el("fieldset.choices", {}, el("legend", {}, head), list);
    }

    function sourceBox() {
      const rows = groups(base);
      const list = el("ul", {});
      const nodes = rows.map(([name, records]) => {
        const ids = records.map((record) => record.id);
        const out = () => ids.filter((id) => filter.without.has(id)).length;
        const head = check(name, () => (out() === 0 ? true : out() < ids.length && "some"),
          (isOn) => {
            ids.forEach((id) => (isOn ? filter.without.delete(id) : filter.without.add(id)));
            done(true);
          }, ids.length > 1 ? ids.length : null);
        const inner = () => el("ul", {}, records.map((record) => el("li", {},
          check(record.title || record.id, () => !filter.without.has(record.id), (isOn) => {
            if (isOn) filter.without.delete(record.id);
            else filter.without.add(record.id);
            done(true);
          }, deescCards.outWords(record)))));
        const key = deescFold.fold([name, ...records.map((r) => r.title || r.id)].join(" "));
        const node = el("li", {}, head, records.length > 1
          ? el("details", { toggle: (event) => unfold(event.target, inner) },
            el("summary", {}, t("filters.documents")))
          : el("small.title", { dir: "auto" }, records[0].title || records[0].id));
        return { node, key };
      });
      list.append(...nodes.map((each) => each.node));
      const find = el("input", { type: "search", placeholder: t("filters.find"),
        "aria-label": t("filters.find"), input: () => {
          const wanted = deescFold.fold(find.value);
          nodes.forEach(({ node, key }) => { node.hidden = !key.includes(wanted); });
        } });
      const head = el("span", {});
      syncs.push(() => head.replaceChildren(t("filters.sources"), el("small", {}, " "
        + t("filters.of", {
          count: base.documents.size - filter.without.size, all: base.documents.size }))));
      return el("details.choices.sources", {}, el("summary", {}, head),
        rows.length > 12 ? find : null, list);
    }

    /* Single documents are listed when they are asked for: there may be thousands. */
    function unfold(node, make) {
      if (!node.open || node.children.length > 1) return;
      node.append(make());
      sync();
    }

    function sync() {
      syncs.forEach((act) => act());
    }

    /* Say why sources cannot be left out, and take the means away. */
    function refuse(words) {
      fault.textContent = words;
      fault.hidden = false;
      narrowing.querySelectorAll("input, button").forEach((node) => { node.disabled = true; });
    }

    sync();
    return { sync, refuse };
  }

  /* What is in force, as sentences. */
  function words(base, filter) {
    const said = [];
    if (filter.without.size) {
      said.push(t("filters.said_sources", {
        count: base.documents.size - filter.without.size, all: base.documents.size }));
    }
    if (filter.knownBy !== null) {
      said.push(t("filters.said_known", { date: deescWords.date(filter.knownBy) }));
      const undated = deescNarrowing.undated(base);
      if (undated) said.push(t("filters.said_undated", { count: undated }));
    }
    // Rows of tables were joined with the zones when the file was made.
    if (isNarrowed(filter) && base.payload.events) said.push(t("filters.said_rows"));
    if (filter.readings.size) said.push(t("filters.said_reading"));
    if (filter.words && filter.found !== null) {
      said.push(t("filters.said_words", { words: filter.words, count: filter.found,
        number: deescWords.number(filter.found) }));
    }
    const { type, actor, zone, certainty } = filter.hidden;
    const hidden = [...certainty].map(deescWords.certainty)
      .concat([...type, ...actor].map(deescWords.plain),
        [...zone].map((id) => deescWords.nameOf(base.zoneById.get(id) || { name: id })));
    if (hidden.length) {
      said.push(t("filters.said_hidden", { what: deescWords.join(hidden) }));
    }
    return said;
  }

  return { empty, clear, isNarrowed, count, keeps, shown, showsZone, ofTables, panel, words, HIDDEN };
})();
