/* Fold: one key for the spellings of a name, the twin of geodata.folding.fold. */
"use strict";

const deescFold = (function () {
  const chars = (text) => new Set(text);
  const DROPPED = chars("'`\u00b4\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02be"
    + "\u02bf\u02c8\u02ca\u02cb\u2032\u2035\uff07\u066c\u0640.");
  const SPACED = chars("-\u2010\u2011\u2012\u2013\u2014\u2015_/\\,;:()[]{}\"\u201c\u201d"
    + "\u00ab\u00bb|+*&");
  const ARABIC = { "\u0621": "", "\u0624": "\u0648", "\u0626": "\u064a" };
  for (const char of "\u0623\u0625\u0622\u0671\u0672\u0673") ARABIC[char] = "\u0627";
  for (const char of "\u0649\u06cc\u06d0") ARABIC[char] = "\u064a";
  for (const char of "\u0629\u06c0\u06c1\u06be") ARABIC[char] = "\u0647";
  for (const char of "\u06a9\u06aa") ARABIC[char] = "\u0643";
  // Latin letters that are no letter with an accent.
  const LATIN = { "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d",
    "\u00fe": "th", "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u0259": "e",
    "\u0127": "h", "\u014b": "n" };
  const ARTICLE = new RegExp("\\b(?:[ae](?:[ltdnrsz]|sh|th|dh|ch)-(?=\\w)"
    + "|[ae]l +(?=\\w)|[ae]t +(?=t)|[ae]d +(?=d)|[ae]n +(?=n)|[ae]r +(?=r)|[ae]s +(?=s)"
    + "|[ae]z +(?=z)|[ae]sh +(?=sh)|[ae]th +(?=th)|[ae]dh +(?=dh)|[ae]ch +(?=ch))+", "g");
  const ARABIC_ARTICLE = /(^|\s)\u0648?\u0627\u0644(?=[\p{L}\p{N}_]{3})/gu;
  const MARK = /^[\p{Mn}\p{Me}\p{Lm}\p{Cf}]$/u;

  function plain(text) {
    const dashed = text.normalize("NFKC").replace(/[\u2010-\u2014]/g, "-")
      .replace(/[\u0130\u0131]/g, "i").toLowerCase();
    return Array.from(dashed, (given) => {
      const char = given in ARABIC ? ARABIC[given] : given;
      const code = char ? char.codePointAt(0) : 0;
      if (code < 128) return char;
      if (code < 0x250 || (code >= 0x1e00 && code < 0x1f00) || code === 0x259) {
        const base = char.normalize("NFD").charAt(0);
        return base.charCodeAt(0) < 128 ? base : LATIN[char] || char;
      }
      return MARK.test(char) ? "" : char;
    }).join("");
  }

  function fold(text) {
    const isAscii = (words) => !/[^\u0000-\u007f]/.test(words);
    let folded = String(text || "");
    folded = isAscii(folded) ? folded.toLowerCase() : plain(folded);
    folded = Array.from(folded, (c) => (DROPPED.has(c) ? "" : c === "\u0451" ? "\u0435" : c))
      .join("").replace(ARTICLE, "");
    folded = Array.from(folded, (c) => (SPACED.has(c) ? " " : c)).join("");
    if (!isAscii(folded)) folded = folded.replace(ARABIC_ARTICLE, "$1");
    return folded.replace(/\s+/g, " ").trim();
  }

  return { fold };
})();
