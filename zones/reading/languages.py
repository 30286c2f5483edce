"""The language of a text, by its script and its function words.

Claims are read from English. Of Arabic, Russian and Turkish texts the dates and the
places are read; every other language is named, so that nobody takes silence for
"nothing said".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["LANGUAGES", "language_name", "language_of"]

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ar": "Arabic",
    "ru": "Russian",
    "tr": "Turkish",
}
"""Languages of which at least dates and places are read, by BCP 47 tag."""

_SEEN = 20_000
"""So many characters tell the language."""
_LATIN_END = "\u0250"

# Words that every text of the language has and the other languages of the script
# lack. A language without readers stands here so that it is not taken for another.
_WORDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "Arabic": {
        "ar": frozenset("في من على إلى الى أن ان التي الذي عن هذا هذه بين بعد".split()),
        "Persian": frozenset("است از به که این را با برای شد می و‌ در آن".split()),
        "Urdu": frozenset("ہے کے کی میں نے سے کو اور ہیں پر".split()),
    },
    "Cyrillic": {
        "ru": frozenset("в и на не с что по из к для от был это а о до".split()),
        "Ukrainian": frozenset("і в та на що не з до у від про є й".split()),
        "Bulgarian": frozenset("на да се от за в и са че е по не".split()),
        "Serbian": frozenset("је у и да се на су за од са ће".split()),
    },
    "Latin": {
        "en": frozenset("the of and to in that was for on is by with".split()),
        "tr": frozenset("ve bir bu ile için olarak de da olan daha çok gibi".split()),
    },
}
_OWN_LETTERS = {"Ukrainian": "іїєґ", "Serbian": "јњљћђџ", "Urdu": "ہےٹڈںڑ"}
_NOT_THEIRS = {"ru": "іїєґјњљћђџ", "ar": "پچژگیکہےںڑ"}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # "Halep'in" has no "in"


@lru_cache(maxsize=8)  # one text is asked for its dates, its places and its claims
def language_of(text: str) -> str:
    """Return the tag of a text's language, or its name where it is not read.

    Examples
    --------
    >>> language_of("The truce was signed in Astana."), language_of("Перемирие в Сирии")
    ('en', 'ru')
    >>> language_of("وقف إطلاق النار في إدلب"), language_of("Ateşkes ve bir anlaşma")
    ('ar', 'tr')
    """
    shown = text[:_SEEN]
    script = "Latin" if shown.isascii() else _script_of(shown)
    if script not in _WORDS:
        return script
    counts = Counter(_WORD.findall(shown.lower()))
    scores = {
        language: sum(counts[word] for word in words)
        for language, words in _WORDS[script].items()
    }
    for language, letters in _OWN_LETTERS.items():
        if language in scores:
            scores[language] += sum(shown.lower().count(letter) for letter in letters)
    for language, letters in _NOT_THEIRS.items():
        if language in scores:
            scores[language] -= sum(shown.lower().count(letter) for letter in letters)
    if script == "Latin" and not scores["tr"]:
        return "en"
    return max(scores, key=lambda language: scores[language])


def language_name(language: str) -> str:
    """Return the English name of a language by the tag that :func:`language_of` gave.

    Examples
    --------
    >>> language_name("ar"), language_name("Greek")
    ('Arabic', 'Greek')
    """
    return LANGUAGES.get(language, language)


def _script_of(text: str) -> str:
    """Return the script that most letters are in; Latin where half of them are."""
    scripts: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        if letter.isalpha():
            latin = letter < _LATIN_END
            name = "LATIN" if latin else unicodedata.name(letter, "UNKNOWN").split()[0]
            scripts[name] += count
    total = scripts.total()
    if not total or scripts["LATIN"] * 2 >= total:
        return "Latin"
    return scripts.most_common(1)[0][0].capitalize()
