"""Paragraphs: what changed between two standpoints, in sentences for a report.

Every sentence is composed from the rows of the comparison and carries the claims that
it rests on. What is only possible is said to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from geodata.periods import day_of, day_words, edtf_words

__all__ = ["dated", "is_beside", "paragraph"]

Record = dict[str, Any]
Verbs = dict[str, tuple[str, str]]
"""Of each verb its form for one thing and for several."""

MANY_NAMES = 12
"""A sentence names as many things of one sort; the rows name every one."""

_STANDING = ("certain", "possible")

_VERBS: tuple[Verbs, Verbs] = (
    {
        "began": ("began", "began"),
        "ended": ("ended", "ended"),
        "is": ("came to be", "came to be"),
        "is not": ("ceased to be", "ceased to be"),
        "here": ("was set up", "were set up"),
        "gone": ("was given up", "were given up"),
        "told": ("falls in this time", "fall in this time"),
        "untold": ("is no longer told", "are no longer told"),
    },
    {
        "began": ("is now said to stand", "are now said to stand"),
        "ended": ("is no longer said to stand", "are no longer said to stand"),
        "is": ("is now said to be", "are now said to be"),
        "is not": ("is no longer said to be", "are no longer said to be"),
        "here": ("is now said to stand", "are now said to stand"),
        "gone": ("is no longer said to stand", "are no longer said to stand"),
        "told": ("is now told", "are now told"),
        "untold": ("is no longer told", "are no longer told"),
    },
)
"""What happened between two days, and what is said otherwise of one and the same."""


def paragraph(record: Record) -> list[Record]:
    """Say a comparison in sentences.

    Parameters
    ----------
    record
        Of :func:`zones.comparing.compare`, with ``from``, ``to``, ``items``, ``posts``.

    Returns
    -------
    list of dict
        With ``text`` and ``claims``; read one after the other they are a paragraph.
    """
    rows = record["items"]
    verbs = _VERBS[record["from"]["on"] == record["to"]["on"]]
    sentences = [
        *_regime_sentences(rows, verbs),
        *_status_sentences(rows, verbs),
        *_extent_sentences(rows),
        *_post_sentences(rows, record["posts"], verbs),
        *_control_sentences(rows, verbs),
        *_event_sentences(rows, verbs),
    ]
    if not sentences:
        quiet = "no answer changes"
        if any(not is_beside(row) for row in rows):
            quiet = "no more changes than the table says"
        elif rows:
            quiet = "all that changes is that what was unheard of is known not to be so"
        sentences = [{"text": f"{quiet}.", "claims": []}]
    lead = _lead(record["from"], record["to"])
    first = sentences[0]
    sentences[0] = first | {"text": f"{lead} {first['text']}"}
    return [_capital(sentence) for sentence in sentences]


def is_beside(row: Record) -> bool:
    """Whether a row only rules out what nobody had spoken of."""
    return bool(row["change"] == "known" and row["after"] == "no")


def _lead(before: Record, after: Record) -> str:
    days = [day_words(day_of(each["on"])) for each in (before, after)]
    known = [each["known_by"] for each in (before, after)]
    by = [f"by {day_words(day_of(day))}" if day else "by now" for day in known]
    if days[0] == days[1] and known[0] == known[1]:
        return f"for {days[0]} the second dossier answers otherwise than the first:"
    if days[0] == days[1]:
        known_then = f"what was known {by[1]} differs from what was known {by[0]}"
        return f"for {days[0]}, {known_then}:"
    if known == [None, None]:
        return f"between {days[0]} and {days[1]},"
    if known[0] == known[1]:
        return f"between {days[0]} and {days[1]}, with what was known {by[0]},"
    sides = [f"{day} as known {how}" for day, how in zip(days, by, strict=True)]
    return f"between {sides[0]} and {sides[1]},"


def _capital(sentence: Record) -> Record:
    text = sentence["text"]
    return sentence | {"text": text[:1].upper() + text[1:]}


def _regime_sentences(rows: Sequence[Record], verbs: Verbs) -> Iterable[Record]:
    regimes = [row for row in _zones(rows) if row["what"] == "regime"]
    ended = {row["id"]: row for row in _zones(rows) if row["what"] == "ended"}

    def how(row: Record) -> str:
        return ended.get(row["id"], {}).get("how") or ""

    subject = ("the regime of {}", "the regimes of {}")
    yield from _said(_of(regimes, "ended"), _form(subject, verbs["ended"]), how)
    begun = _of(regimes, "begun") + _known(regimes)
    yield from _said(begun, _form(subject, verbs["began"]), _how_sure)
    for after, sure in (("possible", "no longer"), ("certain", "now")):
        moved = [r for r in _of(regimes, "changed") if r["after"] == after]
        known = f"it is {sure} certain that "
        forms = _form((f"{known}{subject[0]}", f"{known}{subject[1]}"), _STAND)
        yield from _said(moved, forms)
    lost = [r for r in regimes if r["after"] == "unknown"]
    yield from _said(lost, _form(("of {}", "of {}"), _NOTHING))


_STAND = ("stands", "stand")
_NOTHING = ("nothing is known any longer", "nothing is known any longer")


def _status_sentences(rows: Sequence[Record], verbs: Verbs) -> Iterable[Record]:
    """Say steps of zones whose regime did not begin or end."""
    moved = {
        row["id"]
        for row in _zones(rows)
        if row["what"] == "regime" and row["change"] != "changed"
    }
    steps = [
        row
        for row in _zones(rows)
        if row["id"] not in moved
        and row["what"] != "regime"
        and not row["what"].startswith("extent ")
    ]
    yield from _state_sentences(steps, verbs)


def _state_sentences(rows: Sequence[Record], verbs: Verbs) -> Iterable[Record]:
    """Say that things came to be what they were not, or ceased to be it.

    What the same things came to be is said in one sentence.
    """
    for verb in ("is", "is not"):
        groups: dict[tuple[tuple[str, str], ...], dict[str, list[Record]]] = {}
        for what in dict.fromkeys(row["what"] for row in rows):
            same = [row for row in rows if row["what"] == what]
            ended, begun = _of(same, "ended"), _of(same, "begun") + _known(same)
            moved = begun if verb == "is" else ended
            key = tuple(sorted((row["id"], _how_sure(row)) for row in moved))
            groups.setdefault(key, {})[what] = moved
        for group in groups.values():
            moved = [row for same in group.values() for row in same]
            forms = _form(("{}", "{}"), verbs[verb], _joined(list(group)))
            yield from _said(moved, forms, _how_sure)


def _extent_sentences(rows: Sequence[Record]) -> Iterable[Record]:
    for row in _zones(rows):
        if row["what"].startswith("extent "):
            words = row["what"].removeprefix("extent ")
            text = f"an extent of {row['name']} no longer stands: {words}."
            if row["after"] in _STANDING and row["before"] not in _STANDING:
                text = f"an extent of {row['name']} is stated: {words}."
            elif row["after"] in _STANDING:
                sure = {"certain": "surely", "possible": "possibly"}[row["after"]]
                text = f"an extent of {row['name']} now {sure} stands: {words}."
            yield {"text": text, "claims": row["claims"]}


def _post_sentences(
    rows: Sequence[Record], counts: Record, verbs: Verbs
) -> Iterable[Record]:
    posts = [row for row in rows if row["kind"] == "post"]
    if not posts:
        return
    old, new = counts["before"], counts["after"]
    moved = []
    for operator in sorted({*old, *new}):
        was, now = old.get(operator, 0), new.get(operator, 0)
        if was != now:
            went = "rose" if now > was else "fell"
            whose = "unnamed operators" if operator == "unnamed" else operator
            moved.append(f"of {whose} {went} from {was} to {now}")
    if moved:
        claims = [name for row in posts for name in row["claims"]]
        text = f"the number of located posts {_joined(moved)}."
        yield {"text": text, "claims": list(dict.fromkeys(claims))}
    subject = ("the post {}", "the posts {}")
    here = _of(posts, "begun") + _known(posts)
    yield from _said(here, _form(subject, verbs["here"]), _how_sure)
    yield from _said(_of(posts, "ended"), _form(subject, verbs["gone"]))


def _control_sentences(rows: Sequence[Record], verbs: Verbs) -> Iterable[Record]:
    ground = [
        row | {"name": _ground(row["name"])} for row in rows if row["kind"] == "control"
    ]
    yield from _state_sentences(ground, verbs)
    for after, sure in (("possible", "no longer"), ("certain", "now")):
        moved = [r for r in _of(ground, "changed") if r["after"] == after]
        for what in dict.fromkeys(row["what"] for row in moved):
            same = [row for row in moved if row["what"] == what]
            subject = f"it is {sure} certain that {{}}"
            yield from _said(same, _form((subject, subject), ("is", "are"), what))


def _ground(name: str) -> str:
    """Make a noun of ground that is named by how it lies to a place."""
    is_relative = name.split(" ", 1)[0] in ("around", "near", "along")
    return f"the ground {name}" if is_relative else name


def _event_sentences(rows: Sequence[Record], verbs: Verbs) -> Iterable[Record]:
    events = [row for row in rows if row["kind"] == "event"]
    events = [row for row in events if row["before"] not in _STANDING]
    told = [row for row in events if row["after"] in _STANDING]
    yield from _count_events(told, verbs["told"])
    gone = [r for r in rows if r["kind"] == "event" and r["before"] in _STANDING]
    gone = [row for row in gone if row["after"] not in _STANDING]
    yield from _count_events(gone, verbs["untold"])


def _count_events(events: Sequence[Record], verb: tuple[str, str]) -> Iterable[Record]:
    if not events:
        return
    unsure = sum(1 for row in events if "possible" in (row["before"], row["after"]))
    one = len(events) == 1
    count = "one dated event" if one else f"{len(events)} dated events"
    doubt = "possibly" if one else f"{unsure} of them possibly"
    claims = [name for row in events for name in row["claims"]]
    names = _names([dated(row) for row in events])
    text = f"{count} {verb[not one]}{f' ({doubt})' if unsure else ''}: {names}."
    yield {"text": text, "claims": list(dict.fromkeys(claims))}


def dated(row: Record) -> str:
    """Name a row of an answer with its day in words, where its name does not say it."""
    on = row.get("on")
    if not on or on in row["name"] or edtf_words(on) in row["name"]:
        return str(row["name"])
    return f"{row['name']} ({edtf_words(on)})"


def _zones(rows: Iterable[Record]) -> list[Record]:
    return [row for row in rows if row["kind"] in ("zone", "belt")]


def _of(rows: Iterable[Record], change: str) -> list[Record]:
    return [row for row in rows if row["change"] == change]


def _known(rows: Iterable[Record]) -> list[Record]:
    """Rows of what nobody had spoken of and now is said to stand."""
    return [r for r in _of(rows, "known") if r["after"] in _STANDING]


def _how_sure(row: Record) -> str:
    return "possible" if row["after"] == "possible" else ""


def _form(
    subject: tuple[str, str], verb: tuple[str, str], rest: str = ""
) -> tuple[str, str]:
    """Join subject, verb and what follows, for one thing and for several."""
    tail = f" {rest}".replace("{", "{{").replace("}", "}}") if rest else ""
    return f"{subject[0]} {verb[0]}{tail}", f"{subject[1]} {verb[1]}{tail}"


def _said(
    rows: Sequence[Record],
    forms: tuple[str, str],
    note: Callable[[Record], str] = lambda _: "",
) -> Iterable[Record]:
    """Say one sentence about the things of several rows; nothing about none."""
    if not rows:
        return
    notes = {row["name"]: note(row) for row in rows}
    shared = set(notes.values())
    is_shared = len(shared) == 1
    named = [
        f"{name} ({said})" if said and not is_shared else name
        for name, said in notes.items()
    ]
    tail = "".join(shared) if is_shared else ""
    if tail:
        tail = f" ({tail})" if len(notes) == 1 else f" (all {tail})"
    claims = dict.fromkeys(name for row in rows for name in row["claims"])
    text = forms[len(notes) > 1].format(_names(named)) + f"{tail}."
    yield {"text": text, "claims": list(claims)}


def _names(names: Sequence[str]) -> str:
    shown = list(names[:MANY_NAMES])
    more = len(names) - len(shown)
    return _joined([*shown, f"{more} more"] if more else shown)


def _joined(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
