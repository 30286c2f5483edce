/* Words: days, periods, certainties and kinds as a reader says them. */
"use strict";

const deescWords = (function () {
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December"];
  const LIFE_CYCLE = ["proposed", "announced", "agreed", "delimited", "in_force",
    "functioning", "ended"];
  const KINDS = {
    province: "Provinces",
    post: "Observation posts",
    event: "Events",
    belt: "Belts",
    place: "Places",
  };

  function date(day, short) {
    const value = new Date(day * 864e5);
    const month = MONTHS[value.getUTCMonth()];
    return [value.getUTCDate(), short ? month.slice(0, 3) : month,
      value.getUTCFullYear()].join(" ");
  }

  function between(first, last) {
    if (first === last) return date(first);
    return "between " + date(first) + " and " + date(last);
  }

  function began(bounds) {
    const { PAST, FUTURE } = deescCertainty;
    const [b0, b1] = bounds;
    if (b1 <= PAST) return "date not stated";
    if (b0 <= PAST) return "by " + date(b1);
    if (b1 >= FUTURE) return "on or after " + date(b0);
    return b0 === b1 ? "on " + date(b0) : between(b0, b1);
  }

  /* One period: its beginning, its end, and what is vague about both. */
  function period(bounds) {
    const { PAST, FUTURE } = deescCertainty;
    const [b0, b1, e0, e1, capped] = bounds;
    const words = [];
    words.push(b1 <= PAST ? "beginning not stated" : "began " + began(bounds));
    if (e0 >= FUTURE) words.push("no end stated");
    else if (e1 >= FUTURE && e0 <= b0) words.push("for how long is not said");
    else if (e1 >= FUTURE) {
      words.push("known to hold until " + date(e0 - 1) + ", possibly later");
    } else if (e0 <= PAST) words.push("ended by " + date(e1));
    else words.push("ended " + (e0 === e1 ? "on " + date(e0) : between(e0, e1)));
    if (capped) words.push("possible at most");
    return words.join("; ");
  }

  /* When something happened: the days that it may have filled. */
  function moment(bounds) {
    const { PAST, FUTURE } = deescCertainty;
    const [b0, , , e1, capped] = bounds;
    const doubt = capped ? " (date not sure)" : "";
    if (b0 <= PAST && e1 >= FUTURE) return "not dated";
    if (b0 <= PAST) return "by " + date(e1 - 1) + doubt;
    if (e1 >= FUTURE) return date(b0) + " or later" + doubt;
    if (e1 - b0 <= 1) return date(b0) + doubt;
    return between(b0, e1 - 1) + doubt;
  }

  function periods(list, say) {
    if (list === null) return "no dates stated";
    if (list.length === 0) return "not dated";
    return list.map((each) => (say || period)(each)).join("; or ");
  }

  function plain(name) {
    return String(name || "").replace(/_+/g, " ");
  }

  function sentence(text) {
    const words = String(text || "");
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  /* Who held some ground, how surely, and according to whom. */
  function holder(row) {
    const share = row.share ? String(row.share).replace(/ of$/, "") + "; " : "";
    return row.actor + " (" + share + row.certainty
      + (row.speaker ? ", according to " + row.speaker : "") + ")";
  }

  function count(number, one, many) {
    return number + " " + (number === 1 ? one : many || one + "s");
  }

  return { LIFE_CYCLE, KINDS, MONTHS, date, began, period, moment, periods, plain, sentence,
    count, holder };
})();
