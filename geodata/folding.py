"""Folding: one key for the spellings of a name, so that they compare equal.

:func:`fold` keeps the script: it undoes what is only orthography (case, accents, ayn
marks, hyphens, articles, hamza seats). :func:`spelling_key` goes further and undoes
habits of transliteration, for names that no key fits. :func:`variant_key` drops endings
too; what only it joins is a suggestion or a flagged match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["fold", "keys_spelt", "spelling_index", "spelling_key", "variant_key"]

_DROPPED = "'`´‘’‚‛ʹʻʼʽʾʿˈˊˋ′‵＇٬ـ."
_SPACED = '-‐‑‒–—―_/\\,;:()[]{}"“”«»|+*&'
_DROP = {ord(c): None for c in _DROPPED} | {ord("ё"): "е"}
_SPACE = {ord(c): " " for c in _SPACED}
_ARABIC = {
    **{ord(c): "ا" for c in "أإآٱٲٳ"},
    ord("ؤ"): "و",
    ord("ئ"): "ي",
    ord("ء"): None,
    ord("ى"): "ي",
    ord("ی"): "ي",
    ord("ې"): "ي",
    ord("ة"): "ه",
    ord("ۀ"): "ه",
    ord("ہ"): "ه",
    ord("ھ"): "ه",
    ord("ک"): "ك",
    ord("ڪ"): "ك",
}
# "as Suwayda", "ad Dumayr": alone, an article counts only before its own letter, so
# that "at" and "an" of running text stay.
_LATIN_ARTICLE = re.compile(
    r"\b(?:[ae](?:[ltdnrsz]|sh|th|dh|ch)-\s?(?=\w)"  # "al- Houla", too
    r"|[ae]l +(?=\w)"
    r"|[ae]t +(?=t)|[ae]d +(?=d)|[ae]n +(?=n)|[ae]r +(?=r)|[ae]s +(?=s)|[ae]z +(?=z)"
    r"|[ae]sh +(?=sh)|[ae]th +(?=th)|[ae]dh +(?=dh)|[ae]ch +(?=ch))+"
)
_ARABIC_ARTICLE = re.compile(r"(?:(?<=\s)|^)و?ال(?=\w{3})")
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—]")


def fold(text: str) -> str:
    """Return the key under which spellings of one name compare equal.

    Case, accents, apostrophes and ayn marks, hyphens, Arabic vowel signs and hamza
    seats go, and so does the article ("al-", "el ", "as S…", ``ال``). Latin letters
    become ASCII; Arabic, Cyrillic and other scripts stay what they are.

    Examples
    --------
    >>> fold("Khān Shaykhūn") == fold("khan shaykhun")
    True
    >>> fold("As-Suwaydā’"), fold("İdlib"), fold("Jisr al-Shughur")
    ('suwayda', 'idlib', 'jisr shughur')
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = _plain(unicodedata.normalize("NFKC", text))
    folded = folded.translate(_DROP)
    if " " in folded or "-" in folded:  # an article ends in one of them
        folded = _LATIN_ARTICLE.sub("", folded)
    folded = folded.translate(_SPACE)
    if not folded.isascii():
        folded = _ARABIC_ARTICLE.sub("", folded)
    return _SPACES.sub(" ", folded).strip()


def _plain(text: str) -> str:
    """Lower the case and undo accents, script by script."""
    text = _DASHES.sub("-", text).translate({ord("İ"): "i", ord("ı"): "i"}).lower()
    text = text.translate(_ARABIC)
    letters = []
    for letter in text:
        code = ord(letter)
        if code < 128:
            letters.append(letter)
        elif code < 0x250 or 0x1E00 <= code < 0x1F00 or code == 0x259:
            letters.append(_ascii(letter))
        elif unicodedata.category(letter) not in ("Mn", "Me", "Lm", "Cf"):
            letters.append(letter)
    return "".join(letters)


