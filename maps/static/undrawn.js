/* Undrawn: what is stated for a day and has no shape, in a box on the map. */
"use strict";

function deescUndrawn(model, current, map, { openCard, showAll }) {
  const { el } = deescDom;
  const { t, nameOf } = deescWords;
  const NAMED = 3;
  const find = (id) => document.getElementById(id);
  let madeFor = [];

  /* What is stated for the day and has no shape that could be drawn: the nearest to
   * the chosen zone by name, all of them in the panel. */
  function draw(day) {
    const most = map.leaflet.getSize().y < 340 ? 1 : NAMED;
    const now = [deescStretches.of(model, day), current.zone, most];
    if (now.every((each, at) => each === madeFor[at])) return;
    madeFor = now;
    const chosen = model.zoneById.get(current.zone);
    const rows = deescModel.undrawn(model, day)
      .map((zone) => ({ zone, far: chosen ? distance(zone, chosen) : 0 }))
      .sort((a, b) => (a.far < b.far ? -1 : Number(a.far > b.far)));
    const shown = rows.slice(0, most);
    const more = rows.length - shown.length;
    find("undrawn").hidden = rows.length === 0;
    find("undrawn-list").replaceChildren(...shown.map(({ zone }) => el("li", {},
      el("button", { type: "button", click: () => openCard({ kind: "zone", id: zone.id }) },
        deescWords.sentence(nameOf(zone))),
      rows.length > 1 ? null
        : el("span", { dir: "auto" }, zone.notes[0] || t("draw.none")))),
    more ? el("li", {}, el("button.plain", {
      type: "button",
      click: showAll,
    }, t("count.more", { count: more }))) : "");
  }

  function distance(zone, chosen) {
    if (zone.id === chosen.id || zone.within === chosen.id) return 0;
    return map.apart(model.zoneById.get(zone.within) || zone, chosen);
  }

  /* Other words or sources: it is made anew. */
  function forget() {
    madeFor = [];
  }

  return { draw, forget };
}
