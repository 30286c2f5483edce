/* Tiles: a map of a server under the zones, only where the maker of the page asked for
 * it. Until a first tile has come the page's own land stays. */
"use strict";

function deescTiles(map, model, container) {
  const { el } = deescDom;
  const { tiles } = model.payload;
  if (!tiles) return;
  const pane = map.createPane("tiles");
  pane.style.zIndex = 150;
  const credit = el("p.tile-credit", { dir: "auto" }, tiles.attribution);
  container.append(credit);
  const layer = new L.TileLayer(tiles.template, {
    pane: "tiles", maxZoom: 19, referrerPolicy: "no-referrer", noWrap: true,
  });
  layer.once("tileload", () => container.classList.add("tiled"));
  layer.addTo(map);
}
