/* Paper: while the page is printed the map has the size of a sheet and shows the whole
 * area, and sources and limits are unfolded; afterwards all is as it was. */
"use strict";

function deescPaper(map, container, home) {
  let before = null;
  let folded = null;

  window.addEventListener("beforeprint", () => {
    before = [map.getCenter(), map.getZoom()];
    container.classList.add("paper");
    map.invalidateSize({ pan: false, animate: false });
    home(false);
    folded = document.querySelector("#answers details[data-key=limits]:not([open])");
    if (folded) folded.open = true;
  });

  window.addEventListener("afterprint", () => {
    container.classList.remove("paper");
    map.invalidateSize({ pan: false, animate: false });
    if (before) map.setView(...before, { animate: false });
    before = null;
    if (folded) folded.open = false;
  });
}