def _ascii(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    if base.isascii():
        return base
    from anyascii import anyascii

    return anyascii(letter).lower() if letter.isalpha() else letter


_CYRILLIC_ARTICLE = re.compile(
    r"\b(?:[аэ]ль|[аэ][лрнстдзш])[ -]+(?=\w)"  # "эш-Шугур", "ан Нуман"
)
_CYRILLIC = {
    **dict(zip(map(ord, "абвгдезиіїйклмнопрстуфцыэґ"), "abvgdeziiiiklmnoprstufcieg")),
    **{ord("х"): "kh", ord("ж"): "zh", ord("ч"): "ch", ord("ш"): "sh", ord("щ"): "sh"},
    **{ord("ю"): "iu", ord("я"): "ia", ord("є"): "e", ord("ъ"): None, ord("ь"): None},
}
_TURKISH = re.compile("[şŞğĞıİçÇ]")
_TURKISH_LETTERS = {
    **{ord(letter): "sh" for letter in "şŞ"},
    **{ord(letter): "ch" for letter in "çÇ"},
    **{ord(letter): "gh" for letter in "ğĞ"},
    **{ord(letter): "j" for letter in "cC"},
}
_SPELLINGS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b(?:tall|tell|tel)\b", "tal"),
        (r"\b(?:dayr|dair|deir|der|deyr)\b", "dir"),
        (r"\b(?:sheikh|shaykh|shaikh|sheik|cheikh|seyh)\b", "shih"),
        (r"\b(?:ayn|ain|ein)\b", "in"),
        (r"\bk[aeu]?f[ae]?r ?(?=[^\W\d]{3})", "kfr "),  # "Kfar Zeita", "KafrBatna"
        (r"\bma+r+[ae]t\b", "mart"),
        (r"\bdj?[ae]bb?[ae]l\b|\bj[ae]bb?[ae]?l\b", "jbl"),
        (r"\bkh[aei]rb[aei]t?h?\b", "hrbt"),
        (r"\b(?:oum|um)\b", "umm"),
        (r"(?:iyy|iy|i|y)(?:ah|eh|a|e)\b", "ia"),
        (r"(?:tch|tsh|ch|sch)", "sh"),
        (r"(?:dj|dzh)", "j"),
        (r"kh", "ħ"),  # an h that no ending "eh" takes along
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"[qc]", "k"),
        (r"w", "u"),
        (r"(?:ou|oo|o)", "u"),
        (r"(?:aa|ae)", "a"),
        (r"(?:ah|eh)\b", "a"),
        (r"ħ", "h"),
        (r"(?:ee|ei|ai|ay|ey|ie|iy|y)", "i"),
        (r"e", "i"),
        (r"([^\W\d])\1+(?=\w)|(l)l\b", r"\1\2"),  # no other letter ends doubled
    )
)
_SHORTEST = 4
_ENDING = re.compile(r"(?:iah|ia|ih|ah|i|a)\b")


def spelling_key(text: str) -> str:
    """Return the key that the spellings of a name by rule share.

    q and k, kh and h, ou and u, sh and ch, ei and ay, doubled letters, and -iyah and
    -iye become one; Cyrillic turns Latin and loses its articles.

    Examples
    --------
    >>> spelling_key("Cisr eş-Şuğur") == spelling_key("Djisr ech-Choughour")
    True
    >>> spelling_key("Тель-Рифаат") == spelling_key("Tell Rifaat")
    True
    >>> spelling_key("Qamishliyah") == spelling_key("Qamishli")
    False
    """
    if _TURKISH.search(text):
        text = text.translate(_TURKISH_LETTERS)
    return _unspelt(fold(text))


def spelling_index(names: Iterable[str]) -> dict[str, list[str]]:
    """Return folded names by their spelling keys, made of all at once."""
    known = list(names)
    index: dict[str, list[str]] = {}
    keys = _unspelt("\n".join(known)).split("\n")
    for key, name in zip(keys, known, strict=True):
        index.setdefault(key, []).append(name)
    return index


def keys_spelt(name: str, index: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names of an index that a name spells by rule.

    Three letters are too few, and Latin words find Latin names alone, for a gazetteer
    leaves out the Latin names that are rather words or persons.
    """
    key, is_latin = spelling_key(name), fold(name).isascii()
    if len(key) < _SHORTEST:
        return []
    return [other for other in index.get(key, ()) if other.isascii() or not is_latin]


def _unspelt(folded: str) -> str:
    """Undo the habits of transliteration in folded names, one on each line."""
    if not folded.isascii():
        folded = _CYRILLIC_ARTICLE.sub("", folded).translate(_CYRILLIC)
    for pattern, instead in _SPELLINGS:
        folded = pattern.sub(instead, folded)
    return folded


def variant_key(text: str) -> str:
    """Return a coarser key that also drops endings such as -iyah, -iye and -eh.

    Different places can share such a key: use it to suggest, or mark what it matched.

    Examples
    --------
    >>> variant_key("Khan Sheikhoun") == variant_key("Han Şeyhun")
    True
    >>> variant_key("Saraqib") == variant_key("Sarakeb")
    True
    """
    return _ENDING.sub("", spelling_key(text))
