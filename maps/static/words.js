/* Words: tables of phrases by language, and days, periods and counts as a reader says
 * them. A phrase that a language lacks is given in English. */
"use strict";

const deescWords = (function () {
  const FALLBACK = "en";
  const LIFE_CYCLE = ["proposed", "announced", "agreed", "delimited", "in_force",
    "functioning", "ended"];
  const KINDS = ["province", "post", "event", "belt", "place", "point"];
  let tables = read();
  const listeners = [];
  const cut = new Map(); // phrases that have placeholders
  const scripts = new Map(); // letters of languages, as patterns
  let code = FALLBACK;
  let rules = null;
  choose(document.documentElement.lang);

  function read() {
    return deescData.read("deesc-words") || {};
  }

  function table() {
    return tables[code] || tables[FALLBACK] || {};
  }

  /* A part of the table in use, from the English one where that lacks it. */
  function entry(part, key) {
    const own = table()[part];
    if (own && Object.hasOwn(own, key)) return own[key];
    const english = (tables[FALLBACK] || {})[part];
    return english && Object.hasOwn(english, key) ? english[key] : undefined;
  }

  /* Take a language; false where there is no table of it. */
  function choose(wanted) {
    if (!use(wanted)) return false;
    document.documentElement.lang = code;
    document.documentElement.dir = table().direction || "ltr";
    listeners.forEach((act) => act());
    return true;
  }

  /* Take tables and a language of them, and leave the page around alone. */
  function take(given, wanted) {
    tables = given;
    return use(wanted);
  }

  function use(wanted) {
    const known = Object.keys(tables);
    const short = String(wanted || "").toLowerCase();
    const found = known.find((each) => each === short)
      || known.find((each) => each === short.split("-")[0]);
    if (!found) return false;
    code = found;
    try {
      rules = new Intl.PluralRules(code);
    } catch (error) {
      rules = null;
    }
    return true;
  }

  /* Call an act whenever the reader takes another language. */
  function changed(act) {
    listeners.push(act);
  }

  /* The phrase of a key: its plural form by `count`, its placeholders filled. */
  function t(key, values) {
    const known = values || {};
    const phrase = form(key, known.count);
    if (!phrase.includes("{")) return phrase;
    let text = "";
    partsOf(phrase).forEach((part, at) => {
      text += at % 2 === 0 ? part : Object.hasOwn(known, part) ? known[part] : "{" + part + "}";
    });
    return text;
  }

  /* A phrase cut at its placeholders: text and names in turn. */
  function partsOf(phrase) {
    if (!cut.has(phrase)) cut.set(phrase, phrase.split(/\{(\w+)\}/));
    return cut.get(phrase);
  }

  function form(key, count) {
    const phrase = entry("words", key);
    if (phrase === undefined) return key;
    if (typeof phrase === "string") return phrase;
    const sort = rules ? rules.select(Number(count)) : "other";
    return phrase[sort] || phrase.other;
  }

  /* The phrase of a key as text and nodes, for a sentence that holds elements. */
  function compose(key, nodes) {
    return partsOf(form(key)).map((part, at) => {
      if (at % 2 === 0) return part;
      return Object.hasOwn(nodes, part) ? nodes[part] : "{" + part + "}";
    }).flat();
  }

  /* Fill the fixed parts of a page: text and names that an element asks for. */
  function fill(root) {
    const set = { t: null, tLabel: "aria-label", tTitle: "title" };
    root.querySelectorAll("[data-t], [data-t-label], [data-t-title]").forEach((node) => {
      Object.entries(set).forEach(([name, attribute]) => {
        const key = node.dataset[name];
        if (!key) return;
        if (attribute) node.setAttribute(attribute, t(key));
        else node.textContent = t(key);
      });
    });
  }

  function date(day, short) {
    const value = new Date(day * 864e5);
    const names = table()[short ? "months_short" : "months"] || [];
    const month = names[value.getUTCMonth()] || value.getUTCMonth() + 1;
    return t("date.full", { day: value.getUTCDate(), month, year: value.getUTCFullYear() });
  }

  function between(first, last) {
    return first === last ? date(first)
      : t("date.between", { first: date(first), last: date(last) });
  }

  function began(bounds) {
    const { PAST, FUTURE } = deescCertainty;
    const [b0, b1] = bounds;
    if (b1 <= PAST) return t("date.not_stated");
    if (b0 <= PAST) return t("date.by", { date: date(b1) });
    if (b1 >= FUTURE) return t("date.from", { date: date(b0) });
    return b0 === b1 ? t("date.on", { date: date(b0) }) : between(b0, b1);
  }

  function ended(e0, e1) {
    const { PAST } = deescCertainty;
    if (e0 <= PAST) return t("date.by", { date: date(e1) });
    return e0 === e1 ? t("date.on", { date: date(e0) }) : between(e0, e1);
  }

  /* One period: its beginning, its end, and what is vague about both. */
  function period(bounds) {
    const { PAST, FUTURE } = deescCertainty;
    const [b0, b1, e0, e1, capped] = bounds;
    const words = [b1 <= PAST ? t("period.no_beginning")
      : t("period.began", { when: began(bounds) })];
    if (e0 >= FUTURE) words.push(t("period.no_end"));
    else if (e1 >= FUTURE && e0 <= b0) words.push(t("period.how_long"));
    else if (e1 >= FUTURE) words.push(t("period.until", { date: date(e0 - 1) }));
    else words.push(t("period.ended", { when: ended(e0, e1) }));
    if (capped) words.push(t("period.capped"));
    return join(words, "period.join");
  }

  /* When something happened: the days that it may have filled. */
  function moment(bounds) {
    const { PAST, FUTURE } = deescCertainty;
    const [b0, , , e1, capped] = bounds;
    if (b0 <= PAST && e1 >= FUTURE) return t("date.not_dated");
    const words = b0 <= PAST ? t("date.by", { date: date(e1 - 1) })
      : e1 >= FUTURE ? t("date.later", { date: date(b0) }) : between(b0, e1 - 1);
    return capped ? t("date.doubt", { date: words }) : words;
  }

  /* The direction of a phrase of the page's own with names of others in it: that of the
   * page where it has any word of its language, however foreign the first word is. */
  function side(phrase) {
    const { letters, direction } = table();
    if (!letters) return "auto";
    if (!scripts.has(letters)) scripts.set(letters, new RegExp("[" + letters + "]"));
    return scripts.get(letters).test(phrase) ? direction || "ltr" : "auto";
  }

  /* When something was to be; nothing where nobody says. */
  function planned(plan) {
    return plan.periods.length ? periods(plan.periods, moment) : "";
  }

  function periods(list, say) {
    if (list === null) return t("period.no_dates");
    if (list.length === 0) return t("date.not_dated");
    return join(list.map((each) => (say || period)(each)), "period.or");
  }

  /* Phrases in a row, put together as the language does: by comma unless said. */
  function join(phrases, key) {
    const said = phrases.filter(Boolean);
    return said.length ? said.reduce((one, other) => t(key || "list.comma",
      { one, other })) : "";
  }

  /* A whole number with its thousands apart, in the digits of all other numbers here. */
  function number(value) {
    return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
  }

  /* A term of the field, or what a document calls a thing, as it stands there. */
  function plain(name) {
    const words = String(name || "").replace(/_+/g, " ");
    return entry("terms", words.toLowerCase()) || words;
  }

  function certainty(answer) {
    return t("certainty." + answer);
  }

  /* The name of a place or province in the language in use, where one is known. */
  function nameOf(record) {
    const names = record.names || {};
    return Object.hasOwn(names, code) ? names[code] : record.name;
  }

  /* A sentence of our own that came with the data, in the language in use. */
  function own(key, text) {
    const english = (tables[FALLBACK] || {}).words || {};
    return text === english[key] ? t(key) : text;
  }

  function sentence(text) {
    const words = String(text || "");
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  /* Who held some ground, how surely, and according to whom. */
  function holder(row) {
    let surely = certainty(row.certainty);
    if (row.speaker) {
      surely = t("holder.speaker", { certainty: surely, speaker: row.speaker });
    }
    const share = row.share ? String(row.share).replace(/ of$/, "") : "";
    if (share) surely = t("holder.share", { share, certainty: surely });
    return t("holder", { actor: row.actor, certainty: surely });
  }

  return { LIFE_CYCLE, KINDS, t, compose, fill, choose, take, changed, join, number, certainty, nameOf,
    own, date, between, began, period, moment, periods, planned, side, plain, sentence, holder,
    language: () => code,
    direction: () => table().direction || "ltr",
    languages: () => Object.entries(tables).map(([each, { name }]) => [each, name]) };
})();
