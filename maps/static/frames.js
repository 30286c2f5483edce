/* Frames: from the dated claims about one fact to the periods that may hold, by the
 * rules of zones.timeframes, whose names the functions have.
 *
 * A claim here is { id, document, denied, planned, capped, status, under, how, begins,
 * ends, holds, at, span }; bounds are [first, last, qualified] in day numbers. A
 * document is { first, last, doubted, dated }.
 */
"use strict";

const deescFrames = (function () {
  const { PAST, FUTURE } = deescCertainty;
  const ACTS = ["proposed", "announced", "agreed", "ended"];
  const NEVER = [FUTURE, FUTURE, FUTURE, FUTURE, false];
  const STANDING = ["agreed", "in_force", "functioning"];

  function isEnded(claim) {
    return claim.kind === "status" && claim.status === "ended";
  }

  /* Last day on which a document that is known speaks of the thing as standing. */
  function lastHeard(claims, documents) {
    const ending = new Set(claims.filter(isEnded).map((claim) => claim.document));
    return claims.filter((c) => !c.planned && !c.denied && !ending.has(c.document))
      .reduce((day, c) => Math.max(day, documents.get(c.document).first), PAST);
  }

  function stoodUntil(claims, documents) {
    return lastHeard(claims.filter((c) => c.begins && !c.ends), documents) + 1;
  }

  function share(one, other) {
    return one[0] <= other[1] && other[0] <= one[1];
  }

  /* Intersect each largest set of bounds that share a day. */
  function cliques(bounds) {
    const begins = [...new Set(bounds.map((b) => b[0]))].sort((a, b) => a - b);
    return begins.map((begin) => {
      const alive = bounds.filter((b) => b[0] <= begin && begin <= b[1]);
      const end = Math.min(...alive.map((b) => b[1]));
      const later = bounds.some((b) => begin < b[0] && b[0] <= end);
      return later ? null : [begin, end, alive.every((b) => b[2])];
    }).filter(Boolean);
  }

  /* Refine bounds that share a day; keep those that do not as rivals. */
  function rivalBounds(claims, name) {
    const sure = [];
    const doubted = [];
    claims.forEach((claim) => {
      if (!claim[name]) return;
      const [first, last, qualified] = claim[name];
      const capped = qualified || claim.capped;
      (capped ? doubted : sure).push([first, last, capped]);
    });
    const rivals = cliques(sure);
    const apart = doubted.filter((d) => !rivals.some((each) => share(d, each)));
    return rivals.concat(cliques(apart));
  }

  function distinct(periods) {
    return [...new Map(periods.map((period) => [period.join(), period])).values()];
  }

  /* The timeframe of a state from the claims that date it. */
  function stateFrame(claims, { closing = [], heard = PAST, begun = PAST } = {}) {
    let begins = rivalBounds(claims, "begins");
    let ends = rivalBounds(claims, "ends");
    if (!ends.length) ends = rivalBounds(closing, "begins");
    const held = claims.filter((claim) => claim.holds).map((claim) => claim.holds);
    const seenLast = held.reduce((day, b) => Math.max(day, b[0] + 1), PAST);
    const onlySeen = !begins.length && held.length > 0;
    if (onlySeen) {
      const earliest = Math.min(...held.map((b) => b[1]));
      const doubted = held.every((b) => b[2]) || claims.every((c) => c.capped);
      begins = [[Math.min(begun, earliest), earliest, doubted]];
    }
    const until = Math.max(seenLast, heard);
    const periods = begins.flatMap((begin) => laterEnds(ends, begin)
      .map((end) => span(begin, end, until, onlySeen)));
    return {
      periods: distinct(periods),
      claims: claims.map((claim) => claim.id),
      ends: closing.concat(claims.filter((c) => c.ends)).map((claim) => claim.id),
    };
  }

  function laterEnds(ends, begin) {
    const later = ends.filter((end) => end[1] > begin[0]);
    return later.length ? later : [null];
  }

  function span(begin, end, until, onlySeen) {
    let e0 = until;
    let e1 = FUTURE;
    if (end) {
      e0 = onlySeen ? Math.min(end[0], until) : end[0];
      e1 = end[2] ? FUTURE : end[1];
    }
    return [begin[0], Math.min(begin[1], e1), Math.max(e0, begin[0]), e1,
      Boolean(begin[2])];
  }

  /* The timeframe of one event from the accounts that date it. */
  function eventFrame(claims) {
    const periods = rivalBounds(claims, "at")
      .map(([first, last, capped]) => [first, last, first + 1, last + 1, Boolean(capped)]);
    claims.filter((claim) => claim.span).forEach((claim) => {
      periods.push([...claim.span.slice(0, 4), Boolean(claim.span[4] || claim.capped)]);
    });
    const within = (one, other) => other[0] <= one[0] && one[3] <= other[3]
      && (one[0] !== other[0] || one[3] !== other[3]);
    return distinct(periods.filter((p) => !periods.some((q) => within(q, p))));
  }

  /* Date a status that a document tells without a day. */
  function withDay(claim, document, heard) {
    const dated = claim.begins || claim.ends || claim.holds;
    if (claim.kind !== "status" || !document.dated || dated || claim.planned) return claim;
    if (!isEnded(claim)) return { ...claim, holds: publishedOf(document) };
    const since = Math.min(heard + 1, document.first);
    return { ...claim, begins: [since <= PAST + 1 ? PAST : since, document.last, false] };
  }

  function publishedOf(document) {
    return [document.first, document.last, document.doubted];
  }

  /* "sochi-2018-09" is "sochi-2018-09-17" if no other agreement of that month is known. */
  function fullName(under, agreements) {
    const finer = agreements.filter((name) => under && name.startsWith(under + "-"));
    return finer.length === 1 ? finer[0] : under;
  }

  function statusGroups(claims, documents) {
    const order = deescWords.LIFE_CYCLE;
    const own = claims.filter((claim) => claim.kind === "status");
    const agreements = [...new Set(own.map((claim) => claim.under).filter(Boolean))];
    const groups = new Map();
    own.filter((claim) => order.includes(claim.status)).forEach((claim) => {
      const under = fullName(claim.under, agreements);
      const known = documents.get(claim.document);
      const told = claim.planned ? {
        ...claim, status: "proposed", how: null, ends: null, holds: null,
        begins: known.dated ? publishedOf(known) : null,
      } : claim;
      const names = [told.status].concat(told.status === "functioning" ? "in_force" : []);
      names.forEach((status) => {
        const key = JSON.stringify([status, under || null]);
        if (!groups.has(key)) groups.set(key, { status, under: under || null, claims: [] });
        groups.get(key).claims.push(told);
      });
    });
    const byName = (a, b) => (a < b ? -1 : Number(a > b));
    return [...groups.values()].sort((a, b) => order.indexOf(a.status)
      - order.indexOf(b.status) || byName(a.under || "", b.under || ""));
  }

  /* The statuses of one zone over time, one for each agreement. */
  function statusFrames(about, documents) {
    const heard = lastHeard(about, documents);
    const claims = about.map((c) => withDay(c, documents.get(c.document), heard));
    const closing = claims.filter((c) => isEnded(c) && !c.planned && !c.denied);
    const groups = statusGroups(claims, documents);
    const begun = groups
      .filter((group) => !["proposed", "announced", "ended"].includes(group.status))
      .flatMap((group) => rivalBounds(group.claims, "begins").map((b) => b[0]));
    return groups.map(({ status, under, claims: group }) => {
      const said = group.filter((claim) => !claim.denied);
      const frame = stateFrame(said, {
        closing: status === "ended" ? [] : closing,
        heard: heardOf(status, said, heard, documents),
        begun: begun.length ? Math.min(...begun) : PAST,
      });
      const how = group.map((claim) => claim.how).find(Boolean) || null;
      return {
        status,
        under,
        how,
        periods: said.length < group.length ? [...frame.periods, NEVER] : frame.periods,
        claims: group.map((claim) => claim.id),
        ends: frame.ends,
      };
    });
  }

  function heardOf(status, claims, heard, documents) {
    if (ACTS.includes(status)) return FUTURE;
    return status === "functioning" ? stoodUntil(claims, documents) : heard + 1;
  }

  /* The regime: from the first of agreed or in force to ended. */
  function regimeFrame(frames, heard) {
    const standing = frames.filter((f) => STANDING.includes(f.status) && f.periods.length);
    if (!standing.length) return { periods: [], claims: [] };
    const rank = (frame) => [
      Number(frame.periods.every((p) => p[4])),
      Math.max(...frame.periods.map((p) => p[1])),
      Math.min(...frame.periods.map((p) => p[0])),
    ];
    const first = standing.reduce((best, frame) => {
      const [a, b] = [rank(frame), rank(best)];
      const place = a.findIndex((value, index) => value !== b[index]);
      return place >= 0 && a[place] < b[place] ? frame : best;
    });
    const until = standing.flatMap((frame) => frame.periods)
      .filter((p) => p[2] < FUTURE && !p[4])
      .reduce((day, p) => Math.max(day, p[2]), heard + 1);
    const periods = first.periods.map((p) => (p[3] < FUTURE ? p
      : [p[0], p[1], Math.max(p[0], Math.min(p[2], until)), p[3], p[4]]));
    return {
      periods: distinct(periods),
      claims: [...new Set(first.claims.concat(first.ends))],
    };
  }

  return { lastHeard, stoodUntil, stateFrame, eventFrame, statusFrames, regimeFrame };
})();
