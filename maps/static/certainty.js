/* The algebra of certainty: two connectives and one rule about days.
 *
 * The same table of vectors checks these functions and their Python twins. Days are
 * ISO strings or day numbers; null at the start or end of a period is an open end.
 */
"use strict";

const deescCertainty = (function () {
  const PAST = -1e9;
  const FUTURE = 1e9;

  /* Number of days since 1970-01-01 of an ISO day; null when it is no day. */
  function dayOf(iso) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
    if (!parts) return null;
    const date = new Date(0);
    date.setUTCFullYear(+parts[1], parts[2] - 1, +parts[3]);
    const day = Math.round(date.getTime() / 864e5);
    return isoOf(day) === iso ? day : null;
  }

  function isoOf(day) {
    return new Date(day * 864e5).toISOString().slice(0, 10);
  }

  /* All of them must hold: space, time, modality. */
  function both(answers) {
    for (const weak of ["no", "unknown", "possible"]) {
      if (answers.includes(weak)) return weak;
    }
    return "certain";
  }

  /* Alternatives of which one is right. */
  function rivals(answers) {
    if (answers.length === 0) return "unknown";
    if (answers.every((answer) => answer === "certain")) return "certain";
    if (answers.some((a) => a === "certain" || a === "possible")) return "possible";
    return answers.every((answer) => answer === "no") ? "no" : "unknown";
  }

  function bound(value, open) {
    if (value === null || value === undefined) return open;
    return typeof value === "number" ? value : dayOf(value);
  }

  function covers(period, day) {
    const b0 = bound(period[0], PAST);
    const b1 = bound(period[1], PAST);
    const e0 = bound(period[2], FUTURE);
    const e1 = bound(period[3], FUTURE);
    if (b1 <= day && day < e0) return period[4] ? "possible" : "certain";
    return b0 <= day && day < e1 ? "possible" : "no";
  }

  /* Null periods hold always; an empty list is a thing that nobody dated. */
  function on(periods, day) {
    if (periods === null || periods === undefined) return "certain";
    const number = typeof day === "number" ? day : dayOf(day);
    return rivals(periods.map((period) => covers(period, number)));
  }

  return { PAST, FUTURE, both, rivals, on, dayOf, isoOf };
})();
