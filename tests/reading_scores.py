"""Measure the text readers on the known corpus of ``tests/data/reading/corpus``.

Run ``python tests/reading_scores.py`` for the tables and ``--verbose`` for every miss
and every false mention or claim. :func:`measure` is the same as a function. What the
fields of an expectation mean is said in the corpus's README.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geodata.folding import fold
from reading_matches import (
    check_expected,
    distance_km,
    is_same_date,
    judge_fields,
    pair_claims,
    pair_mentions,
    show_claim,
    show_expected,
    show_field,
    span_of,
)

__all__ = ["Case", "Scores", "Tally", "load_corpus", "main", "measure", "score_case"]

CORPUS = Path(__file__).parent / "data" / "reading" / "corpus"
KINDS = "extent status term control belt line post rule event".split()


@dataclass(frozen=True, slots=True)
class Case:
    """A text of the corpus with what a careful reader finds in it.

    Attributes
    ----------
    name
        File stem.
    path
        The text.
    expected
        Content of the ``.expected.json`` beside it.
    """

    name: str
    path: Path
    expected: Mapping[str, Any]

    @property
    def style(self) -> str:
        """Return the family of the style, without what stands after it."""
        return re.split(r"\s*[(:]", str(self.expected["style"]))[0]


@dataclass(slots=True)
class Tally:
    """Counts of what was found rightly, expected but missed, and found wrongly."""

    hits: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """Return the share of the found that is right."""
        return _share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float:
        """Return the share of the expected that is found."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return _share(2 * self.hits, 2 * self.hits + self.missed + self.false)


