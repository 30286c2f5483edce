/* Paper: while the page is printed the map has the size of a sheet and shows the whole
 * area; afterwards it is as it was. */
"use strict";

function deescPaper(map, container, home) {
  let before = null;

  window.addEventListener("beforeprint", () => {
    before = [map.getCenter(), map.getZoom()];
    container.classList.add("paper");
    map.invalidateSize({ pan: false, animate: false });
    home(false);
  });

  window.addEventListener("afterprint", () => {
    container.classList.remove("paper");
    map.invalidateSize({ pan: false, animate: false });
    if (before) map.setView(...before, { animate: false });
    before = null;
  });
}
