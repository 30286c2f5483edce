"""Words: what a figure says in its own voice, in each language that it speaks.

Names and summaries stay as the documents have them.
"""

from __future__ import annotations

from collections.abc import Mapping

from geodata.folding import fold
from zones.atlas import Atlas

from .paper import has_rtl

__all__ = ["LANGUAGES", "Voice", "voice_of"]

_ENGLISH = {
    "title": "{zone}: what documents say of {day}",
    "title_frames": "{zone}: what documents say, day by day",
    "title_box": "What documents say of {day}",
    "title_box_frames": "What documents say, day by day",
    "legend": "Legend",
    "sources": "Sources (numbers on the map)",
    "locator": "Location",
    "inner_certain": "Inside by every reading that stands on the day",
    "inner_possible": "Possibly inside: readings, dates or the regime leave it open",
    "outer": "Somewhere in here, not all of it",
    "estimate": "Estimate for orientation only, between what is stated and what may be",
    "belt": "Belt: somewhere in here",
    "belt_estimate": "Belt: estimate for orientation only",
    "other": "Other zones: {types}",
    "held": "Ground said to be held by: {actor}, {certainty}",
    "post_certain": "Observation post or checkpoint, there on the day",
    "post_possible": "Observation post or checkpoint, possibly there",
    "event_certain": "Event of the day",
    "event_possible": "Event, possibly of the day or place",
    "town": "Town",
    "lines": "Boundary of a country, of a province",
    "outer_words": "somewhere in here, not all of it",
    "regime": "Regime: {certainty}.",
    "of_zone": "{zone}: {certainty}",
    "statuses": "{said}.",
    "status_is": "{status}: {certainty}",
    "status_unknown": "unknown: {statuses}",
    "extent_one": "Extent: {words}.",
    "extent_rivals": (
        "The extent is told in {count} ways, of which one is right: {words}."
    ),
    "extent_none": "No document tells the extent.",
    "estimate_by": "Estimate: {method}; it makes no answer certain.",
    "inside": "Inside (certain + possible): {counts}.",
    "count": "{what} {certain}+{possible}",
    "undrawn": "Stated, but not drawable: {names}.",
    "unknown": "Not known: {things}.",
    "held_note": "Between the towns that claims name nobody knows who held the ground.",
    "rests": (
        "Drawn from {claims} claims of {documents} documents, at least {lineages} "
        "independent sources ({unattributed} unattributed). Last document in the "
        "dossier: {last}."
    ),
    "boundaries": "Boundaries: {source}, {view}; error about {error:g} km.",
    "projection": "Lambert azimuthal equal-area projection, WGS 84.",
    "and_more": "and {count} more, which deesc why names",
    "not_control": (
        "Not a control map: it says what documents say, and must not be used to plan "
        "movement or to choose targets."
    ),
    "disclaimer": (
        "Lines and names follow the sources and express no opinion on the status of "
        "any territory. Do not use this to decide where it is safe to be."
    ),
    "km": "km",
    "province": "provinces",
    "place": "places",
    "post": "posts",
    "event": "events",
    "belt_count": "belts",
    "certain": "certain",
    "possible": "possible",
    "no": "no",
    "unknown_answer": "unknown",
    "and": " and ",
    "nothing": "nothing",
}

