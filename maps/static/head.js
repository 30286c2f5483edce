/* The head of the page: title, support and limits, in words. */
"use strict";

function deescHead(model) {
  const { t } = deescWords;
  const { payload } = model;
  const titles = payload.titles || {};
  const language = deescWords.language();

  function title() {
    const own = Object.hasOwn(titles, language) ? titles[language] : payload.title;
    return own || t("page.title");
  }

  /* When the newest document was published, where the bounds of any are known. */
  function last() {
    const bounds = [...model.documents.values()].map((record) => record.bounds || [])
      .filter(([first]) => first);
    if (!bounds.length) return payload.last_document || "";
    const [first, end] = bounds.sort((a, b) => (String(a) < String(b) ? 1 : -1))[0];
    return deescCards.dayWords(first, end);
  }

  function support() {
    if (payload.rows) return t("support.rows", { count: payload.rows });
    const counts = payload.support || {};
    const number = counts.documents === undefined ? model.documents.size
      : counts.documents;
    return [
      t("support.documents", { count: number }),
      counts.lineages === undefined ? "" : t("support.lineages",
        { count: counts.lineages }),
      counts.unattributed ? t("support.unattributed", { count: counts.unattributed }) : "",
      last() ? t("support.last", { date: last() }) : "",
    ].filter(Boolean).join(" \u00b7 ");
  }

  function limits() {
    const { source, error_km: km } = payload.boundaries || {};
    const short = String(source || "").split(", ")[0];
    return [
      t(payload.rows ? "page.table_why" : "page.not_control_why"),
      short ? t(Number.isFinite(km) ? "page.boundaries_error" : "page.boundaries",
        { source: short, km }) : "",
      last() ? t("page.last", { date: last() }) : "",
      payload.tiles ? t("page.tiles", { host: payload.tiles.origin }) : "",
      ...(payload.cautions || []).map((note) => deescWords.sentence(note) + "."),
    ].filter(Boolean).join(" ");
  }

  return { title: title(), support: support(), limits: limits() };
}
