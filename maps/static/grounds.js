/* Grounds: who held which ground on a day, as claims say; off until it is asked for.
 * Each actor has a colour of Okabe and Ito's and a pattern of its own. */
"use strict";

function deescGrounds(map, model) {
  const { el, svg } = deescDom;
  const { t } = deescWords;
  const { on, both } = deescCertainty;
  const COLOURS = ["#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#0072b2"];
  const PATTERNS = [
    () => svg("circle", { cx: 4, cy: 4, r: 1.6 }),
    () => svg("path", { d: "M0,4H8" }),
    () => svg("path", { d: "M4,0V8" }),
    () => svg("path", { d: "M0,4H8M4,0V8" }),
    () => svg("path", { d: "M-2,6L6,-2M2,10L10,2" }),
    () => svg("path", { d: "M2,2L6,6M6,2L2,6" }),
  ];
  const rows = model.payload.cells || [];
  const actors = [...new Set(rows.map((row) => row.actor))].sort();
  const box = document.getElementById("held-box");
  const field = document.getElementById("held");
  const layer = new L.LayerGroup();
  let shown = "";
  let last = null;
  let renderer = null;
  if (!rows.length || !box) return { draw: () => {} };
  box.hidden = false;
  field.addEventListener("change", () => {
    if (last === null) return;
    draw(last);
    if (field.checked) reveal();
  });
  deescWords.changed(() => {
    shown = "";
  });

  /* The keys stand at the end of the legend, which may have to be scrolled. */
  function reveal() {
    const [legend, keys] = ["legend", "held-list"].map((id) => document.getElementById(id));
    const below = keys.getBoundingClientRect().bottom - legend.getBoundingClientRect().bottom;
    legend.scrollTop += Math.max(0, below + 4);
  }

  /* Defined when first wanted: most readers never ask for it. */
  function prepare() {
    const pane = map.createPane("grounds");
    pane.style.zIndex = 280;
    renderer = new L.SVG({ pane: "grounds", padding: 0.6 }).addTo(map);
    renderer._container.prepend(svg("defs", {}, actors.flatMap((actor, number) =>
      ["certain", "possible"].map((answer) => pattern(number, answer)))));
    layer.addTo(map);
  }

  function pattern(number, answer) {
    const colour = COLOURS[number % COLOURS.length];
    const sort = PATTERNS[(number + Math.floor(number / COLOURS.length))
      % PATTERNS.length];
    return svg("pattern", {
      id: "held-" + number + "-" + answer, width: 8, height: 8,
      patternUnits: "userSpaceOnUse",
    }, svg("rect", { width: 8, height: 8, fill: colour,
      "fill-opacity": answer === "certain" ? 0.42 : 0.2 }),
    svg("g", { class: "held-mark", fill: "none", "stroke-width": 1.4 }, sort()));
  }

  function draw(day) {
    last = day;
    const standing = field.checked ? standingOn(day) : [];
    const signature = field.checked + " " + standing
      .map((row) => row.claim + row.zone + row.certainty).join("|");
    if (signature === shown) return;
    shown = signature;
    if (field.checked && !renderer) prepare();
    layer.clearLayers();
    standing.forEach(drawGround);
    list(standing);
  }

  function standingOn(day) {
    const held = new Map(model.grounds.map((row) => [row.claim, row.periods]));
    return rows.filter((row) => model.claims.has(row.claim))
      .map((row) => ({ ...row, certainty: both([on(held.get(row.claim) || [], day),
        row.capped ? "possible" : "certain"]) }))
      .filter((row) => ["certain", "possible"].includes(row.certainty));
  }

  function drawGround(row) {
    const number = actors.indexOf(row.actor);
    const path = new L.Polygon(deescShapes.toLatLngs(deescShapes.unpack(row.geometry)), {
      renderer, pane: "grounds", className: "held " + row.certainty, weight: 1,
      color: COLOURS[number % COLOURS.length], opacity: 0.9,
      dashArray: row.certainty === "certain" ? null : "3 3",
      fillColor: "url(#held-" + number + "-" + row.certainty + ")", fillOpacity: 1,
    });
    layer.addLayer(path);
    path.bindTooltip(() => el("div.tip", {}, el("strong", {}, row.name),
      el("span", {}, t("panel.held", { holders: deescWords.holder(row) }))),
    { sticky: true, direction: "top", opacity: 1 });
  }

  /* The actors of the day, each with its colour and pattern. */
  function list(standing) {
    const known = new Set(standing.map((row) => row.actor));
    const entries = actors.map((actor, number) => [actor, number])
      .filter(([actor]) => known.has(actor)).map(([actor, number]) => el("li", {},
        el("span.swatch", { "aria-hidden": "true" }, svg("svg", {
          width: 36, height: 13, focusable: "false",
        }, svg("rect", { width: 36, height: 13,
          fill: "url(#held-" + number + "-certain)",
          stroke: COLOURS[number % COLOURS.length] }))),
        el("span", { dir: "auto" }, actor)));
    const none = field.checked && !entries.length
      ? [el("li.quiet", {}, t("held.none"))] : entries;
    document.getElementById("held-list").replaceChildren(...none);
    document.getElementById("held-note").hidden = !field.checked;
  }

  return { draw };
}
