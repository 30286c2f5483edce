"""Folding: one key for the spellings of a name, so that they compare equal.

:func:`fold` keeps the script: it undoes what is only orthography (case, accents, ayn
marks, hyphens, articles, hamza seats). :func:`variant_key` goes further and undoes
habits of transliteration; what only it joins is a suggestion or a flagged match.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "variant_key"]

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
    r"\b(?:[ae](?:[ltdnrsz]|sh|th|dh|ch)-(?=\w)"
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


_VARIANTS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b(?:tall|tell|tel)\b", "tal"),
        (r"\b(?:dayr|dair|deir|der)\b", "dir"),
        (r"\b(?:sheikh|shaykh|shaikh|sheik|cheikh|seyh)\b", "shih"),
        (r"\b(?:ayn|ain|ein)\b", "in"),
        (r"(?:tch|ch|sch)", "sh"),
        (r"(?:dj|dzh)", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"[qc]", "k"),
        (r"w", "u"),
        (r"(?:ou|oo|o)", "u"),
        (r"(?:aa|ae)", "a"),
        (r"(?:ee|ei|ai|ay|ey|ie|iy|y)", "i"),
        (r"e", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?:iah|ia|ih|ah|i|a)\b", ""),
    )
)


def variant_key(text: str) -> str:
    """Return a coarser key that also joins habits of transliteration.

    q and k, kh and h, ou and u, sh and ch, ei and ay, doubled letters, and endings
    such as -iyah, -iye and -eh become one. Different places can share such a key:
    use it to suggest, or mark what it matched.

    Examples
    --------
    >>> variant_key("Khan Sheikhoun") == variant_key("Han Şeyhun")
    True
    >>> variant_key("Saraqib") == variant_key("Sarakeb")
    True
    """
    key = fold(text.replace("ş", "sh").replace("Ş", "Sh").replace("ç", "ch"))
    for pattern, instead in _VARIANTS:
        key = pattern.sub(instead, key)
    return key
