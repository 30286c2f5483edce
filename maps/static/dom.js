/* Building elements. Text from data enters a page here, and only as text. */
"use strict";

const deescDom = (function () {
  const SVG = "http://www.w3.org/2000/svg";
  const LINK = /^https?:\/\//i;
  const patterns = new Map();

  /* One element: class names after dots, attributes, children (text or nodes). */
  function el(tag, attributes, ...children) {
    const [name, ...classes] = tag.split(".");
    const node = document.createElement(name);
    if (classes.length) node.className = classes.join(" ");
    return fill(node, attributes, children);
  }

  function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  function fill(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") node.addEventListener(key, value);
      else node.setAttribute(key, value === true ? "" : String(value));
    }
    for (const child of children.flat(3)) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
  }

  /* A link for a web address; plain text for anything else. */
  function link(address, words) {
    if (typeof address !== "string" || !LINK.test(address)) {
      return el("span", { dir: "auto" }, words);
    }
    const attributes = {
      dir: "auto",
      href: address,
      rel: "noopener noreferrer",
      target: "_blank",
      referrerpolicy: "no-referrer",
    };
    return el("a", attributes, words);
  }

  /* Give a node a text, and touch nothing where it has that. */
  function say(node, text) {
    const only = node.firstChild;
    const isText = only && only === node.lastChild && only.nodeType === Node.TEXT_NODE;
    if (!isText) node.textContent = text;
    else if (only.data !== text) only.data = text;
  }

  /* A copy of a node that is made once for each key: copying costs a tenth of making. */
  function copied(key, make) {
    if (!patterns.has(key)) {
      if (patterns.size > 500) patterns.clear();
      patterns.set(key, make());
    }
    return patterns.get(key).cloneNode(true);
  }

  /* The certainty in words, with a mark that does not need colour. */
  function chip(certainty, words) {
    const said = words || deescWords.certainty(certainty);
    return copied("chip " + certainty + " " + said, () => el("span.chip." + certainty, {},
      el("span.mark", { "aria-hidden": "true" }), said));
  }

  const POST = "M0,-7 L7,6 L-7,6 Z";
  const EVENT = "M0,-7 L7,0 L0,7 L-7,0 Z";

  const STATES = [
    ["closed", /withdr|evacuat|abandon|dismantl|clos|left|lost/i],
    ["surrounded", /surround|besieg|encircl|cut.off/i],
    ["attacked", /attack|shell|hit|struck|bomb|fire/i],
  ];

  /* What befell a post, as one of the few marks that a symbol can carry. */
  function stateOf(status) {
    const found = STATES.find(([, pattern]) => pattern.test(status || ""));
    return found ? found[0] : null;
  }

  /* Symbol of a post, event or place as a small drawing. */
  function symbol(kind, certainty, size, status) {
    const state = kind === "post" ? stateOf(status) : null;
    return copied(["symbol", kind, certainty, size, state].join(),
      () => drawSymbol(kind, certainty, size, state));
  }

  function drawSymbol(kind, certainty, size, state) {
    const shape = kind === "post"
      ? svg("path", { d: POST })
      : kind === "event"
        ? svg("path", { d: EVENT })
        : svg("circle", { r: kind === "place" ? 3.4 : 5.5 });
    const attributes = {
      class: "symbol " + kind + " " + certainty,
      viewBox: "-10 -10 20 20",
      width: size || 20,
      height: size || 20,
      "aria-hidden": "true",
      focusable: "false",
    };
    const parts = [shape];
    if (kind === "post") parts.push(svg("circle", { class: "eye", r: 1.7, cy: 1.5 }));
    if (state === "closed") parts.push(svg("path", { class: "slash", d: "M-8,7 L8,-7" }));
    if (state === "surrounded") parts.push(svg("circle", { class: "ring", r: 9.4 }));
    if (state === "attacked") {
      parts.push(svg("path", { class: "hit", d: "M3,-9 L9,-3 M9,-9 L3,-3" }));
    }
    return svg("svg", attributes, parts);
  }

  return { el, svg, link, say, chip, symbol, stateOf };
})();
