/* Data: what the page carries packed, as LZMA in signs of ASCII. What opens the page is
 * unpacked at once, without waiting and in any browser. */
"use strict";

const deescData = (function () {
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

  /* Unpack LZMA (the raw stream of I. Pavlov's specification, lc 3, lp 0, pb 0) behind an
   * "L" and the size in four bytes. */
  function unpack(bytes) {
    if (bytes[0] !== 76) throw new Error("not packed");
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
    const result = new Uint8Array(size);
    const chances = (count) => new Uint16Array(count).fill(1024);
    const lengthsOf = () => ({ far: chances(2), low: chances(8), middle: chances(8),
      high: chances(256) });
    const [isMatch, isAgain, isOlder, isLong, isSecond, isThird] = [12, 12, 12, 12, 12, 12]
      .map(chances);
    const literals = chances(8 * 768);
    const slots = [64, 64, 64, 64].map(chances);
    const [near, low4] = [chances(128), chances(16)];
    const [ofMatch, ofAgain] = [lengthsOf(), lengthsOf()];
    const back = [0, 0, 0, 0]; // the last four distances, less one
    let at = 6; // the first byte of the stream is always 0
    let code = 0;
    let range = 0xffffffff;
    let filled = 0;
    let state = 0;

    function shift() {
      if (at >= bytes.length) throw new Error("cut short");
      range = (range << 8) >>> 0;
      code = ((code << 8) | bytes[at]) >>> 0;
      at += 1;
    }

    function bit(table, place) {
      const chance = table[place];
      const bound = Math.imul(range >>> 11, chance) >>> 0;
      const isOne = code >= bound;
      if (isOne) {
        range -= bound;
        code -= bound;
        table[place] = chance - (chance >> 5);
      } else {
        range = bound;
        table[place] = chance + ((2048 - chance) >> 5);
      }
      if (range < 0x1000000) shift();
      return isOne ? 1 : 0;
    }

    function tree(table, count) {
      let found = 1;
      for (let n = 0; n < count; n += 1) found = (found << 1) | bit(table, found);
      return found - (1 << count);
    }

    function lowestFirst(table, start, count) {
      let place = 1;
      let found = 0;
      for (let n = 0; n < count; n += 1) {
        const one = bit(table, start + place);
        place = (place << 1) | one;
        found |= one << n;
      }
      return found;
    }

    function even(count) {
      let found = 0;
      for (let n = 0; n < count; n += 1) {
        range >>>= 1;
        const one = code >= range ? 1 : 0;
        if (one) code -= range;
        found = (found << 1) | one;
        if (range < 0x1000000) shift();
      }
      return found;
    }

    function length({ far, low, middle, high }) {
      if (!bit(far, 0)) return tree(low, 3);
      return bit(far, 1) ? 16 + tree(high, 8) : 8 + tree(middle, 3);
    }

    function literal() {
      const start = (filled ? result[filled - 1] >> 5 : 0) * 768;
      let found = 1;
      if (state > 6) { // after a copy the byte is another than the copied text's next
        let other = result[filled - back[0] - 1];
        while (found < 256) {
          const wanted = (other >> 7) & 1;
          other <<= 1;
          const one = bit(literals, start + ((1 + wanted) << 8) + found);
          found = (found << 1) | one;
          if (one !== wanted) break;
        }
      }
      while (found < 256) found = (found << 1) | bit(literals, start + found);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      return found - 256;
    }

    function distance(count) {
      const slot = tree(slots[Math.min(count, 3)], 6);
      if (slot < 4) return slot;
      const bits = (slot >> 1) - 1;
      const base = (2 | (slot & 1)) << bits;
      if (slot < 14) return base + lowestFirst(near, base - slot, bits);
      return base + (even(bits - 4) << 4) + lowestFirst(low4, 0, 4);
    }

    for (let n = 0; n < 4; n += 1) shift();
    range = 0xffffffff;
    while (filled < size) {
      let count = 0;
      if (!bit(isMatch, state)) {
        result[filled] = literal();
        filled += 1;
        continue;
      } else if (!bit(isAgain, state)) {
        count = length(ofMatch);
        back.pop();
        back.unshift(distance(count));
        state = state < 7 ? 7 : 10;
      } else {
        const which = !bit(isOlder, state) ? 0 : !bit(isSecond, state) ? 1
          : 2 + bit(isThird, state);
        if (which === 0 && !bit(isLong, state)) {
          count = -1; // a single byte
          state = state < 7 ? 9 : 11;
        } else {
          back.unshift(...back.splice(which, 1));
          count = length(ofAgain);
          state = state < 7 ? 8 : 11;
        }
      }
      if (back[0] >= filled) throw new Error("damaged");
      for (let until = Math.min(size, filled + count + 2); filled < until; filled += 1) {
        result[filled] = result[filled - back[0] - 1];
      }
    }
    return result;
  }

  /* The JSON of a packed text. */
  function json(text) {
    return JSON.parse(new TextDecoder().decode(unpack(bytesOf(text.trim()))));
  }

  /* What an element of the page holds; null where there is none. */
  function read(id) {
    const node = document.getElementById(id);
    return node ? json(node.textContent) : null;
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

  return { read, begin, json, bytesOf, unpack };
})();
