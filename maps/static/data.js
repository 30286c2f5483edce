/* Data: what the page carries packed, as gzip (RFC 1951 and 1952) in signs of ASCII. What
 * opens the page is unpacked at once, without waiting and in any browser. */
"use strict";

const deescData = (function () {
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const MOST_BITS = 15;
  const LENGTHS = steps(3, 28, 4).concat([[258, 0]]);
  const DISTANCES = steps(1, 30, 2);

  /* Base and number of extra bits of each code: bits grow by one every `pace` codes,
   * after twice as many without any. */
  function steps(first, count, pace) {
    const rows = [];
    for (let code = 0, base = first; code < count; code += 1) {
      const bits = Math.max(0, Math.floor(code / pace) - 1);
      rows.push([base, bits]);
      base += 2 ** bits;
    }
    return rows;
  }

  /* Value of each sign; 255 of what is none. Space, <, & and { mean something to HTML or
   * to templates, so they are none. */
  const VALUES = new Uint8Array(128).fill(255);
  for (let code = 33, value = 0; code < 127; code += 1) {
    if (code !== 38 && code !== 60 && code !== 123) {
      VALUES[code] = value;
      value += 1;
    }
  }

  /* Bytes of a text: a pair of signs holds thirteen bits, one sign at the end six. */
  function bytesOf(text) {
    const size = text.length;
    const bytes = new Uint8Array(((size >> 1) * 13 + (size & 1) * 6) >> 3);
    let held = 0;
    let left = 0;
    let filled = 0;
    let bad = 0;
    for (let i = 0; i < size; i += 2) {
      const low = VALUES[text.charCodeAt(i)];
      const high = i + 1 < size ? VALUES[text.charCodeAt(i + 1)] : 0;
      const value = low + 91 * high;
      bad |= !(low < 91 && high < 91 && value < 8192);
      held |= value << left;
      left += i + 1 < size ? 13 : 6;
      while (left > 7) {
        bytes[filled] = held;
        filled += 1;
        held >>>= 8;
        left -= 8;
      }
    }
    if (bad) throw new Error("bad sign");
    return bytes;
  }

  /* A canonical Huffman code: how many codes have each length, and their symbols. */
  function codeOf(lengths) {
    const counts = new Uint16Array(MOST_BITS + 1);
    lengths.forEach((length) => { counts[length] += 1; });
    counts[0] = 0;
    const next = new Uint16Array(MOST_BITS + 2);
    for (let n = 1; n <= MOST_BITS; n += 1) next[n + 1] = next[n] + counts[n];
    const symbols = new Uint16Array(lengths.length);
    lengths.forEach((length, symbol) => {
      if (!length) return;
      symbols[next[length]] = symbol;
      next[length] += 1;
    });
    return { counts, symbols };
  }

  /* Unpack the deflated bytes of a gzip of one member without optional fields. */
  function gunzip(bytes) {
    if (bytes[0] !== 31 || bytes[1] !== 139 || bytes[2] !== 8 || bytes[3]) {
      throw new Error("not gzip");
    }
    const end = bytes.length - 8;
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end + 4, true);
    const result = new Uint8Array(size);
    let at = 10;
    let held = 0;
    let left = 0;
    let filled = 0;

    function bits(count) {
      while (left < count) {
        if (at >= end) throw new Error("cut short");
        held |= bytes[at] << left;
        at += 1;
        left += 8;
      }
      const value = held & ((1 << count) - 1);
      held >>>= count;
      left -= count;
      return value;
    }

    function symbol({ counts, symbols }) {
      let code = 0;
      let first = 0;
      let place = 0;
      for (let length = 1; length <= MOST_BITS; length += 1) {
        code |= bits(1);
        const count = counts[length];
        if (code - count < first) return symbols[place + code - first];
        place += count;
        first = (first + count) << 1;
        code <<= 1;
      }
      throw new Error("bad code");
    }

    function stored() {
      at -= left >> 3; // whole bytes that were read ahead
      held = 0;
      left = 0;
      const length = bytes[at] | (bytes[at + 1] << 8);
      at += 4;
      result.set(bytes.subarray(at, at + length), filled);
      at += length;
      filled += length;
    }

    function fixed() {
      const lengths = Array.from({ length: 288 },
        (_, code) => (code < 144 ? 8 : code < 256 ? 9 : code < 280 ? 7 : 8));
      return [codeOf(lengths), codeOf(new Array(30).fill(5))];
    }

    function described() {
      const [literals, distances, own] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
      const short = new Array(19).fill(0);
      for (let n = 0; n < own; n += 1) short[ORDER[n]] = bits(3);
      const code = codeOf(short);
      const lengths = [];
      while (lengths.length < literals + distances) {
        const value = symbol(code);
        if (value < 16) lengths.push(value);
        else {
          const repeated = value === 16 ? lengths[lengths.length - 1] : 0;
          const times = value === 16 ? 3 + bits(2) : value === 17 ? 3 + bits(3)
            : 11 + bits(7);
          for (let n = 0; n < times; n += 1) lengths.push(repeated);
        }
      }
      return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
    }

    function block([literals, distances]) {
      for (;;) {
        const value = symbol(literals);
        if (value === 256) return;
        if (value < 256) {
          result[filled] = value;
          filled += 1;
        } else {
          const [length, more] = LENGTHS[value - 257];
          const until = filled + length + bits(more);
          const [distance, extra] = DISTANCES[symbol(distances)];
          const back = distance + bits(extra);
          for (; filled < until; filled += 1) result[filled] = result[filled - back];
        }
      }
    }

    for (let isLast = 0; !isLast;) {
      isLast = bits(1);
      const kind = bits(2);
      if (kind === 0) stored();
      else block(kind === 1 ? fixed() : described());
    }
    if (filled !== size) throw new Error("wrong size");
    return result;
  }

  /* What an element of the page holds; null where there is none. */
  function read(id) {
    const node = document.getElementById(id);
    if (!node) return null;
    return JSON.parse(new TextDecoder().decode(gunzip(bytesOf(node.textContent.trim()))));
  }

  /* Put the style sheets and scripts of the page in their place, one after another. The
   * page's policy names the hash of each, and a browser leaves out any other. */
  function begin(id) {
    read(id).forEach(({ tag, text }) => {
      const node = document.createElement(tag);
      node.textContent = text;
      document.head.append(node);
    });
  }

  return { read, begin, bytesOf, gunzip };
})();
