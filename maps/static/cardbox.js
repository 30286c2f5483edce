/* The box of a card: one thing with all that was said of it, over the panel. */
"use strict";

function deescCardBox(model, current, show) {
  const find = (id) => document.getElementById(id);
  let openRef = null;
  let lastFocus = null;
  let scrolled = [0, 0];
  let trail = []; // cards behind this one, each opened from the one before

  function open(ref) {
    const isNew = find("card").hidden;
    if (isNew) lastFocus = document.activeElement;
    const from = buttons().indexOf(document.activeElement);
    if (isNew || from < 0) trail = [];
    else trail.push({ ref: openRef, from, top: find("panel").scrollTop });
    openRef = ref;
    if (!fill()) return;
    if (isNew) scrolled = [find("panel").scrollTop, window.scrollY];
    find("card").hidden = false;
    find("panel").classList.add("has-card");
    find("panel").scrollTop = 0;
    find("card-title").focus({ preventScroll: true });
    if (matchMedia("(max-width: 860px), (max-height: 520px)").matches) {
      find("panel").scrollIntoView({ block: "start" });
    }
    show(ref);
  }

  function buttons() {
    return [...find("card-body").querySelectorAll("button")];
  }

  /* To the card that this one was opened from, else to the answers. */
  function back() {
    const before = trail.pop();
    if (!before) {
      close();
      return;
    }
    openRef = before.ref;
    if (!fill()) return;
    show(openRef);
    find("panel").scrollTop = before.top;
    (buttons()[before.from] || find("card-title")).focus({ preventScroll: true });
  }

  function fill() {
    const card = deescCards.build(model, openRef,
      Number.isFinite(openRef.day) ? openRef.day : current.day);
    if (!card) {
      hide();
      return false;
    }
    find("card-title").replaceChildren(card.icon || "", card.title);
    find("card-kind").textContent = card.kind || "";
    find("card-body").replaceChildren(...card.body.flat(3).filter(Boolean));
    return true;
  }

  function hide() {
    openRef = null;
    trail = [];
    show(null);
    find("card").hidden = true;
    find("panel").classList.remove("has-card");
  }

  function close() {
    if (find("card").hidden) return;
    hide();
    find("panel").scrollTop = scrolled[0];
    if (window.scrollY) window.scrollTo(0, scrolled[1]);
    const known = lastFocus && lastFocus.dataset ? lastFocus.dataset.ref : null;
    const back = lastFocus && lastFocus.isConnected ? lastFocus
      : [...document.querySelectorAll("[data-ref]")].find((n) => n.dataset.ref === known);
    if (back && back !== document.body) back.focus({ preventScroll: true });
    else find("zone").focus({ preventScroll: true });
  }

  return { open, fill, hide, close, back, ref: () => openRef };
}