@dataclass(slots=True)
class Scores:
    """Everything measured over some cases.

    Attributes
    ----------
    mentions
        Tallies by ``dates relaxed``, ``dates strict``, ``dates value``, ``places`` and
        ``places held`` (names that the gazetteer holds).
    claims
        Tallies by kind of claim.
    shares
        Right and all, of what is a share: places within 25 km, role, fields, ….
    notes
        One line for each miss, false find and crash.
    """

    mentions: dict[str, Tally] = field(default_factory=dict)
    claims: dict[str, Tally] = field(default_factory=dict)
    shares: dict[str, list[int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def mention(self, name: str) -> Tally:
        """Return the tally of a kind of mention."""
        return self.mentions.setdefault(name, Tally())

    def claim(self, kind: str) -> Tally:
        """Return the tally of a kind of claim."""
        return self.claims.setdefault(kind, Tally())

    def share(self, name: str, right: bool) -> None:
        """Count one more of a share."""
        counts = self.shares.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1

    def add(self, other: Scores) -> None:
        """Add the counts and notes of other scores."""
        for mine, theirs in (
            (self.mentions, other.mentions),
            (self.claims, other.claims),
        ):
            for name, tally in theirs.items():
                total = mine.setdefault(name, Tally())
                total.hits += tally.hits
                total.missed += tally.missed
                total.false += tally.false
        for name, (right, count) in other.shares.items():
            counts = self.shares.setdefault(name, [0, 0])
            counts[0] += right
            counts[1] += count
        self.notes.extend(other.notes)

    def all_claims(self) -> Tally:
        """Return the tally over all kinds of claims."""
        tallies = self.claims.values()
        return Tally(
            sum(t.hits for t in tallies),
            sum(t.missed for t in tallies),
            sum(t.false for t in tallies),
        )


def load_corpus(folder: Path = CORPUS) -> list[Case]:
    """Load the cases of a folder by name, and check that they can be met.

    Raises
    ------
    ValueError
        If a text has no expectation, or one that cannot be met.
    """
    cases = []
    for path in sorted(folder.glob("*.txt")):
        beside = path.with_suffix(".expected.json")
        if not beside.is_file():
            msg = f"{path.name} has no {beside.name}"
            raise ValueError(msg)
        expected = json.loads(beside.read_text("utf-8"))
        text = path.read_text("utf-8")
        try:
            check_expected(expected, text)
        except ValueError as error:
            msg = f"{beside.name}: {error}"
            raise ValueError(msg) from error
        cases.append(Case(path.stem, path, expected))
    return cases


def measure(cases: Iterable[Case], world: Any = None) -> dict[str, Scores]:
    """Read every case and score it.

    Parameters
    ----------
    cases
        Cases as :func:`load_corpus` returns them.
    world
        Reference geography; the embedded one where None.

    Returns
    -------
    dict
        Scores by style, in order of name, and over all under ``"all"``.
    """
    from geodata.world import load_world

    known = world or load_world()
    by_style: dict[str, Scores] = {}
    total = Scores()
    for case in cases:
        scores = score_case(case, known)
        by_style.setdefault(case.style, Scores()).add(scores)
        total.add(scores)
    return {"all": total} | dict(sorted(by_style.items()))


def score_case(case: Case, world: Any) -> Scores:
    """Read one case and score it; a reader that raises has found nothing."""
    from zones.claims import claim_to_json
    from zones.documents import read_documents
    from zones.reading import read_text

    scores = Scores()
    places: Sequence[Any] = ()
    dates: Sequence[Any] = ()
    claims: list[dict[str, Any]] = []
    published = None
    crashed = False
    try:
        texts, skipped = read_documents([case.path])
        if skipped:
            scores.notes.append(f"SKIP {case.name}: {skipped[0].why}")
        text = texts[0]
        published = text.document.published
        places, dates, found = read_text(text, world)
        claims = [claim_to_json(claim) for claim in found]
    except Exception as error:  # every text has to be counted, whatever breaks
        crashed = True
        line = f"CRASH {case.name}: {type(error).__name__}: {error}"
        scores.notes.append(line)
    scores.share("read without a crash", not crashed)
    _score_publication(case, published, scores)
    _score_dates(case, dates, scores)
    _score_places(case, places, world, scores)
    _score_claims(case, claims, scores)
    return scores


def _score_publication(case: Case, published: str | None, scores: Scores) -> None:
    from geodata.periods import parse_edtf

    expected = case.expected["published"]
    exact = published == expected
    sound = exact
    if expected and published:
        want, got = parse_edtf(expected), parse_edtf(published)
        sound = got.first <= want.first and want.last <= got.last
    scores.share("publication exact", exact)
    scores.share("publication sound", sound or published is None)
    if not exact:
        scores.notes.append(
            f"PUBLISHED {case.name}: {published}, should be {expected}"
            + ("" if sound else " (not even within its bounds)")
        )


def _score_dates(case: Case, found: Sequence[Any], scores: Scores) -> None:
    pairs, missed, false = pair_mentions(case.expected["dates"], found)
    relaxed = scores.mention("dates relaxed")
    strict = scores.mention("dates strict")
    value = scores.mention("dates value")
    for each, mention in pairs:
        if each.get("optional"):
            continue
        relaxed.hits += 1
        same_span = span_of(each) == (mention.start, mention.end)
        same_value = is_same_date(each["edtf"], mention.edtf)
        for tally, right in ((strict, same_span), (value, same_value)):
            tally.hits += right
            tally.missed += not right
            tally.false += not right
        if not same_value:
            scores.notes.append(
                f"DATE value {case.name}: {mention.surface!r} is {mention.edtf}, "
                f"should be {each['edtf']}"
            )
        elif not same_span:
            scores.notes.append(
                f"DATE span {case.name}: {mention.surface!r}, "
                f"should be {each['surface']!r}"
            )
    for each in missed:
        if not each.get("optional"):
            _count_all((relaxed, strict, value), "missed")
            scores.notes.append(f"DATE missed {case.name}: {each['surface']!r}")
    for mention in false:
        _count_all((relaxed, strict, value), "false")
        scores.notes.append(f"DATE false {case.name}: {mention.surface!r}")


def _count_all(tallies: Iterable[Tally], name: str) -> None:
    for tally in tallies:
        setattr(tally, name, getattr(tally, name) + 1)


def _score_places(case: Case, found: Sequence[Any], world: Any, scores: Scores) -> None:
    pairs, missed, false = pair_mentions(case.expected["places"], found)
    tally, held = scores.mention("places"), scores.mention("places held")
    for each, mention in pairs:
        if each.get("optional"):
            continue
        tally.hits += 1
        held.hits += _is_held(each, world)
        right_role = mention.role in each["role"].split("|")
        scores.share("place role", right_role)
        if not right_role:
            scores.notes.append(
                f"PLACE role {case.name}: {each['surface']!r} at {each['start']} is "
                f"{mention.role}, should be {each['role']}"
            )
        _score_position(case, each, mention, scores)
    for each in missed:
        if each.get("optional"):
            continue
        tally.missed += 1
        is_held = _is_held(each, world)
        held.missed += is_held
        if each["lat"] is not None:
            scores.share("within 25 km (all expected)", False)
        scores.notes.append(
            f"PLACE missed {case.name}: {each['surface']!r} at {each['start']}"
            + ("" if is_held else " (not in the gazetteer)")
        )
    for mention in false:
        tally.false += 1
        held.false += 1
        scores.notes.append(
            f"PLACE false {case.name}: {mention.surface!r} at {mention.start} as "
            f"{mention.name} ({mention.role})"
        )


def _is_held(expected: Mapping[str, Any], world: Any) -> bool:
    keys = world.gazetteer.keys()
    return fold(expected["surface"]) in keys or fold(expected["name"]) in keys


def _score_position(
    case: Case, each: Mapping[str, Any], mention: Any, scores: Scores
) -> None:
    for name in ("admin1", "country"):
        if each[name] is not None and (mention.lat or getattr(mention, name)):
            right = getattr(mention, name) == each[name]
            scores.share(f"place {name}", right)
            if not right:
                scores.notes.append(
                    f"PLACE {name} {case.name}: {each['surface']!r} at "
                    f"{each['start']} has {getattr(mention, name)}, should be "
                    f"{each[name]}"
                )
    if each["lat"] is None:
        return
    if mention.lat is None:
        scores.share("within 25 km (all expected)", False)
        scores.share("within 25 km (of those found)", False)
        scores.notes.append(f"PLACE unlocated {case.name}: {each['surface']!r}")
        return
    km = distance_km(each["lat"], each["lon"], mention.lat, mention.lon)
    scores.share("within 25 km (all expected)", km <= 25)
    scores.share("within 25 km (of those found)", km <= 25)
    scores.share("within 25 km (of those located)", km <= 25)
    is_point = each["kind"] == "settlement"
    if is_point:
        scores.share("within 5 km (of towns located)", km <= 5)
    if km > (5 if is_point else 25):
        scores.notes.append(
            f"PLACE far {case.name}: {each['surface']!r} at {each['start']} is put "
            f"{km:.0f} km away ({mention.name}, {mention.kind})"
        )


def _score_claims(case: Case, found: list[dict[str, Any]], scores: Scores) -> None:
    expected = case.expected["claims"]
    pairs = pair_claims(expected, found)
    for i, each in enumerate(expected):
        if i not in pairs:
            if not each.get("optional"):
                scores.claim(each["kind"]).missed += 1
                scores.notes.append(f"CLAIM missed {case.name}: {show_expected(each)}")
            continue
        if each.get("optional"):
            continue
        scores.claim(each["kind"]).hits += 1
        claim = found[pairs[i]]
        for name, right in judge_fields(each, claim):
            scores.share("claim fields", right)
            scores.share(f"claim field {name}", right)
            if not right:
                want = each["zone_like"] if name == "zone" else each["fields"].get(name)
                scores.notes.append(
                    f"FIELD {case.name}: {claim['id'].split('@')[1]} {name} is "
                    f"{show_field(claim, name)}, should be {want or 'asserted'}"
                )
    used = set(pairs.values())
    barred = case.expected["no_claims_of"]
    for j, claim in enumerate(found):
        if j in used:
            continue
        scores.claim(claim["kind"]).false += 1
        word = "barred" if claim["kind"] in barred else "false"
        scores.share("false claims that are barred", word == "barred")
        scores.notes.append(f"CLAIM {word} {case.name}: {show_claim(claim)}")


def _share(part: float, whole: float) -> float:
    return 100.0 * part / whole if whole else 100.0


def _table(results: Mapping[str, Scores]) -> Iterator[str]:
    total = results["all"]
    head = f"{'':32}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'missed':>7}{'false':>7}"
    yield head
    rows = [*total.mentions.items()]
    rows += [(f"claims: {k}", total.claims[k]) for k in KINDS if k in total.claims]
    rows.append(("claims: all", total.all_claims()))
    for name, tally in rows:
        yield f"{name:32}{_numbers(tally)}"
    yield ""
    for name, (right, count) in sorted(total.shares.items()):
        yield f"{name:40}{_share(right, count):6.1f} %  {right} of {count}"
    yield ""
    head = f"{'by style (F1)':32}{'dates':>7}{'value':>7}{'places':>7}{'claims':>7}"
    yield head + f"{'false':>7}"
    for style, scores in results.items():
        tallies = [scores.mention(n) for n in ("dates relaxed", "dates value")]
        tallies += [scores.mention("places"), scores.all_claims()]
        numbers = "".join(f"{t.f1:7.1f}" for t in tallies)
        yield f"{style[:32]:32}{numbers}{tallies[-1].false:7}"


def _numbers(tally: Tally) -> str:
    shares = "".join(f"{n:7.1f}" for n in (tally.precision, tally.recall, tally.f1))
    return shares + f"{tally.hits:7}{tally.missed:7}{tally.false:7}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, and with ``--verbose`` every failure."""
    parser = argparse.ArgumentParser(description="Measure the text readers.")
    parser.add_argument("--verbose", action="store_true", help="list every failure")
    parser.add_argument("--only", metavar="WORD", default="", help="part of the name")
    options = parser.parse_args(arguments)
    cases = [case for case in load_corpus() if options.only in case.name]
    results = measure(cases)
    lines = [f"{len(cases)} texts", *_table(results)]
    if options.verbose:
        lines += ["", *sorted(results["all"].notes)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    raise SystemExit(main())
