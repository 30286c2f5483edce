/* Columns: what the blocks of a page hold, as typed arrays and as cells of a table.
 *
 * docs/map.md describes the forms. Texts are only unpacked when a row is read.
 */
"use strict";

const deescColumns = (function () {
  const MARK = "\u0000";
  const CODED = ["codes", "by", "same", "among", "decided"];

  async function unzip(text) {
    const stream = new Blob([deescData.bytesOf(text)]).stream()
      .pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function unzipJson(text) {
    return JSON.parse(new TextDecoder().decode(await unzip(text)));
  }

  /* Planes of single bytes, lowest first, as whole numbers. */
  function whole(bytes, rows, size) {
    if (bytes.length !== rows * size) throw new Error("damaged plane");
    if (size === 1) return bytes;
    const Kind = size === 2 ? Uint16Array : size < 5 ? Uint32Array : Float64Array;
    const numbers = new Kind(rows);
    for (let at = 0; at < size; at += 1) {
      const plane = bytes.subarray(at * rows, (at + 1) * rows);
      const weight = 2 ** (8 * at);
      for (let i = 0; i < rows; i += 1) numbers[i] += plane[i] * weight;
    }
    return numbers;
  }

  /* A number as its table writes it; whole numbers all the way, so nothing is rounded. */
  function written(number, column) {
    const sign = number < 0 ? "-" : "";
    let digits = String(Math.abs(number));
    if (!column.scale) {
      return column.prefix + sign + digits.padStart(column.width - sign.length, "0");
    }
    digits = digits.padStart(column.scale + 1, "0");
    const cut = digits.length - column.scale;
    let places = digits.slice(cut);
    if (column.form !== "fixed") places = places.replace(/0+$/, "");
    if (column.form === "float" && !places) places = "0";
    return column.prefix + sign + digits.slice(0, cut) + (places ? "." + places : "");
  }

  /* The columns of a page's tables. */
  function read(head, blockOf) {
    const bytes = async (number) => deescData.bytesOf(await blockOf(number));
    const planes = async (number, rows, size) => (
      whole(await unzip(await blockOf(number)), rows, size));
    const kept = new Map();
    const texts = new Map();

    function once(key, make) {
      if (!kept.has(key)) kept.set(key, make());
      return kept.get(key);
    }

    function rowsOf({ rows = head.rows }) {
      return rows;
    }

    /* Codes of a dictionary column, in the order of the table. */
    function codes(number) {
      return once(number, async () => {
        const column = head.columns[number];
        const rows = rowsOf(column);
        if (column.kind === "among") return chosen(column, rows);
        if (column.kind === "decided") return decided(column, rows);
        if (column.as === "coded") return deescCoding.rows(await bytes(column.block), rows);
        if (column.as === "runs") return repeated(column, rows);
        return planes(column.block, rows, column.bytes);
      });
    }

    async function repeated(column, rows) {
      const each = await planes(column.block, column.runs, column.bytes);
      const lengths = await planes(column.lengths, column.runs, column.long);
      const result = new each.constructor(rows);
      let at = 0;
      for (let run = 0; run < column.runs; run += 1) {
        result.fill(each[run], at, at + lengths[run]);
        at += lengths[run];
      }
      if (at !== rows) throw new Error("damaged runs");
      return result;
    }

    /* Codes of which each of another column leaves few to choose from. */
    async function chosen({ of, choices, block }, rows) {
      const { codes: parent } = await dictionary(of);
      const flat = Uint32Array.from(choices.flat());
      const starts = new Uint32Array(choices.length + 1);
      choices.forEach((each, at) => { starts[at + 1] = starts[at] + each.length; });
      let open = 0;
      for (let i = 0; i < rows; i += 1) {
        if (starts[parent[i] + 1] - starts[parent[i]] > 1) open += 1;
      }
      const ranks = open ? deescCoding.rows(await bytes(block), open) : [];
      const result = new (deescCoding.kindFor(most(flat) + 1))(rows);
      let next = 0;
      for (let i = 0; i < rows; i += 1) {
        const start = starts[parent[i]];
        if (starts[parent[i] + 1] - start > 1) {
          result[i] = flat[start + ranks[next]];
          next += 1;
        } else {
          result[i] = flat[start];
        }
      }
      return result;
    }

    /* Codes that stand in a table by classes of other columns' codes. */
    async function decided({ of, table }, rows) {
      const places = new Uint32Array(rows);
      for (const { column, classes, size } of of) {
        const { codes: parent } = await dictionary(column);
        for (let i = 0; i < rows; i += 1) {
          places[i] = places[i] * size + classes[parent ? parent[i] : 0];
        }
      }
      const result = new (deescCoding.kindFor(most(table) + 1))(rows);
      for (let i = 0; i < rows; i += 1) result[i] = table[places[i]];
      return result;
    }

    /* Values by code: of its own codes, or of those of another column. */
    async function dictionary(number) {
      const column = head.columns[number];
      if (column.kind === "same") return { codes: null, values: [column.value] };
      const { codes: own } = column.kind === "by" ? await dictionary(column.of)
        : { codes: await codes(number) };
      return { codes: own, values: await valuesOf(number) };
    }

    /* What codes stand for: in the description, or in columns of their own. */
    function valuesOf(number) {
      const { values } = head.columns[number];
      if (Array.isArray(values)) return values;
      return once("values " + number, async () => {
        if (values.keys !== undefined) return cells(values.keys, keyOf);
        if (values.plain !== undefined) return cells(values.plain, numberOf);
        if (values.days !== undefined) {
          return (await cells(values.days, numberOf)).map((day) => (
            new Date(day * 864e5).toISOString().slice(0, 10)));
        }
        const parts = [];
        for (const each of values.each) parts.push(await cells(each, numberOf));
        return parts[0].map((_, at) => parts.map((part) => part[at]));
      });
    }

    async function cells(number, cellOf) {
      const found = [];
      const rows = rowsOf(head.columns[number]);
      for (let row = 0; row < rows; row += 1) found.push(await cellOf(number, row));
      return found;
    }

    /* Numbers, 0 for an empty cell, else one more than the distance from the lowest. */
    function plain(number) {
      return once(number, async () => {
        const column = head.columns[number];
        const rows = rowsOf(column);
        if (column.kind === "square") return squared(column, rows);
        const found = await planes(column.block, rows, column.bytes);
        if (!column.steps) return found;
        const numbers = new Float64Array(rows);
        let sum = 0;
        for (let i = 0; i < rows; i += 1) {
          sum += found[i] % 2 ? -(found[i] + 1) / 2 : found[i] / 2;
          numbers[i] = sum;
        }
        return numbers;
      });
    }

    /* Numbers of which another column has the square on a grid. */
    async function squared({ of, axis, bits, wide, block }, rows) {
      const { codes: square, values } = await dictionary(of);
      const starts = Float64Array.from(values, (key) => (key === "" ? -1
        : (axis ? Number(key) % wide : Math.floor(Number(key) / wide)) * 2 ** bits + 1));
      const within = deescCoding.bits(await bytes(block), rows, bits);
      const numbers = new Uint32Array(rows);
      for (let i = 0; i < rows; i += 1) {
        const start = starts[square ? square[i] : 0];
        numbers[i] = start < 0 ? 0 : start + within[i];
      }
      return numbers;
    }

    /* A number of a column, as the whole number that it is written with. */
    async function wholeOf(number, row) {
      const column = head.columns[number];
      const source = column.kind === "alias" ? column.of : number;
      const value = (await plain(source))[row];
      if (value === 0) {
        return column.rest === undefined ? null
          : wholeOf(column.rest, (await emptyRows(source)).get(row));
      }
      const shift = 10 ** (head.columns[source].scale - column.scale);
      return Math.round((value - 1 + head.columns[source].low) / shift);
    }

    /* Which of the empty rows of a column each of them is. */
    function emptyRows(number) {
      return once("empty " + number, async () => {
        const places = new Map();
        (await plain(number)).forEach((value, row) => {
          if (value === 0) places.set(row, places.size);
        });
        return places;
      });
    }

    function isNumber({ kind }) {
      return ["numbers", "square", "alias"].includes(kind);
    }

    async function numberOf(number, row) {
      const column = head.columns[number];
      if (!isNumber(column)) return keyOf(number, row);
      const found = await wholeOf(number, row);
      return found === null ? null : found / 10 ** column.scale;
    }

    async function keyOf(number, row) {
      const column = head.columns[number];
      if (column.kind === "texts") return textOf(column, row);
      if (isNumber(column)) {
        const found = await wholeOf(number, row);
        return found === null ? column.empty : written(found, column);
      }
      const found = await dictionary(number);
      return found.values[found.codes ? found.codes[row] : 0];
    }

    /* One cell as text, number, null or what else JSON knows. */
    async function cell(number, row) {
      const key = await keyOf(number, row);
      return typeof key === "string" && key.startsWith(MARK)
        ? JSON.parse(key.slice(1)) : key;
    }

    async function textOf(column, row) {
      const at = Math.floor(row / 4096);
      const key = column.blocks[at];
      if (!texts.has(key)) {
        if (texts.size > 32) texts.clear();
        texts.set(key, unzipJson(await blockOf(key)));
      }
      return (await texts.get(key))[row % 4096];
    }

    return { codes, dictionary, plain, cell };
  }

  function most(numbers) {
    let found = 0;
    for (let i = 0; i < numbers.length; i += 1) found = Math.max(found, numbers[i]);
    return found;
  }

  return { CODED, read };
})();
