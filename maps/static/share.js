/* Share: link, embed code, picture and tables, all made in the page. */
"use strict";

function deescShare(container, parts) {
  const { el } = deescDom;
  const { t } = deescWords;
  const TAG = "iframe";
  const { model, stateText, listing, picture, title, date } = parts;
  const said = el("p.quiet", { role: "status" });
  const box = el("textarea", { readonly: true, rows: 4, hidden: true,
    "aria-label": t("share.text") });
  const frame = el("div", {}); // for a picture that cannot be saved
  const button = (words, act) => el("li", {}, el("button.item", { type: "button",
    click: act }, words));
  container.append(el("ul", {},
    button(t("share.link"), () => copy(link(), t("share.link_done"))),
    button(t("share.embed"), () => copy(embedCode(), embedWords())),
    button(t("share.png"), savePicture),
    button(t("share.csv"), () => saveText("csv")),
    button(t("share.geojson"), () => saveText("geojson"))), said, box, frame);

  /* Where the page has no address of its own, it cannot be linked to or saved from. */
  function isInFrame() {
    return window.parent !== window || !/^(https?|file):$/.test(location.protocol);
  }

  function address() {
    const own = /^(https?|file):$/.test(location.protocol);
    return own ? String(location.href).replace(/#.*$/, "") : "";
  }

  function link() {
    return address() + "#" + stateText();
  }

  function embedWords() {
    return location.protocol.startsWith("http") ? t("share.embed_done") : t("share.embed_path");
  }

  function embedCode() {
    const isWeb = /^https?:$/.test(location.protocol);
    const name = address().split("/").pop() || "map.html";
    const escape = (text) => String(text).replace(/&/g, "&amp;").replace(/"/g, "&quot;")
      .replace(/</g, "&lt;").replace(/>/g, "&gt;");
    const attributes = {
      src: (isWeb ? address() : name) + "#" + stateText(),
      title: title(),
      width: "100%",
      height: "640",
      loading: "lazy",
      style: "border:0",
      sandbox: "allow-scripts allow-popups allow-downloads",
      referrerpolicy: "no-referrer",
    };
    return "<" + TAG + Object.entries(attributes).map(([key, value]) => " " + key + '="'
      + escape(value) + '"').join("") + "></" + TAG + ">";
  }

  function show(text) {
    frame.replaceChildren();
    box.hidden = !text;
    box.value = text || "";
    if (text) {
      box.focus();
      box.select();
    }
  }

  /* The text stands selected in a field, and on the clipboard where that is allowed. */
  function copy(text, words) {
    show(text);
    said.textContent = t("share.by_hand");
    if (isInFrame()) {
      // A frame without leave to use the clipboard complains where it is tried.
      if (document.execCommand("copy")) said.textContent = words;
      return;
    }
    try {
      navigator.clipboard.writeText(text).then(() => {
        said.textContent = words;
      }, () => {});
    } catch (error) {
      return;
    }
  }

  function save(blob, name) {
    const url = URL.createObjectURL(blob);
    const anchor = el("a", { href: url, download: name, hidden: true });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 20000);
  }

  function fileName(suffix) {
    return "deesc-" + date() + "." + suffix;
  }

  function saveText(kind) {
    const { rows, notes, about } = listing();
    const text = kind === "csv" ? deescListing.csv(rows, notes)
      : deescListing.geojson(rows, notes, about);
    if (isInFrame()) {
      show(text);
      said.textContent = t("share.in_frame");
      return;
    }
    show(null);
    const type = kind === "csv" ? "text/csv;charset=utf-8" : "application/geo+json";
    save(new Blob([text], { type }), fileName(kind));
    said.textContent = t("share.saved", { name: fileName(kind) });
  }

  function savePicture() {
    show(null);
    picture().toBlob((blob) => {
      if (!blob) {
        said.textContent = t("share.no_image");
        return;
      }
      if (isInFrame()) {
        frame.replaceChildren(el("img", { src: URL.createObjectURL(blob),
          alt: t("share.image") }));
        said.textContent = t("share.image_in_frame");
        return;
      }
      save(blob, fileName("png"));
      said.textContent = t("share.saved", { name: fileName("png") });
    }, "image/png");
  }

  return { link, embedCode, model };
}
