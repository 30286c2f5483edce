/* Rows: which rows of the tables hold some words, in any cell that is text. */
"use strict";

const deescRows = (function () {
  const BLOCK = 4096; // rows of one block of texts
  const REST = 12; // ms of work between two rests, so that the page stays awake

  /* Numbers are not asked: almost any digits stand in some coordinate. Those with a prefix
   * are names ("SYR1234"). */
  function isText({ kind, prefix }) {
    return kind === "texts" || deescColumns.CODED.includes(kind) || Boolean(prefix);
  }

  /* A number for each row, 1 where it holds the words, in the order of days; null where
   * `isOver` says that nobody waits for it any more. */
  async function seek(table, words, isOver) {
    const wanted = deescFold.fold(words);
    const { head, source } = table;
    const found = new Uint8Array(head.rows);
    const holds = (value) => value !== null && deescFold.fold(String(value)).includes(wanted);
    const { category, actor } = head.drawn;
    const named = Object.values(head.table || {});
    let worked = performance.now();
    const rest = async () => {
      if (performance.now() - worked < REST) return;
      await new Promise((resolve) => setTimeout(resolve, 0));
      worked = performance.now();
    };
    for (const number of new Set(named.length ? named : [category, actor])) {
      const column = head.columns[number];
      if (!isText(column)) continue;
      if (deescColumns.CODED.includes(column.kind)) {
        const { codes, values } = await source.dictionary(number);
        const fits = [];
        for (const value of values) {
          fits.push(Number(holds(value)));
          if (fits.length % BLOCK === 0) await rest();
        }
        for (let row = 0; row < head.rows; row += 1) found[row] |= fits[codes ? codes[row] : 0];
      } else {
        for (let row = 0; row < head.rows; row += 1) {
          if (!found[row] && holds(await source.cell(number, row))) found[row] = 1;
          if (row % 256 === 0) {
            await rest();
            if (isOver()) return null;
          }
        }
      }
      await rest();
      if (isOver()) return null;
    }
    const order = table.order.rows;
    return order ? Uint8Array.from(order, (row) => found[row]) : found;
  }

  return { seek };
})();
