/* Events of tables: packed columns become typed arrays, ordered by day. Nothing is unpacked
 * before the first picture is there. */
"use strict";

const deescEvents = (function () {
  const CLASSES = ["certain", "possible", "unknown", "no"];
  const OFF = -1e9; // degrees of what has no point: never in view
  const MANY_DAYS = 1000;
  const [NO, POSSIBLE, CERTAIN] = [0, 1, 2];

  function isSupported() {
    return typeof DecompressionStream === "function";
  }

  /* Where a page keeps its blocks. */
  function blockOfPage(number) {
    return document.getElementById("deesc-events-" + number).textContent.trim();
  }

  /* All that is drawn, ordered by first day; rows of one day keep their order. */
  async function load(pause, blockOf = blockOfPage) {
    const head = deescData.json(await blockOf(0));
    const source = deescColumns.read(head, blockOf);
    const { drawn } = head;
    const day = await source.dictionary(drawn.day);
    const order = ordering(day, head.rows);
    await pause();
    const count = head.rows;
    const table = {
      count, head, source, order,
      mask: null, sums: null,
      days: day.values, starts: order.starts,
      first: day.values.length ? day.values[0] : 0,
    };
    const sorted = (array) => gather(array, order.rows);
    table.reach = await narrow(source, drawn.reach, sorted);
    table.isFuzzy = table.reach.values.some(([length, doubt]) => length || doubt);
    if (table.isFuzzy) table.day = perRow(table);
    await pause();
    table.standing = await narrow(source, drawn.standing, sorted);
    table.category = await narrow(source, drawn.category, sorted);
    table.actor = await narrow(source, drawn.actor, sorted);
    await pause();
    if (drawn.count !== undefined) {
      const plain = await source.plain(drawn.count);
      const { low } = head.columns[drawn.count];
      table.weight = sorted(Float64Array.from(plain, (value) => value - 1 + low));
    }
    if (drawn.place !== undefined) await placed(table, sorted);
    else await pointed(table, sorted);
    await pause();
    classify(table, null);
    return table;
  }

  /* Rows by day: a counting sort, which keeps the order within a day. */
  function ordering(day, rows) {
    const starts = new Uint32Array(day.values.length + 1);
    if (!day.codes) {
      starts[1] = rows;
      return { rows: null, starts };
    }
    const { codes } = day;
    const byDay = Array.from(day.values.keys())
      .sort((a, b) => day.values[a] - day.values[b]);
    const place = new Uint32Array(byDay.length);
    byDay.forEach((code, at) => { place[code] = at; });
    for (let i = 0; i < rows; i += 1) starts[place[codes[i]] + 1] += 1;
    for (let at = 0; at < byDay.length; at += 1) starts[at + 1] += starts[at];
    const next = starts.slice();
    const order = new Uint32Array(rows);
    let isSorted = true;
    for (let i = 0; i < rows; i += 1) {
      const spot = next[place[codes[i]]];
      next[place[codes[i]]] += 1;
      order[spot] = i;
      if (spot !== i) isSorted = false;
    }
    day.values = byDay.map((code) => day.values[code]);
    return { rows: isSorted ? null : order, starts };
  }

  function gather(array, order) {
    if (!order) return array;
    const result = new array.constructor(array.length);
    for (let i = 0; i < order.length; i += 1) result[i] = array[order[i]];
    return result;
  }

  /* A dictionary column in the order of days; no codes where all rows are alike. */
  async function narrow(source, number, sorted) {
    const { codes, values } = await source.dictionary(number);
    return { codes: codes && sorted(codes), values };
  }

  function perRow(table) {
    const day = new Int32Array(table.count);
    table.days.forEach((value, at) => {
      day.fill(value, table.starts[at], table.starts[at + 1]);
    });
    return day;
  }

  const mercator = (lat) => {
    const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return (Math.log((1 + sine) / (1 - sine)) * 90) / Math.PI;
  };

  async function placed(table, sorted) {
    const { drawn } = table.head;
    const places = await table.source.dictionary(drawn.place);
    table.place = places.codes ? sorted(places.codes) : new Uint8Array(table.count);
    table.places = places.values;
    const has = (place) => place[0] !== null && place[1] !== null;
    table.x = Float64Array.from(places.values, (p) => (has(p) ? p[0] : OFF));
    table.y = Float64Array.from(places.values, (p) => (has(p) ? mercator(p[1]) : OFF));
    table.origin = [0, 0];
    table.pointOf = (i) => {
      const [lon, lat, error, admin1] = table.places[table.place[i]];
      return { lon, lat, error, admin1 };
    };
  }

  async function pointed(table, sorted) {
    const { drawn } = table.head;
    const [lon, lat] = [await axis(table, drawn.lon, sorted),
      await axis(table, drawn.lat, sorted)];
    const error = await narrow(table.source, drawn.error, sorted);
    const admin1 = await narrow(table.source, drawn.admin1, sorted);
    // Single precision holds a metre only near its origin.
    const origin = [middle(lon), mercator(middle(lat))];
    table.origin = origin;
    table.x = new Float32Array(table.count);
    table.y = new Float32Array(table.count);
    for (let i = 0; i < table.count; i += 1) {
      const isPoint = lon.plain[i] && lat.plain[i];
      table.x[i] = isPoint ? lon.at(i) - origin[0] : OFF;
      table.y[i] = isPoint ? mercator(lat.at(i)) - origin[1] : OFF;
    }
    const of = ({ codes, values }, i) => values[codes ? codes[i] : 0];
    table.pointOf = (i) => ({
      lon: lon.plain[i] ? lon.at(i) : null,
      lat: lat.plain[i] ? lat.at(i) : null,
      error: of(error, i),
      admin1: of(admin1, i),
    });
  }

  async function axis(table, number, sorted) {
    const column = table.head.columns[number];
    const plain = sorted(await table.source.plain(number));
    const power = 10 ** column.scale;
    return { plain, at: (i) => (plain[i] - 1 + column.low) / power };
  }

  function middle(values) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < values.plain.length; i += 1) {
      if (values.plain[i]) {
        low = Math.min(low, values.plain[i]);
        high = Math.max(high, values.plain[i]);
      }
    }
    if (high < low) return 0;
    const plain = [low, high].map((value) => ({ plain: [value] }));
    return plain.reduce((sum, { plain: [value] }) => {
      const i = values.plain.indexOf(value);
      return sum + values.at(i) / 2;
    }, 0);
  }

  /* What each standing is to one zone, or at best to any: a place in CLASSES. */
  function classify(table, zone) {
    table.classes = Uint8Array.from(table.standing.values, (facts) => facts
      .filter(([name]) => zone === null || name === zone)
      .reduce((best, [, certainty]) => Math.min(best, CLASSES.indexOf(certainty)), 3));
    table.zone = zone;
  }

  function classOf(table, i) {
    return table.classes[table.standing.codes ? table.standing.codes[i] : 0];
  }

  function lowerBound(values, wanted) {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middleOne = (low + high) >> 1;
      if (values[middleOne] < wanted) low = middleOne + 1;
      else high = middleOne;
    }
    return low;
  }

  /* Events that may lie in days from (included) to (excluded), as stretches of rows in
   * their order. Rows of many days, such as those whose date is open on one side, stand
   * apart: for their sake no step should ask all rows before the window. */
  function stretches(table, [from, to]) {
    const { longest, far } = spans(table);
    const low = table.starts[lowerBound(table.days, from - longest)];
    const high = table.starts[lowerBound(table.days, to)];
    const found = far.filter(([start]) => start < low)
      .map(([start, end]) => [start, Math.min(end, low)]);
    found.push([low, Math.max(low, high)]);
    return found;
  }

  /* The most days of a row that is not far, and the runs of rows that are. */
  function spans(table) {
    if (table.spans) return table.spans;
    const { codes } = table.reach;
    const { length } = reachOf(table);
    const far = [];
    for (let i = 0; table.isFuzzy && i < table.count; i += 1) {
      if (length[codes === null ? 0 : codes[i]] <= MANY_DAYS) continue;
      const run = far[far.length - 1];
      if (run && run[1] === i) run[1] = i + 1;
      else far.push([i, i + 1]);
    }
    const longest = length.reduce((most, each) => (each > MANY_DAYS ? most
      : Math.max(most, each)), 0);
    table.spans = { longest, far };
    return table.spans;
  }

  /* What tells whether an event of the stretch is in the window: NO, POSSIBLE or CERTAIN.
   * It reads arrays only, so that a million rows are asked in little time. */
  function answerer(table, [from, to]) {
    if (!table.isFuzzy) return () => CERTAIN;
    const { day } = table;
    const { codes } = table.reach;
    const { length, doubt } = reachOf(table);
    return (i) => {
      const code = codes === null ? 0 : codes[i];
      const end = day[i] + length[code] + 1;
      if (end <= from) return NO;
      return day[i] >= from && end <= to && doubt[code] === 0 ? CERTAIN : POSSIBLE;
    };
  }

  /* How many days more than one an event may have taken, and whether these are doubted,
   * by code. */
  function reachOf(table) {
    const { reach } = table;
    if (!reach.length) {
      reach.length = Float64Array.from(reach.values, ([length]) => length);
      reach.doubt = Uint8Array.from(reach.values, ([, doubt]) => Number(Boolean(doubt)));
    }
    return reach;
  }

  /* Which rows are shown: by category, actor, class and zone; null shows all.
   * Each choice is a Set of values that stay; `rows` has a 1 for each row that does. */
  function choose(table, { categories, actors, certainties, zone, rows } = {}) {
    classify(table, zone || null);
    table.sums = null;
    const lists = [];
    const keep = (column, wanted, read) => {
      if (wanted) {
        lists.push([column.codes, Uint8Array.from(column.values,
          (value, at) => Number(wanted.has(read ? read(at) : value)))]);
      }
    };
    keep(table.category, categories);
    keep(table.actor, actors);
    keep(table.standing, certainties, (at) => CLASSES[table.classes[at]]);
    table.mask = null;
    if (!lists.length && !rows) return;
    const mask = rows ? rows.slice() : new Uint8Array(table.count).fill(1);
    for (const [codes, allowed] of lists) {
      for (let i = 0; i < mask.length; i += 1) mask[i] &= allowed[codes ? codes[i] : 0];
    }
    table.mask = mask;
  }

  /* How many events have each value of a column: "category" or "actor". */
  function tally(table, name) {
    const { codes, values } = table[name];
    const found = new Float64Array(values.length);
    for (let i = 0; i < table.count; i += 1) {
      found[codes ? codes[i] : 0] += table.weight ? table.weight[i] : 1;
    }
    return values.map((value, at) => [value, found[at]]);
  }

  /* Sums of the rows that are shown, made once for each choice of them: `before`, of each
   * class, the events of one sure day before each day; `open`, the rows of the others. */
  function summed(table) {
    if (table.sums) return table.sums;
    const { mask, weight, classes } = table;
    const standing = table.standing.codes;
    const { codes } = table.reach;
    const { length, doubt } = reachOf(table);
    const before = CLASSES.map(() => new Float64Array(table.days.length + 1));
    const open = new Uint32Array(table.isFuzzy ? table.count : 0);
    const found = new Float64Array(CLASSES.length);
    let opened = 0;
    for (let at = 0; at < table.days.length; at += 1) {
      for (let i = table.starts[at]; i < table.starts[at + 1]; i += 1) {
        if (mask && mask[i] === 0) continue;
        const code = codes === null ? 0 : codes[i];
        if (length[code] > 0 || doubt[code] === 1) {
          open[opened] = i;
          opened += 1;
        } else {
          found[classes[standing ? standing[i] : 0]] += weight ? weight[i] : 1;
        }
      }
      before.forEach((sums, kind) => { sums[at + 1] = found[kind]; });
    }
    table.sums = { before, open: open.slice(0, opened) };
    return table.sums;
  }

  /* How many events of each class are in the window, certainly and possibly. */
  function counts(table, window) {
    const { before, open } = summed(table);
    const [first, last] = window.map((day) => lowerBound(table.days, day));
    const found = {
      certain: before.map((sums) => Math.max(0, sums[last] - sums[first])),
      possible: [0, 0, 0, 0],
      all: 0,
    };
    const { weight } = table;
    const answer = answerer(table, window);
    for (const [low, high] of stretches(table, window)) {
      for (let at = lowerBound(open, low); at < open.length && open[at] < high; at += 1) {
        const i = open[at];
        const said = answer(i);
        if (said !== NO) {
          found[said === CERTAIN ? "certain" : "possible"][classOf(table, i)] += weight
            ? weight[i] : 1;
        }
      }
    }
    found.all = [...found.certain, ...found.possible].reduce((sum, number) => sum + number);
    return found;
  }

  /* Events by day and class; one whose day is open is spread over its days and kept
   * apart, as a fifth class. */
  function byDay(table, first, last) {
    const days = last - first + 1;
    const sums = CLASSES.concat("open").map(() => new Float64Array(days + 1));
    const open = sums[4];
    const sure = summed(table);
    table.days.forEach((day, at) => {
      if (day < first || day > last) return;
      sure.before.forEach((before, kind) => {
        sums[kind][day - first] += before[at + 1] - before[at];
      });
    });
    const { length: lengths } = reachOf(table);
    for (const i of sure.open) {
      const times = table.weight ? table.weight[i] : 1;
      const length = lengths[table.reach.codes === null ? 0 : table.reach.codes[i]];
      const day = table.day[i];
      if (length) {
        open[Math.max(0, day - first)] += times / (length + 1);
        open[Math.min(days, day - first + length + 1)] -= times / (length + 1);
      } else if (day >= first && day <= last) {
        sums[classOf(table, i)][day - first] += times;
      }
    }
    for (let d = 1; d < days; d += 1) open[d] += open[d - 1];
    return sums;
  }

  /* Whether an event may have been on one of several days. */
  function isOpen(table) {
    return reachOf(table).length.some((length) => length > 0);
  }

  /* Row of the table for a place in the order of days. */
  function rowOf(table, i) {
    return table.order.rows ? table.order.rows[i] : i;
  }

  function placeOf(table, row) {
    return table.order.rows ? table.order.rows.indexOf(row) : row;
  }

  return { CLASSES, NO, POSSIBLE, CERTAIN, isSupported, load, stretches, answerer, choose,
    tally, counts, byDay, isOpen, classOf, rowOf, placeOf, mercator };
})();
