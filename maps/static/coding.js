/* Coding: codes of rows out of a block of asymmetric numeral systems (J. Duda,
 * arXiv:1311.2540), as maps/events/coding.py makes it and describes it. */
"use strict";

const deescCoding = (function () {
  const BITS = 14;
  const FULL = 1 << BITS;
  const LOW = 1 << 16;

  function kindFor(count) {
    return count <= 256 ? Uint8Array : count <= 65536 ? Uint16Array : Uint32Array;
  }

  /* The codes of so many rows; an exception where the block is damaged. */
  function rows(data, count) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const lanes = 1 << data[0];
    const tokens = view.getUint16(1, true);
    const widths = data.slice(3, 3 + tokens);
    let at = 3 + tokens;
    const [share, low] = [new Uint16Array(tokens), new Uint16Array(tokens)];
    const first = new Uint32Array(tokens + 1);
    const slots = new Uint16Array(FULL);
    let sum = 0;
    for (let token = 0; token < tokens; token += 1, at += 2) {
      share[token] = view.getUint16(at, true) + 1;
      low[token] = sum;
      first[token + 1] = first[token] + 2 ** widths[token];
      slots.fill(token, sum, sum + share[token]);
      sum += share[token];
    }
    let bitsAt = at + 4 + 4 * lanes + 2 * view.getUint32(at, true);
    const end = bitsAt;
    at += 4;
    const states = new Uint32Array(lanes);
    for (let lane = 0; lane < lanes; lane += 1, at += 4) {
      states[lane] = view.getUint32(at, true);
    }
    const codes = new (kindFor(first[tokens]))(count);
    let held = 0;
    let left = 0;
    for (let i = 0; i < count; i += 1) {
      const lane = i & (lanes - 1);
      let x = states[lane];
      const slot = x & (FULL - 1);
      const token = slots[slot];
      x = (Math.imul(share[token], x >>> BITS) + slot - low[token]) >>> 0;
      if (x < LOW) {
        x = ((x << 16) | view.getUint16(at, true)) >>> 0;
        at += 2;
      }
      states[lane] = x;
      const width = widths[token];
      while (left < width) {
        held |= data[bitsAt] << left;
        bitsAt += 1;
        left += 8;
      }
      codes[i] = first[token] + (held & ((1 << width) - 1));
      held >>>= width;
      left -= width;
    }
    if (sum !== FULL || at !== end || bitsAt !== data.length
      || states.some((state) => state !== LOW)) throw new Error("damaged block");
    return codes;
  }

  /* So many numbers of so many bits each, the lowest bits first. */
  function bits(data, count, width) {
    if (data.length !== Math.ceil((count * width) / 8)) throw new Error("damaged bits");
    const numbers = new Uint16Array(count);
    let at = 0;
    let held = 0;
    let left = 0;
    for (let i = 0; i < count; i += 1) {
      while (left < width) {
        held |= data[at] << left;
        at += 1;
        left += 8;
      }
      numbers[i] = held & ((1 << width) - 1);
      held >>>= width;
      left -= width;
    }
    return numbers;
  }

  return { rows, bits, kindFor };
})();
