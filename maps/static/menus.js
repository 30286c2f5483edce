/* Menus: one is open at a time; Escape and a press elsewhere close it. */
"use strict";

function deescMenus(opened) {
  const all = [...document.querySelectorAll("details.menu, details.pace")];
  all.forEach((menu) => {
    menu.addEventListener("toggle", () => {
      if (!menu.open) return;
      all.forEach((other) => { if (other !== menu) other.open = false; });
      opened(menu);
      // A sheet ends above the strip of time, where there is room for it.
      const sheet = menu.querySelector(".sheet");
      if (!sheet) return;
      const room = document.querySelector(".time").getBoundingClientRect().top
        - sheet.getBoundingClientRect().top - 8;
      sheet.style.maxHeight = room > 160 ? room + "px" : "";
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("pointerdown", (event) => all.forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  }));
}
