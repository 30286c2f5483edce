"""Paragraphs: what changed between two standpoints, in sentences for a report.

Every sentence is composed from the rows of the comparison and carries the claims that
it rests on. What is only possible is said to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from geodata.periods import day_of, day_words

__all__ = ["paragraph"]

Record = dict[str, Any]
Verbs = dict[str, str]

MANY_NAMES = 8
"""A sentence names as many things of one sort; the rows name every one."""


_VERBS = (
    {
        "began": "began",
        "ended": "ended",
        "is": "came to be",
        "is not": "ceased to be",
        "here": "set up were",
        "gone": "gone were",
    },
    {
        "began": "is now said to stand",
        "ended": "is no longer said to stand",
        "is": "is now said to be",
        "is not": "is no longer said to be",
        "here": "now said to stand are",
        "gone": "no longer said to stand are",
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
        *_event_sentences(rows),
    ]
    if not sentences:
        quiet = "no answer changes" if not rows else "only what nobody spoke of changes"
        sentences = [{"text": f"{quiet}.", "claims": []}]
    lead = _lead(record["from"], record["to"])
    first = sentences[0]
    sentences[0] = first | {"text": f"{lead}, {first['text']}"}
    return [_capital(sentence) for sentence in sentences]


def _lead(before: Record, after: Record) -> str:
    days = [day_words(day_of(each["on"])) for each in (before, after)]
    known = [each["known_by"] for each in (before, after)]
    by = [f"by {day_words(day_of(day))}" if day else "by now" for day in known]
    if days[0] == days[1] and known[0] == known[1]:
        return f"on {days[0]}"
    if days[0] == days[1]:
        return f"of {days[0]}, from what was known {by[0]} to what was known {by[1]}"
    if known == [None, None]:
        return f"from {days[0]} to {days[1]}"
    if known[0] == known[1]:
        return f"from {days[0]} to {days[1]}, with what was known {by[0]}"
    sides = [f"{day} as known {how}" for day, how in zip(days, by, strict=True)]
    return f"from {sides[0]} to {sides[1]}"


def _capital(sentence: Record) -> Record:
    text = sentence["text"]
    return sentence | {"text": text[:1].upper() + text[1:]}


def _regime_sentences(rows: Sequence[Record], verbs: Verbs) -> Iterable[Record]:
    regimes = [row for row in _zones(rows) if row["what"] == "regime"]
    ended = {row["id"]: row for row in _zones(rows) if row["what"] == "ended"}

    def how(row: Record) -> str:
        return ended.get(row["id"], {}).get("how") or ""

    yield from _said(
        _of(regimes, "ended"), f"the regime of {{}} {verbs['ended']}", note=how
    )
    begun = _of(regimes, "begun") + _known(regimes)
    yield from _said(begun, f"the regime of {{}} {verbs['began']}", note=_how_sure)
    for after, words in (("possible", "is no longer certain"), ("certain", "is sure")):
        moved = [r for r in _of(regimes, "changed") if r["after"] == after]
        yield from _said(moved, f"that the regime of {{}} stands {words}")
    lost = [r for r in regimes if r["after"] == "unknown"]
    yield from _said(lost, "nothing is known any more of {}")


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
    for what in dict.fromkeys(row["what"] for row in steps):
        same = [row for row in steps if row["what"] == what]
        begun = _of(same, "begun") + _known(same)
        yield from _said(begun, f"{{}} {verbs['is']} {what}", note=_how_sure)
        yield from _said(_of(same, "ended"), f"{{}} {verbs['is not']} {what}")


def _extent_sentences(rows: Sequence[Record]) -> Iterable[Record]:
    for row in _zones(rows):
        if row["what"].startswith("extent "):
            words = row["what"].removeprefix("extent ")
            stands = row["after"] in ("certain", "possible")
            verb = "is also given as" if stands else "is no longer given as"
            text = f"the extent of {row['name']} {verb} {words}."
            yield {"text": text, "claims": row["claims"]}


def _post_sentences(
    rows: Sequence[Record], counts: Record, verbs: Verbs
) -> Iterable[Record]:
    posts = [row for row in rows if row["kind"] == "post"]
    if not posts:
        return
    old, new = counts["before"], counts["after"]
    moved = [
        f"of {operator} from {old.get(operator, 0)} to {new.get(operator, 0)}"
        for operator in sorted({*old, *new})
        if old.get(operator, 0) != new.get(operator, 0)
    ]
    if moved:
        claims = [name for row in posts for name in row["claims"]]
        text = f"the number of located posts went {_joined(moved)}."
        yield {"text": text, "claims": list(dict.fromkeys(claims))}
    here = _of(posts, "begun") + _known(posts)
    yield from _said(here, f"{verbs['here']} the posts {{}}", note=_how_sure)
    yield from _said(_of(posts, "ended"), f"{verbs['gone']} the posts {{}}")


def _control_sentences(rows: Sequence[Record], verbs: Verbs) -> Iterable[Record]:
    ground = [row for row in rows if row["kind"] == "control"]
    for what in dict.fromkeys(row["what"] for row in ground):
        same = [row for row in ground if row["what"] == what]
        begun = _of(same, "begun") + _known(same)
        yield from _said(begun, f"{{}} {verbs['is']} {what}", note=_how_sure)
        yield from _said(_of(same, "ended"), f"{{}} {verbs['is not']} {what}")


def _event_sentences(rows: Sequence[Record]) -> Iterable[Record]:
    events = [row for row in rows if row["kind"] == "event"]
    events = [row for row in events if row["after"] in ("certain", "possible")]
    if not events:
        return
    sure = sum(1 for row in events if row["after"] == "certain")
    count = f"{len(events)} dated event" + ("s" if len(events) > 1 else "")
    doubt = f" ({len(events) - sure} possibly)" if sure < len(events) else ""
    claims = [name for row in events for name in row["claims"]]
    names = _names([row["name"] for row in events])
    text = f"{count} came to be told as past{doubt}: {names}."
    yield {"text": text, "claims": list(dict.fromkeys(claims))}


def _zones(rows: Iterable[Record]) -> list[Record]:
    return [row for row in rows if row["kind"] in ("zone", "belt")]


def _of(rows: Iterable[Record], change: str) -> list[Record]:
    return [row for row in rows if row["change"] == change]


def _known(rows: Iterable[Record]) -> list[Record]:
    """Rows of what nobody had spoken of and now is said to stand."""
    return [r for r in _of(rows, "known") if r["after"] in ("certain", "possible")]


def _how_sure(row: Record) -> str:
    return "possible" if row["after"] == "possible" else ""


def _said(
    rows: Sequence[Record],
    form: str,
    note: Callable[[Record], str] = lambda _: "",
) -> Iterable[Record]:
    """Say one sentence about the things of several rows; nothing about none."""
    if not rows:
        return
    named = dict.fromkeys(
        row["name"] + (f" ({said})" if (said := note(row)) else "") for row in rows
    )
    claims = dict.fromkeys(name for row in rows for name in row["claims"])
    text = form.format(_names(list(named))) + "."
    yield {"text": text, "claims": list(claims)}


def _names(names: Sequence[str]) -> str:
    shown = list(names[:MANY_NAMES])
    more = len(names) - len(shown)
    return _joined([*shown, f"{more} more"] if more else shown)


def _joined(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
