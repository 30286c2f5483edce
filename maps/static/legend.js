/* The legend: what the signs mean that this map shows. */
"use strict";

function deescLegend(model, happenings, home) {
  const { el, symbol, stateOf } = deescDom;
  const { t } = deescWords;
  const LONG = 12; // rows; more stand in two columns on a low map
  const find = (id) => document.getElementById(id);

  function draw() {
    const kinds = new Set(model.items.map((item) => item.kind));
    const main = model.zones.filter((zone) => zone.kind !== "belt" && zone.main);
    const parts = drawnParts(main.length ? main : model.zones);
    const others = otherTypes();
    const marks = states();
    const rows = [
      ...happenings.legend(),
      parts.has("inner") && [swatch("inner certain"), t("legend.inner")],
      parts.has("inner") && [swatch("inner possible"), t("legend.inner_possible")],
      parts.has("outer") && [swatch("outer"), t("legend.outer")],
      parts.has("estimate") && [swatch("estimate"), t("legend.estimate")],
      parts.has("line") && model.payload.rows && [swatch("line"), t("legend.line")],
      others.length && [swatch("other"), t("legend.other", { types: deescWords.join(others) })],
      model.zones.some((zone) => zone.kind === "belt"
        && zone.readings.some((r) => r.inner || r.outer))
        && [swatch("strip"), t("legend.belt")],
      kinds.has("post") && [pair("post"), t("legend.post")],
      marks.length && [el("span.swatch", { "aria-hidden": "true" },
        marks.map((state) => symbol("post", "certain", 13, state))),
      t("legend.post_state", { states: deescWords.join(marks.map(deescWords.plain)) })],
      kinds.has("event") && [pair("event"), t("legend.event")],
      kinds.has("place") && [pair("place"), t("legend.place")],
      kinds.has("point") && [pair("point"), t("legend.point")],
    ].filter(Boolean);
    find("legend-list").replaceChildren(...rows.map(([mark, words]) => (mark
      ? el("li", {}, mark, el("span", {}, words)) : el("li.group", {}, words))));
    find("legend").classList.toggle("long", rows.length > LONG);
    if (find("legend").dataset.placed) return;
    find("legend").dataset.placed = "1";
    const room = find("map");
    const box = find("legend");
    box.open = room.clientWidth > 560 && room.clientHeight > 300;
    // Of a low map it would cover much and still hide its end.
    if (box.clientHeight < 0.75 * box.scrollHeight) box.open = false;
    home(false);
  }

  function drawnParts(zones) {
    const isOwn = (reading, part) => reading[part]
      && (part === "inner" || String(reading[part]) !== String(reading.inner));
    return new Set(zones.flatMap((zone) => zone.readings).flatMap((reading) => (reading.line
      ? ["line"] : ["inner", "outer", "estimate"].filter((part) => isOwn(reading, part)))));
  }

  /* Types of the zones that are not of the kind that the page is about. */
  function otherTypes() {
    return [...new Set(model.zones.filter((zone) => zone.kind !== "belt" && !zone.main
      && zone.readings.some((r) => r.inner || r.outer))
      .map((zone) => deescWords.plain(zone.type || zone.kind)))].sort();
  }

  function states() {
    return [...new Set(model.items.filter((item) => item.kind === "post")
      .map((item) => stateOf(item.status)).filter(Boolean))].sort();
  }

  function swatch(kind) {
    return el("span.swatch", { "aria-hidden": "true" }, el("i." + kind.replace(" ", ".")));
  }

  function pair(kind) {
    return el("span.swatch", { "aria-hidden": "true" }, symbol(kind, "certain", 16),
      symbol(kind, "possible", 16));
  }

  return { draw };
}
