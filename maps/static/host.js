/* Host: what a page around this one may ask and hear. Only dates and names of zones that
 * the page knows are taken from a message; everything else is passed over. */
"use strict";

function deescHost({ set, state }) {
  const CHANGE = "deesc:change";
  let last = null;

  window.addEventListener("message", (event) => {
    const { data, source } = event;
    if (!data || typeof data !== "object" || !source || source === window) return;
    if (data.deesc === "set") {
      const done = set({ date: data.date, zone: data.zone });
      answer(source, { deesc: "set", done });
    } else if (data.deesc === "get") {
      answer(source, { deesc: "state", ...state() });
    }
  });

  function answer(source, message) {
    try {
      source.postMessage(message, "*"); // an opaque origin has no name to address
    } catch (error) {
      return;
    }
  }

  /* Tell this page and the one around it, once for each change. */
  function changed() {
    const now = state();
    const isFirst = last === null;
    if (!isFirst && Object.keys(now).every((name) => now[name] === last[name])) return;
    last = now;
    window.dispatchEvent(new CustomEvent(CHANGE, { detail: now }));
    if (window.parent !== window) {
      answer(window.parent, { deesc: isFirst ? "ready" : "change", ...now });
    }
  }

  return { changed };
}
