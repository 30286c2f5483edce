/* Stretches: runs of days on which nothing changes, of all answers or of one. */
"use strict";

const deescStretches = (function () {
  const MOST = 100; // of which answers are kept

  /* Answers that were given, by stretch of days: those of other sources are others. */
  function noAnswers() {
    return { turns: null, known: new Map() };
  }

  /* The answers of the days around one that are answered alike. Who finds the same object
   * again, for as long as no source or filter changes, has nothing new to show. */
  function of(model, day) {
    const { answered } = model;
    if (!answered.turns) answered.turns = turnsOf(model);
    const { turns, known } = answered;
    let [low, high] = [0, turns.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (turns[middle] <= day) low = middle + 1;
      else high = middle;
    }
    if (!known.has(low)) {
      if (known.size >= MOST) known.clear();
      known.set(low, new Map());
    }
    return known.get(low);
  }

  /* Days on which answers about zones and things may change, ascending. */
  function changes(model) {
    return sorted([model, model.sure].filter(Boolean).flatMap(datedIn).flatMap(boundsOf))
      .filter((day) => day > model.first && day <= model.last);
  }

  /* The same with who held what and how posts fared, over all time. */
  function turnsOf(model) {
    return sorted([model, model.sure].filter(Boolean).flatMap((each) => [
      ...datedIn(each).concat(each.holdings, each.grounds).flatMap(boundsOf),
      ...each.items.concat(each.concerning).flatMap((item) => item.states.map(([day]) => day)),
    ]));
  }

  function datedIn({ zones, items, concerning }) {
    return zones.flatMap((zone) => [zone.regime, ...zone.statuses, ...zone.readings])
      .concat(items, concerning);
  }

  function boundsOf({ periods }) {
    return (periods || []).flatMap((period) => period.slice(0, 4));
  }

  function sorted(days) {
    return [...new Set(days)].sort((a, b) => a - b);
  }

  /* Stretches of equal answer between two days, for drawing a life. */
  function between(answer, periodLists, first, last) {
    const days = sorted([first, ...periodLists.flatMap((periods) => boundsOf({ periods }))
      .filter((day) => day > first && day <= last)]);
    const result = [];
    days.forEach((day, place) => {
      const until = place + 1 < days.length ? days[place + 1] : last + 1;
      const certainty = answer(day);
      const previous = result[result.length - 1];
      if (previous && previous.certainty === certainty) previous.until = until;
      else result.push({ from: day, until, certainty });
    });
    return result;
  }

  return { noAnswers, of, changes, between };
})();