_ARABIC = {
    "title": "{zone}: ما تقوله الوثائق عن {day}",
    "title_frames": "{zone}: ما تقوله الوثائق يومًا بيوم",
    "title_box": "ما تقوله الوثائق عن {day}",
    "title_box_frames": "ما تقوله الوثائق يومًا بيوم",
    "legend": "مفتاح الخريطة",
    "sources": "المصادر (الأرقام على الخريطة)",
    "locator": "الموقع",
    "inner_certain": "داخل المنطقة بحسب كل القراءات السارية في ذلك اليوم",
    "inner_possible": "ربما داخل المنطقة: القراءات أو التواريخ أو النظام غير محسومة",
    "outer": "في مكان ما هنا، وليس كله",
    "estimate": "تقدير للتوجيه فقط، بين ما هو مذكور وما هو محتمل",
    "belt": "حزام: في مكان ما هنا",
    "belt_estimate": "حزام: تقدير للتوجيه فقط",
    "other": "مناطق أخرى: {types}",
    "held": "أرض يقال إنها بيد: {actor}، {certainty}",
    "post_certain": "نقطة مراقبة أو حاجز، موجودة في ذلك اليوم",
    "post_possible": "نقطة مراقبة أو حاجز، ربما موجودة",
    "event_certain": "حدث في ذلك اليوم",
    "event_possible": "حدث، ربما في ذلك اليوم أو المكان",
    "town": "بلدة",
    "lines": "حدود دولة، حدود محافظة",
    "outer_words": "في مكان ما هنا، وليس كله",
    "regime": "النظام: {certainty}.",
    "of_zone": "{zone}: {certainty}",
    "statuses": "{said}.",
    "status_is": "{status}: {certainty}",
    "status_unknown": "غير معروف: {statuses}",
    "extent_one": "النطاق: {words}.",
    "extent_rivals": "يوصف النطاق بـ {count} صيغ، واحدة منها صحيحة: {words}.",
    "extent_none": "لا توجد وثيقة تذكر النطاق.",
    "estimate_by": "التقدير: {method}؛ وهو لا يجعل أي جواب مؤكدًا.",
    "inside": "في الداخل (مؤكد + ممكن): {counts}.",
    "count": "{what} {certain}+{possible}",
    "undrawn": "مذكور ولكن لا يمكن رسمه: {names}.",
    "unknown": "غير معروف: {things}.",
    "held_note": "لا أحد يعرف من كان يمسك بالأرض بين البلدات التي تسميها الوثائق.",
    "rests": (
        "مرسوم من {claims} إفادة في {documents} وثيقة، من {lineages} مصادر مستقلة على "
        "الأقل ({unattributed} غير منسوبة). آخر وثيقة في الملف: {last}."
    ),
    "boundaries": "الحدود: {source}، {view}؛ الخطأ نحو {error:g} كم.",
    "projection": "إسقاط لامبرت السمتي متساوي المساحة، WGS 84.",
    "and_more": "و {count} غيرها",
    "not_control": (
        "ليست خريطة سيطرة: تقول ما تقوله الوثائق، ولا يجوز استخدامها لتخطيط التحركات "
        "أو لاختيار الأهداف."
    ),
    "disclaimer": (
        "الخطوط والأسماء تتبع المصادر ولا تعبر عن أي رأي في وضع أي إقليم. لا تستخدمها "
        "لتقرير أين يكون المكان آمنًا."
    ),
    "km": "كم",
    "province": "محافظات",
    "place": "أماكن",
    "post": "نقاط",
    "event": "أحداث",
    "belt_count": "أحزمة",
    "certain": "مؤكد",
    "possible": "ممكن",
    "no": "لا",
    "unknown_answer": "غير معروف",
    "and": " و ",
    "nothing": "لا شيء",
    "status:proposed": "مقترحة",
    "status:announced": "معلنة",
    "status:agreed": "متفق عليها",
    "status:delimited": "مرسّمة",
    "status:in_force": "سارية",
    "status:functioning": "عاملة",
    "status:ended": "منتهية",
}

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "ar": _ARABIC}
"""Words by language and key."""

_RTL = frozenset({"ar"})
_ISOLATE, _POP = "\u2066", "\u2069"


class Voice:
    """Says things in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words = LANGUAGES[lang]
        self.rtl = lang in _RTL

    def say(self, key: str, **values: object) -> str:
        """Return the words of a key, filled in; values never act as a format."""
        shown = {
            name: self.isolated(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return self.words[key].format(**shown)

    def isolated(self, text: str) -> str:
        """Keep a text of the other direction in one piece (Unicode, UAX 9)."""
        if not self.rtl or not text or has_rtl(text):
            return text
        return f"{_ISOLATE}{text}{_POP}"

    def name(self, atlas: Atlas, name: str) -> str:
        """Return a name in the script of the language, where a place has it so."""
        if not self.rtl or has_rtl(name):
            return name
        items = (atlas.item[i] for i in atlas.keys.get(fold(name), ()))
        own = (other for item in items for other in item.names if has_rtl(other))
        return next(own, name)

    def answer(self, certainty: str) -> str:
        """Say a certainty."""
        return self.words["unknown_answer" if certainty == "unknown" else certainty]

    def status(self, status: str) -> str:
        """Say a status of the life-cycle."""
        return self.words.get(f"status:{status}", status.replace("_", " "))


def voice_of(lang: str) -> Voice:
    """Return the voice of a language of :data:`LANGUAGES`."""
    return Voice(lang)
