"""Places in Arabic, Russian and Turkish: endings, prefixes, kind words and roles.

The gazetteer holds names as they are written alone. In a sentence Russian declines
them, Turkish hangs endings on them and Arabic writes "and", "in" and "to" as one word
with them; :func:`bare_forms` undoes that, and only where the result is a name that the
gazetteer holds does it count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geodata.places import Place

from ..mentions import PlaceMention
from ..sentences import Sentence

__all__ = ["PLACE_TONGUES", "KindWords", "PlaceTongue", "bare_forms", "roles_in"]


@dataclass(frozen=True, slots=True)
class KindWords:
    """Words that say of a name beside them what it is.

    Attributes
    ----------
    province, town
        Patterns of kind words before a name and after it.
    located
        Patterns of what places something there, before a name and after it.
    """

    province: tuple[re.Pattern[str], re.Pattern[str]]
    town: tuple[re.Pattern[str], re.Pattern[str]]
    located: tuple[re.Pattern[str], re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class PlaceTongue(KindWords):
    """How places are named in one language.

    Attributes
    ----------
    talks
        Words of sentences in which a foreign town is a venue.
    ordinary
        Folded names that are words of the language far more often: they count only
        beside a kind word.
    """

    talks: re.Pattern[str]
    ordinary: frozenset[str]


def _tongue(
    province: tuple[str, str],
    town: tuple[str, str],
    located: tuple[str, str],
    talks: str,
    ordinary: str,
) -> PlaceTongue:
    def pair(patterns: tuple[str, str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
        before, after = patterns
        return (
            re.compile(rf"(?:^|\W)(?:{before})$" if before else r"(?!)", re.I),
            re.compile(after or r"(?!)", re.I),
        )

    return PlaceTongue(
        pair(province),
        pair(town),
        pair(located),
        re.compile(talks, re.I),
        frozenset(ordinary.split()),
    )


PLACE_TONGUES: Mapping[str, PlaceTongue] = {
    "ar": _tongue(
        (r"[وبل]*(?:ال)?(?:محافظ(?:ة|تي|ات)|ريف|أرياف|إقليم|اقليم)\s+", ""),
        (
            r"[وبل]*(?:ال)?(?:مدين(?:ة|تي)|بلد(?:ة|تي)|قري(?:ة|تي)|ناحية|مخيم|"
            r"معبر|مطار)\s+",
            "",
        ),
        (
            r"(?:في|من|إلى|الى|نحو|قرب|داخل|شمال|جنوب|شرق|غرب|حول|خارج|باتجاه|وسط|"
            r"بين)\s+(?:\S+\s+)?",
            "",
        ),
        r"محادثات|مفاوضات|مباحثات|اجتماع|اجتمع|لقاء|التق|جولة|مؤتمر|قمة|وقع|اتفاق"
        r"|استضاف",
        "مدينه بلده قريه منطقه شمال جنوب شرق غرب وفي وان سنه خمس كيف عين حصن ملح "
        "عيون باب سجن حزم جديد جميل "
        "ابيض مرج حاضر حاجب بحري صخره سحر سال صور بار قوم نين هند دان علان ملكه مطله "
        "زهرا حمرا سراي خليل رشيد بشري صبحا عزيز عزير قاسم جاسم حاتم زبير مريا جرم كهف "
        "حمام وادي جبل سد دير تل قلعه بيت نور جسر خان راس مجدل غات لاد واو شين وقاص",
    ),
    "ru": _tongue(
        (
            r"(?:провинци|мухафаз|област|губернатор|вилайет|район)\w*\s+",
            r"\s+(?:провинци|мухафаз|област|губернатор|вилайет)\w*",
        ),
        (
            r"(?:город|посёл|посел|деревн|селени|сел|населенн\w+\s+пункт|кпп)\w*\s+"
            r"|г\.\s*|н\.\s?п\.\s*",
            "",
        ),
        (
            r"(?:в|во|из|под|около|на|близ|у|возле|к|ко|от|через|между|над|вокруг|"
            r"юг\w*|север\w*|восток\w*|запад\w*)\s+(?:\w+\s+)?",
            "",
        ),
        r"переговор|встреч|встрет|консультаци|раунд|саммит|конференц|подписа|соглашени"
        r"|меморандум|состоял",
        "бор бар мал бас лир море рим прая ром сом урла сад порт мост хан мила орел "
        "том этап заря сила вера рада марка бука рука лига терны",
    ),
    "tr": _tongue(
        ("", r"(?:['’]\w+)?\s+(?:ili|iline|ilinde|ilinin|vilayet\w*|kırsal\w*)\b"),
        (
            "",
            r"(?:['’]\w+)?\s+(?:kent|şehr|şehir|ilçe|belde|köy|kasaba|havaalan)\w*",
        ),
        (
            "",
            r"['’](?:y?l[ae]|[dt][ae]|[dt][ae]n|y?[ae]|n?[iıuü]n|ndeki)\w*"
            r"|\s+(?:kent|şehr|ilçe|belde|köy|yakın|çevre|kuzey|güney|doğu|batı)\w*",
        ),
        r"görüş|müzakere|toplan|bir araya|zirve|konferans|imzala|anlaşma|mutabakat",
        "",
    ),
}
"""Languages beside English in which places are read."""

# Endings of Russian cases and what stands in their place in the nominative.
_CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ской", ("ская",)),
    ("ного", ("ное", "ный")),
    ("ному", ("ное", "ный")),
    ("ией", ("ия",)),
    ("ом", ("", "о")),
    ("ем", ("й", "ь", "е")),
    ("ой", ("а", "ая")),
    ("ей", ("я", "ья", "ь")),
    ("ую", ("ая",)),
    ("ию", ("ия",)),
    ("ии", ("ия", "ий")),
    ("ах", ("ы", "и")),
    ("е", ("", "а", "о", "я", "й", "ь")),
    ("а", ("", "о")),
    ("у", ("", "а", "о")),
    ("ы", ("а", "")),
    ("и", ("а", "я", "ь", "")),
    ("ю", ("я", "ь", "й")),
    ("я", ("ь", "й")),
)
_STEM = 3  # "Хам-е"; a shorter rest is no name
_PREFIX = re.compile(r"[وف]?(?:لل|[بلك])|[وف]")
_SUFFIX = re.compile(r"['’][a-zçğıöşüâî]{1,9}$")


def bare_forms(words: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield what a name may be without the grammar of its sentence.

    Yields
    ------
    tuple of int, int and str
        Where the name begins and ends in the words, and how it may stand in the
        gazetteer.

    Examples
    --------
    >>> [name for _, _, name in bare_forms("İdlib'deki", "tr")]
    ['İdlib']
    >>> "Хама" in {name for _, _, name in bare_forms("Хаме", "ru")}
    True
    >>> (1, 4, "حلب") in set(bare_forms("بحلب", "ar"))
    True
    """
    if language == "tr":
        if bare := _SUFFIX.sub("", words):
            yield 0, len(bare), bare
    elif language == "ar":
        found = _PREFIX.match(words)
        while found:
            rest = words[found.end() :]
            if len(rest.partition(" ")[0]) >= _STEM:
                yield found.end(), len(words), rest
            # "وب": the shorter prefix may be part of the name
            found = _PREFIX.fullmatch(words, 0, found.end() - 1)
    elif language == "ru":
        head, space, last = words.rpartition(" ")
        for ending in _nominatives(last):
            yield 0, len(words), f"{head}{space}{ending}"
            for first in _nominatives(head) if head else ():
                yield 0, len(words), f"{first} {ending}"


def _nominatives(word: str) -> Iterator[str]:
    for ending, instead in _CASES:
        stem = word.removesuffix(ending)
        if len(stem) >= _STEM and stem != word:
            for each in instead:
                yield stem + each


def roles_in(
    tongue: PlaceTongue,
    sentences: Sequence[Sentence],
    mentions: Sequence[PlaceMention],
    theatre: str | None,
    seats: Mapping[str, Place],
) -> list[PlaceMention]:
    """Say which names are places, which venues of talks and which governments."""
    result = []
    found = iter(mentions)
    mention = next(found, None)
    for sentence in sentences:
        while mention is not None and mention.start < sentence.end:
            role = _role(tongue, sentence, mention, theatre, seats)
            result.append(replace(mention, role=role))
            mention = next(found, None)
    return result


def _role(
    tongue: PlaceTongue,
    sentence: Sentence,
    mention: PlaceMention,
    theatre: str | None,
    seats: Mapping[str, Place],
) -> str:
    if sentence.kind == "dateline":
        return "venue"
    if mention.kind == "actor":
        return "actor"
    seat = seats.get(mention.country or "")
    is_seat = seat is not None and seat.id == mention.place
    before = sentence.text[: mention.start - sentence.start]
    after = sentence.text[mention.end - sentence.start :]
    one, two = tongue.located
    is_located = bool(one.search(before) or two.match(after))
    is_located = is_located or before.endswith(("ب", "ل"))
    if mention.kind == "country" or is_seat:
        if not is_located:
            return "actor"
    if mention.kind == "settlement" and mention.country != theatre:
        if is_located and tongue.talks.search(sentence.text):
            return "venue"
    return "place"
