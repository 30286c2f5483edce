"""The command ``deesc``: options in, one call of the library, one write.

Libraries are imported inside the command that needs them, so that ``--help`` and a
question on a built atlas start fast.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from geodata.errors import DateError, DeescError, InputError
from maps.wording import languages

if TYPE_CHECKING:
    from geodata.world import World
    from maps.events import Packed
    from zones.atlas import Atlas
    from zones.dossier import Dossier

__all__ = ["main"]

VERSION = "0.1.0"
FORMATS = ("table", "csv", "xlsx", "json", "geojson", "geojsonl")
EXPORTS = ("gpkg", "parquet", "geojson", "kml", "csv", "xlsx")
TABLES = ("table", "csv", "xlsx", "json")
PATH = click.Path(path_type=Path)
JOINED = ("table", "csv", "json", "jsonl", "parquet", "geoparquet", "xlsx")
EVENT_COLUMNS = "id date end-date lon lat error-km place type actor".split()
SNIPPETS = ("iframe", "srcdoc", "markdown", "quarto", "jupyter", "pandoc")
STATUSES = "proposed announced agreed delimited in_force functioning ended".split()


class Day(click.ParamType[int]):
    """A day as users type it; what can be read in two ways is refused."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Return the day as an ordinal."""
        from geodata.periods import parse_day

        if isinstance(value, int):
            return value
        try:
            return parse_day(value)
        except DateError as error:
            self.fail(str(error), param, ctx)


class Commands(click.Group):
    """Commands in groups, with errors of deesc as one line and exit code 1."""

    groups = {
        "Make": ("map", "extract", "figure", "report", "embed", "export"),
        "Ask": ("inside", "at", "zones", "timeline", "diff", "why", "questions"),
        "Events": ("join", "ledger"),
        "Prepare": ("read", "add", "build", "review", "locate", "check"),
    }

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands by what they are for."""
        for title, names in self.groups.items():
            with formatter.section(title):
                formatter.write_dl(
                    [
                        (name, self.commands[name].get_short_help_str(70))
                        for name in names
                    ]
                )

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say errors on one line, with a traceback only at ``-vv``."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            raise  # click ends quietly when the reader has gone
        except Exception as error:
            if ctx.params.get("verbose", 0) >= 2:
                traceback.print_exc()
            message = str(error)
            if not isinstance(error, DeescError):
                message = f"{type(error).__name__}: {error} (deesc -vv shows where)"
            raise click.ClickException(message) from error


@click.group(cls=Commands, epilog="Each command has its own --help with an example.")
@click.option("-v", "--verbose", count=True, help="Say more; -vv shows tracebacks.")
@click.option("-q", "--quiet", count=True, help="Say less.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, option, value: _say_version(ctx) if value else None,
    help="Show the version, and those of the data that ship with it.",
)
def main(verbose: int, quiet: int) -> None:
    """Map where and when fighting was supposed to stop, from dated documents.

    \b
    deesc map -o map.html                      a map of the embedded documents
    deesc map DOCS -o map.html                 the same from your own folder
    deesc inside idlib --on 2018-10-01         what was inside that day
    deesc at Idlib --on 2019-06-01 --why       what applied there, and who says so
    """
    # What a command makes lives mostly to its end: looking for garbage as often as
    # Python does otherwise takes a tenth of the time of a map.
    gc.set_threshold(50_000, 10, 10)
    # Arrow's own allocator keeps what was freed, which big tables feel.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    level = max(10, 30 - 10 * (verbose - quiet))
    logging.basicConfig(
        level=level, format="%(message)s", stream=sys.stderr, force=True
    )


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


on_option = click.option("--on", type=Day(), help="The day, such as 2018-10-01.")
known_by_option = partial(
    click.option, "--known-by", type=Day(), help="Answer with what was known by then."
)
as_of_option = partial(
    click.option, "--as-of", type=Day(), help="This day for --on and --known-by."
)
format_option = partial(
    click.option,
    "-f",
    "--format",
    "form",
    help="How to write it. [default: by the suffix of -o, else table]",
)
file_option = partial(
    click.option,
    "-o",
    "--output",
    type=PATH,
    help="File to write.",
)
output_option = file_option()
overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Replace a file that deesc did not write."
)
boundaries_option = click.option(
    "--boundaries", type=PATH, help="Polygon file in place of the embedded boundaries."
)
name_field_option = click.option(
    "--name-field", help="Column with the names of --boundaries."
)
gazetteer_option = click.option(
    "--gazetteer", type=PATH, help="File of further places."
)


@dataclass(frozen=True)
class Geography:
    """The files of reference geography that a command was given."""

    boundaries: Path | None = None
    name_field: str | None = None
    gazetteer: Path | None = None

    @cached_property
    def world(self) -> World:
        """The world, read when it is first needed."""
        from geodata.world import load_world

        return load_world(self.boundaries, self.gazetteer, self.name_field)


def world_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a world, as one ``geography``."""

    @_options(boundaries_option, name_field_option, gazetteer_option)
    @wraps(command)
    def wrapped(
        *args: Any,
        boundaries: Path | None,
        name_field: str | None,
        gazetteer: Path | None,
        **options: Any,
    ) -> Any:
        geography = Geography(boundaries, name_field, gazetteer)
        return command(*args, geography=geography, **options)

    decorated: Callable[..., Any] = wrapped
    return decorated


texts_option = click.option(
    "--texts",
    type=PATH,
    help="Folder of the documents' texts, to show or check the sentences.",
)
source_options = _options(
    click.option(
        "--dossier",
        help="default, seed or reference, which ship with deesc, or a dossier file.",
        show_default="both",
    ),
    click.option("--atlas", type=PATH, help="Atlas file of deesc build."),
    world_options,
    click.option(
        "--without", multiple=True, metavar="DOC", help="Leave a document out."
    ),
    click.option(
        "--only", multiple=True, metavar="DOC", help="Use only this document."
    ),
    click.option(
        "--reading", metavar="CLAIM", help="Take this extent claim for its zone."
    ),
    texts_option,
)
care_options = _options(
    click.option(
        "--coarsen",
        "coarsen_km",
        type=click.FloatRange(0, 1000, min_open=True),
        metavar="KM",
        help="Move posts and events to a grid of this width.",
    ),
    click.option(
        "--delay",
        "delay_days",
        type=click.IntRange(0),
        metavar="DAYS",
        help="Leave the last days before the newest date of the documents out.",
    ),
)
answer_options = _options(
    source_options,
    click.option("--why", "evidence", is_flag=True, help="Show what it rests on."),
    output_option,
    overwrite_option,
)
knowing_options = _options(
    known_by_option("--as-of", "knowing"),
    answer_options,
    format_option(type=click.Choice(TABLES)),
)
sensitivity_option = click.option(
    "--sensitivity", is_flag=True, help="Leave each source out in turn."
)


zone_argument = partial(
    click.argument,
    "zone",
    shell_complete=lambda context, _, typed: _zones(context, typed),
)
status_option = click.option(
    "--status",
    type=click.Choice(STATUSES),
    help="Ask for this status in place of the regime.",
)


def day_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``asked``: the day, the day of knowledge and the status."""

    @_options(on_option, known_by_option(), as_of_option(), status_option)
    @wraps(command)
    def wrapped(
        *args: Any,
        on: int | None,
        known_by: int | None,
        as_of: int | None,
        status: str | None,
        **options: Any,
    ) -> Any:
        if as_of is not None and (on, known_by) != (None, None):
            msg = "--as-of stands for --on and --known-by: give it alone"
            raise click.UsageError(msg)
        if as_of is None and on is None:
            msg = "Missing option '--on'; a day is never today by itself"
            raise click.UsageError(msg)
        on, known_by = (on, known_by) if as_of is None else (as_of, as_of)
        asked = {"on": on, "knowing": known_by, "status": status}
        return command(*args, asked=asked, **options)

    decorated: Callable[..., Any] = wrapped
    return decorated


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of event tables, as one ``reading_tables``."""
    meanings = [*(name.replace("-", "_") for name in EVENT_COLUMNS), "admin", "country"]

    @_options(
        *(
            click.option(f"--{name}", metavar="COLUMN", help=f"Column of the {name}.")
            for name in EVENT_COLUMNS
        ),
        click.option(
            "--admin-column", "admin", metavar="COLUMN", help="Admin-1 names."
        ),
        click.option(
            "--country-column", "country", metavar="COLUMN", help="Its country."
        ),
        click.option(
            "--tz", default="UTC", show_default=True, help="Whose days count."
        ),
        click.option(
            "--date-order", type=click.Choice(["dmy", "mdy"]), help="Of 03/04/2018."
        ),
        click.option("--strict", is_flag=True, help="Stop at the first row in fault."),
        click.option("--rejects", type=PATH, help="CSV file for rows in fault."),
    )
    @wraps(command)
    def wrapped(
        *args: Any, tz: str, date_order: str | None, strict: bool, **options: Any
    ) -> Any:
        from geodata.tables import TableOptions
        from geodata.tables.dates import time_zone

        columns = {name: options.pop(name) for name in meanings}
        given = {name: column for name, column in columns.items() if column is not None}
        tables = TableOptions(given, time_zone(tz), date_order, strict)
        return command(*args, reading_tables=tables, **options)

    decorated: Callable[..., Any] = wrapped
    return decorated


@main.command(name="map", short_help="Make one offline HTML map with a time slider.")
@click.argument("sources", nargs=-1, type=PATH)
@click.option("--title", help="Title of the map.")
@click.option("--on", type=Day(), help="Day that the map opens on.")
@click.option(
    "--lang",
    type=click.Choice(languages()),
    default="en",
    show_default=True,
    help="Language that the map opens in.",
)
@click.option(
    "--tiles",
    metavar="URL",
    help="Background from a server, with {z}, {x} and {y}: the map then asks it.",
)
@click.option(
    "--tiles-attribution", metavar="TEXT", help="The line that its provider asks for."
)
@texts_option
@click.option(
    "--events",
    multiple=True,
    metavar="FILE",
    help="Table of dated events, as join takes it; may be repeated.",
)
@click.option(
    "--max-size",
    type=click.FloatRange(0, min_open=True),
    metavar="MB",
    help="Above it events become counts by place, day and type. [default: 100]",
)
@click.option(
    "--rows-allowed", is_flag=True, help="I may publish the rows of these tables."
)
@click.option("--accessed", type=Day(), help="Day on which the tables were fetched.")
@table_options
@world_options
@care_options
@file_option(default=Path("map.html"), show_default=True)
@overwrite_option
def make_map(
    sources: Sequence[Path],
    title: str | None,
    on: int | None,
    lang: str,
    tiles: str | None,
    tiles_attribution: str | None,
    texts: Path | None,
    geography: Geography,
    output: Path,
    overwrite: bool,
    **options: Any,
) -> None:
    """Make one HTML map that opens offline.

    SOURCES are a dossier, an atlas, or documents and folders of them; none means the
    embedded dossier.

    \b
    deesc map reports/ -o map.html
    deesc map --events acled.csv --accessed 2024-05-01 -o map.html
    """
    from geodata.formats import ensure_writable, write_text
    from maps.axis import day_with_events
    from maps.page import render_page
    from maps.tiles import read_tiles
    from zones.cautions import take_care
    from zones.loading import opening_day

    ensure_writable(output, overwrite)
    if tiles_attribution and not tiles:
        raise click.UsageError("--tiles-attribution needs --tiles")
    background = read_tiles(tiles, tiles_attribution) if tiles else None
    care = {name: options[name] for name in ("coarsen_km", "delay_days")}
    atlas = take_care(_atlas(sources, geography, texts), **care)
    opens = opening_day(sources) if on is None else on
    events = None
    if options["events"]:
        events, atlas = _events(atlas, geography, overwrite, care, **options)
        if on is None and opens is not None:
            opens = day_with_events(opens, events.summary)
    page = render_page(
        atlas, title=title, on=opens, lang=lang, events=events, tiles=background
    )
    write_text(output, page)
    click.echo(f"wrote {output} ({output.stat().st_size / 1e6:.2f} MB)", err=True)


def _events(
    atlas: Atlas,
    geography: Geography,
    overwrite: bool,
    care: dict[str, Any],
    **options: Any,
) -> tuple[Packed, Atlas]:
    """Pack the tables of a map, and say on stderr what became of them."""
    from geodata.formats import ensure_writable
    from geodata.periods import iso_of
    from geodata.row_files import rejecting
    from maps.events import MAX_SIZE_MB, Publishing, pack_files

    accessed, limit = options["accessed"], options["max_size"]
    publishing = Publishing(
        MAX_SIZE_MB if limit is None else limit,
        options["rows_allowed"],
        None if accessed is None else iso_of(accessed),
        **care,
    )
    if options["rejects"] is not None:
        ensure_writable(options["rejects"], overwrite)
    with rejecting(options["rejects"]) as reject:
        packed, atlas, lines = pack_files(
            list(map(Path, options["events"])),
            atlas,
            geography.world.gazetteer,
            options["reading_tables"],
            publishing,
            reject=reject,
            progress=_counting("rows read"),
        )
    for line in lines:
        click.echo(line, err=True)
    return packed, atlas


@main.command(name="extract", short_help="Give back the tables that a map holds.")
@click.argument("page", metavar="MAP", type=PATH)
@file_option(required=True)
@overwrite_option
def extract_tables(page: Path, output: Path, overwrite: bool) -> None:
    """Write the tables of events that MAP was made with, row by row.

    The suffix says the format: .csv .jsonl .parquet .xlsx; a folder gets a CSV file for
    each table.

    \b
    deesc extract map.html -o events.csv
    """
    from maps.events import extract_file

    for line in extract_file(page, output, overwrite):
        click.echo(line, err=True)


@main.command(name="figure", short_help="Draw a static map for print.")
@click.argument("zone", required=False)
@click.option("--bbox", metavar="W,S,E,N", help="Degrees to show, not the zone's own.")
@on_option
@click.option("--frames", metavar="D1,D2,…", help="Days of small multiples.")
@click.option("--size", default="a4", show_default=True, help="a4, a3 or WxHmm.")
@click.option("--landscape", is_flag=True, help="Turn the sheet.")
@click.option("--title", help="Title of the figure.")
@click.option("--subtitle", help="Line under the title.")
@click.option("--marking", help="Words at the head and foot of the sheet.")
@click.option(
    "--lang",
    type=click.Choice(["en", "ar"]),
    default="en",
    show_default=True,
    help="Language of the figure's own words.",
)
@source_options
@care_options
@file_option(default=Path("figure.png"), show_default=True)
@overwrite_option
def draw_figure(
    on: int | None,
    frames: str | None,
    bbox: str | None,
    size: str,
    landscape: bool,
    output: Path,
    overwrite: bool,
    **options: Any,
) -> None:
    """Draw ZONE, or what lies in --bbox, on a day; the suffix says the format.

    Suffixes: .png (300 dpi) .svg .pdf

    \b
    deesc figure idlib --on 2018-10-01 -o idlib.pdf
    deesc figure idlib --frames 2018-10-01,2020-03-10 --landscape -o idlib.png
    """
    from geodata.formats import ensure_writable, write_bytes
    from maps.figures import FigureRequest, figure_format, render_figure
    from maps.figures.ground import parse_box
    from maps.figures.paper import parse_size
    from zones.cautions import take_care

    if (on is None) == (frames is None):
        msg = "give --on DAY or --frames DAY,DAY; a day is never today by itself"
        raise click.UsageError(msg)
    days = [_day(part.strip()) for part in frames.split(",")] if frames else [on]
    wanted = ("zone", "title", "subtitle", "marking", "lang")
    try:
        request = FigureRequest(
            days=tuple(day for day in days if day is not None),
            box=None if bbox is None else parse_box(bbox),
            sheet=parse_size(size, landscape),
            **{name: options.pop(name) for name in wanted},
        )
        form = figure_format(output)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    ensure_writable(output, overwrite)
    care = {name: options.pop(name) for name in ("coarsen_km", "delay_days")}
    atlas = take_care(_selected(_opened(options), options), **care)
    write_bytes(output, render_figure(atlas, request, form))
    click.echo(f"wrote {output} ({output.stat().st_size / 1e6:.2f} MB)", err=True)


@main.command(name="report", short_help="Write a brief with map, tables and sources.")
@click.argument("zone", required=False)
@click.option("--all", "all_zones", is_flag=True, help="Every zone of the main type.")
@on_option
@click.option("--from", "first", type=Day(), help="First day of a period.")
@click.option("--to", "last", type=Day(), help="Last day of it, included.")
@click.option("--title", help="Title of the brief.")
@click.option("--marking", help="Words at its head and foot.")
@click.option("--template", type=PATH, help="Jinja2 template in place of the own one.")
@click.option(
    "--sources", type=PATH, multiple=True, help="List of sources: .json CSL, .bib."
)
@source_options
@care_options
@file_option(default=Path("brief.html"), show_default=True)
@overwrite_option
def write_report(
    zone: str | None,
    all_zones: bool,
    on: int | None,
    first: int | None,
    last: int | None,
    output: Path,
    overwrite: bool,
    **options: Any,
) -> None:
    """Write a brief on ZONE, on a day or for a period; the suffix says the format.

    Suffixes: .html (with the interactive map inside) .md .docx .pdf

    \b
    deesc report idlib --on 2018-10-01 -o brief.docx
    deesc report idlib --from 2018-10-01 --to 2020-03-10 -o brief.pdf
    """
    from geodata.formats import ensure_writable
    from maps.briefs import BriefRequest, write_brief
    from maps.briefs.writing import brief_format
    from zones.cautions import take_care

    if (zone is None) != all_zones:
        raise click.UsageError("name a ZONE, or give --all")
    if (on is None) == (last is None) or (first is None) != (last is None):
        msg = (
            "give --on DAY, or --from DAY and --to DAY; a day is never today by itself"
        )
        raise click.UsageError(msg)
    title, marking = options.pop("title"), options.pop("marking")
    try:
        day = last if on is None else on
        request = BriefRequest(day or 0, first, zone, title, marking)
        brief_format(output)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    lists = options.pop("sources")
    for path in (output, *lists):
        ensure_writable(path, overwrite)
    template = options.pop("template")
    care = {name: options.pop(name) for name in ("coarsen_km", "delay_days")}
    atlas = take_care(_selected(_opened(options), options), **care)
    for path in write_brief(atlas, request, output, template=template, sources=lists):
        click.echo(f"wrote {path} ({path.stat().st_size / 1e6:.2f} MB)", err=True)


@main.command(name="embed", short_help="Write a snippet that shows a map elsewhere.")
@click.argument("file", type=PATH)
@click.option(
    "--as",
    "flavour",
    type=click.Choice(SNIPPETS),
    default="iframe",
    show_default=True,
    help="What the snippet is for.",
)
@click.option("--url", help="Where the map will be found.")
@click.option("--picture", type=PATH, help="PNG or JPEG for where no frame can be.")
@click.option("--title", help="Title, not the map's own.")
@output_option
@overwrite_option
def embed_map(
    file: Path, flavour: str, output: Path | None, overwrite: bool, **options: Any
) -> None:
    """Write what puts the map FILE into a page, a notebook or a text document.

    \b
    deesc embed map.html --as iframe --url https://example.org/maps/map.html
    deesc embed map.html --as srcdoc -o part.html
    """
    from geodata.formats import ensure_writable
    from maps.embedding import NEEDS_ADDRESS, embed

    if output is not None:
        ensure_writable(output, overwrite)
    _write(embed(file, flavour, **options), output)
    if flavour in NEEDS_ADDRESS and options["url"] is None:
        click.echo(
            f"put {file.name} into the folder of the page, or upload it to any web "
            "server that serves files and give its address with --url",
            err=True,
        )


@main.command(name="export", short_help="Hand zones and items over to other tools.")
@click.argument("source", required=False)
@click.option("--on", type=Day(), help="Only what may hold on this day.")
@click.option("--from", "first", type=Day(), help="First day of a window.")
@click.option("--to", "last", type=Day(), help="Last day of it, included.")
@source_options
@care_options
@file_option(required=True)
@overwrite_option
@format_option(type=click.Choice(EXPORTS), help="The format, whatever the suffix.")
def export_file(
    source: str | None, output: Path, overwrite: bool, form: str | None, **options: Any
) -> None:
    """Export zones, posts, events and places of SOURCE; the suffix says the format.

    SOURCE is an atlas, a dossier or a folder of documents; none means the embedded
    dossier. Suffixes: .gpkg .parquet .geojson .kml .csv .xlsx

    \b
    deesc export -o zones.gpkg
    deesc export dossier.json --on 2018-10-01 -o zones.kml
    """
    from geodata.formats import ensure_writable
    from maps.exports import export_atlas, export_format
    from maps.features import Span
    from zones.cautions import take_care

    if source is not None and (options["dossier"] or options["atlas"]):
        raise click.UsageError("SOURCE, --dossier and --atlas: give one")
    try:
        form = export_format(output, form)
        span = Span.of(*(options.pop(name) for name in ("on", "first", "last")))
    except InputError as error:
        raise click.UsageError(str(error)) from error
    ensure_writable(output, overwrite)
    care = {name: options.pop(name) for name in ("coarsen_km", "delay_days")}
    atlas = _opened(options | {"dossier": source or options["dossier"]})
    atlas = take_care(_selected(atlas, options), **care)
    count = export_atlas(atlas, output, span=span, form=form, overwrite=overwrite)
    click.echo(f"wrote {output} ({count} features)", err=True)


@main.command(name="inside", short_help="What was inside a zone on a day.")
@zone_argument()
@day_options
@answer_options
@sensitivity_option
@format_option(type=click.Choice(FORMATS))
def ask_inside(zone: str, asked: dict[str, Any], **options: Any) -> None:
    """Say what was inside ZONE on a day, each with its certainty.

    \b
    deesc inside idlib --on 2018-10-01
    """
    from zones.answers import inside

    atlas, write = _question(options)
    write(partial(inside, zone=zone, **asked), atlas)


class Pointed(click.Command):
    """A command whose argument may be a point south of the equator: -17.8,178.1."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is LAT,LON with a minus for an argument, not for an option."""
        points = [each for each in args if _SOUTHERN.fullmatch(each)]
        if points and "--" not in args:
            args = [*(each for each in args if each not in points), "--", *points]
        return super().parse_args(ctx, args)


_SOUTHERN = re.compile(r"-[0-9.]+, ?[+-]?[0-9.]+")


@main.command(
    name="at",
    cls=Pointed,
    short_help="Which zones, belts and posts applied at a place.",
)
@click.argument("place")
@day_options
@answer_options
@sensitivity_option
@click.option(
    "--kind", type=click.Choice(["place", "province"]), help="What PLACE names."
)
@click.option("--all", "all_zones", is_flag=True, help="List what is no, too.")
@format_option(type=click.Choice(FORMATS))
def ask_at(
    place: str,
    asked: dict[str, Any],
    kind: str | None,
    all_zones: bool,
    **options: Any,
) -> None:
    """Say which zones, belts and posts applied at PLACE, a name or LAT,LON.

    \b
    deesc at Idlib --on 2019-06-01
    deesc at 35.93,36.63 --on 2019-06-01
    """
    from zones.answers import at

    atlas, write = _question(options)
    point = _lat_lon(place)
    if point is None:
        from zones.finding import find_anywhere

        geography: Geography = options["geography"]
        subject = find_anywhere(atlas, place, kind, lambda: geography.world.gazetteer)
    else:
        from zones.points import locate_point

        atlas, subject = locate_point(atlas, *point)
    write(partial(at, place=subject, all_zones=all_zones, **asked), atlas)


@main.command(name="zones", short_help="The zones and belts with their statuses.")
@day_options
@answer_options
@sensitivity_option
@format_option(type=click.Choice(FORMATS))
def ask_zones(asked: dict[str, Any], **options: Any) -> None:
    """List the zones and belts with their statuses on a day.

    \b
    deesc zones --on 2017-10-30
    """
    from zones.answers import list_zones

    atlas, write = _question(options)
    write(partial(list_zones, **asked), atlas)


@main.command(name="timeline", short_help="What the documents date about a zone.")
@zone_argument()
@sensitivity_option
@knowing_options
def ask_timeline(zone: str, knowing: int | None, **options: Any) -> None:
    """List what the documents date about ZONE, in order.

    \b
    deesc timeline idlib
    """
    from zones.derivations import timeline

    atlas, write = _question(options)
    write(partial(timeline, zone=zone, knowing=knowing), atlas)


@main.command(name="diff", short_help="What changed between days or dossiers.")
@click.argument("sides", nargs=-1, metavar="[DAY DAY | DOSSIER DOSSIER]")
@on_option
@known_by_option(multiple=True)
@as_of_option(multiple=True)
@answer_options
@format_option(type=click.Choice(TABLES))
def ask_diff(
    sides: Sequence[str],
    on: int | None,
    known_by: Sequence[int],
    as_of: Sequence[int],
    **options: Any,
) -> None:
    """Say what changed between two days, two states of knowledge or two dossiers.

    Two dossiers or atlases (files, or seed, reference, default) are compared on all
    days, or on the day of --on.

    \b
    deesc diff 2017-10-30 2018-12-31
    deesc diff --on 2018-10-01 --known-by 2018-09-20 --known-by 2020-03-05
    deesc diff --as-of 2017-10-30 --as-of 2018-12-31
    deesc diff old.json new.json
    """
    from zones.comparing import Standpoint, compare
    from zones.loading import EMBEDDED

    files = [side for side in sides if side in EMBEDDED or Path(side).is_file()]
    days = [_day(side) for side in sides if side not in files] + list(as_of)
    days += [on, on] if on is not None else []
    known: list[int | None] = [*(known_by or as_of)] or [None]
    known *= 2 if len(known) == 1 else 1
    on_all_days = len(files) == 2 and not days and known == [None, None]
    if not on_all_days and (
        (len(days), len(known)) != (2, 2) or len(files) == 1 or as_of and known_by
    ):
        msg = "give two days, two dossiers, --on with two --known-by, or two --as-of"
        raise click.UsageError(msg)
    if not files:
        atlas, write = _question(options)
        earlier = atlas
    else:
        earlier = _atlas(files[:1], options["geography"], options["texts"], quiet=True)
        atlas, write = _question(options | {"dossier": files[1]}, earlier)
        earlier = _selected(earlier, options, atlas)
    if on_all_days:
        from zones.differences import compare_atlases

        write(partial(compare_atlases, earlier), atlas, earlier)
        return
    before = Standpoint(earlier, days[0], known[0])
    after = Standpoint(atlas, days[1], known[1])
    write(lambda _: compare(before, after), atlas, earlier)


@main.command(name="why", short_help="Derive a zone or a claim back to its sentences.")
@click.argument("name", metavar="ZONE|CLAIM")
@knowing_options
def ask_why(name: str, knowing: int | None, **options: Any) -> None:
    """Derive what is known of a zone, or one claim, back to its sentences.

    \b
    deesc why dmz
    """
    from zones.derivations import why

    atlas, write = _question(options)
    write(partial(why, name=name, knowing=knowing), atlas)


@main.command(name="questions", short_help="What the documents leave open.")
@zone_argument(required=False)
@knowing_options
def ask_questions(zone: str | None, knowing: int | None, **options: Any) -> None:
    """List what the documents leave open about ZONE, or about every zone and belt.

    \b
    deesc questions idlib
    """
    from zones.questions import list_questions

    atlas, write = _question(options)
    write(partial(list_questions, zone=zone, knowing=knowing), atlas)


@main.command(name="read", short_help="Read documents into claims.")
@click.argument("documents", nargs=-1, required=True, type=PATH)
@world_options
@output_option
@overwrite_option
@click.option("--no-quotes", is_flag=True, help="Keep offsets, leave the words out.")
@click.option(
    "--no-store", is_flag=True, help="Read every text, and keep no readings beside -o."
)
@format_option(type=click.Choice(TABLES))
def read_documents(
    documents: Sequence[Path],
    geography: Geography,
    output: Path | None,
    overwrite: bool,
    no_quotes: bool,
    no_store: bool,
    form: str | None,
) -> None:
    """Read documents into claims; -o FILE.json writes a dossier.

    Decisions of a dossier that is there already are carried over to the new one. Of
    100 documents on, FILE.readings keeps what each says: those that are unchanged the
    next time are not read again.

    \b
    deesc read reports/ -o dossier.json
    """
    from geodata.formats import ensure_writable
    from zones.compiling import compile_dossier
    from zones.dossier import without_texts
    from zones.loading import earlier_dossier
    from zones.presenting import present
    from zones.reading import read
    from zones.reports import reading_record

    if output is not None:
        ensure_writable(output, overwrite)
    if output is not None and output.suffix == ".json" and form is None:
        earlier = earlier_dossier(output)
        with _progress() as progress:
            lines = compile_dossier(
                documents,
                output,
                geography.world,
                progress,
                earlier=earlier,
                quotes=not no_quotes,
                store=not no_store,
            )
        click.echo("\n".join(lines), err=True)
        return
    with _progress() as progress:
        dossier = read(list(documents), geography.world, progress)
    if no_quotes:
        dossier = without_texts(dossier)
    _report(dossier)
    _write(present(reading_record(dossier), _form(form, output)), output)


@main.command(name="add", short_help="Read new documents into a dossier.")
@click.argument("dossier", type=PATH)
@click.argument("documents", nargs=-1, type=PATH)
@click.option(
    "--extent", type=PATH, help="Polygon file of your own, as the extent of --zone."
)
@click.option("--zone", help="Zone that --extent is of.")
@click.option(
    "--line", type=PATH, help="Line file of your own, for belts along --line-name."
)
@click.option("--line-name", default="line of contact", show_default=True)
@click.option("--document", help="Document that the file is of. [default: its name]")
@click.option("--published", help="When that document came out, as EDTF.")
@click.option("--publisher", help="Who published it.")
@world_options
@output_option
@overwrite_option
def add_documents(
    dossier: Path,
    documents: Sequence[Path],
    extent: Path | None,
    zone: str | None,
    line: Path | None,
    line_name: str,
    geography: Geography,
    output: Path | None,
    overwrite: bool,
    **source: str | None,
) -> None:
    """Read new DOCUMENTS into DOSSIER and print which answers change.

    Claims and decisions that are there keep their ids. -o writes to another file.
    A polygon or a line of your own enters as a claim of the document it comes from.

    \b
    deesc add dossier.json new.txt
    deesc add dossier.json --extent mine.geojson --zone idlib --published 2018-10-05
    """
    from geodata.formats import ensure_writable
    from zones.adding import add
    from zones.building import build
    from zones.differences import changes
    from zones.dossier import read_dossier, write_dossier
    from zones.given import add_geometry

    if not (documents or extent or line):
        msg = "nothing to add: give documents, --extent or --line"
        raise click.UsageError(msg)
    if (extent is None) != (zone is None):
        msg = "--extent and --zone go together"
        raise click.UsageError(msg)
    target = output or dossier
    before = read_dossier(dossier)
    ensure_writable(target, overwrite or target == dossier)
    world = geography.world
    after = before
    if documents:
        with _progress() as progress:
            after = add(before, list(documents), world, progress)
    if extent is not None and zone is not None:
        after = add_geometry(after, extent, zone, "extent", **source)
    if line is not None:
        after = add_geometry(after, line, line_name, "line", **source)
    _report(after)
    is_new = (after.documents, after.claims) != (before.documents, before.claims)
    lines = changes(build(before, world), build(after, world)) if is_new else []
    if is_new or target != dossier:
        write_dossier(after, target)
    click.echo("\n".join(lines) if lines else "no answer changes")


@main.command(name="build", short_help="Build an atlas from a dossier or documents.")
@click.argument("sources", nargs=-1, required=True, type=PATH)
@world_options
@file_option(required=True)
@overwrite_option
def build_atlas(
    sources: Sequence[Path],
    geography: Geography,
    output: Path,
    overwrite: bool,
) -> None:
    """Build an atlas (GeoPackage) from a dossier or from documents.

    \b
    deesc build dossier.json -o atlas.gpkg
    """
    from geodata.formats import ensure_writable
    from zones.storing import write_atlas

    if output.suffix.lower() != ".gpkg":
        msg = f"{output}: an atlas is a GeoPackage, name it .gpkg"
        raise InputError(msg)
    ensure_writable(output, overwrite)
    write_atlas(_atlas(sources, geography), output)
    click.echo(f"wrote {output}", err=True)


@main.command(name="review", short_help="List claims to judge, and take decisions.")
@click.argument("dossier", type=PATH)
@click.option("--accept", multiple=True, metavar="CLAIM", help="Accept this claim.")
@click.option("--reject", multiple=True, metavar="CLAIM", help="Reject this claim.")
@click.option(
    "--edit",
    nargs=2,
    multiple=True,
    metavar="CLAIM FIELD=VALUE",
    help="Change a field of this claim; what its document says stays beside it.",
)
@click.option("--by", metavar="NAME", help="Who decides; an edit needs it.")
@click.option("--note", metavar="TEXT", help="Why, for decisions given here.")
@click.option("--on", type=Day(), help="Day of the decision; none is taken as given.")
@click.option(
    "--decisions",
    type=PATH,
    help="Edited CSV, XLSX or JSON of this command with decisions to take.",
)
@click.option("--undecided", is_flag=True, help="List only what is not decided yet.")
@texts_option
@output_option
@overwrite_option
@format_option(type=click.Choice(TABLES))
def review_claims(
    dossier: Path,
    accept: Sequence[str],
    reject: Sequence[str],
    edit: Sequence[tuple[str, str]],
    by: str | None,
    note: str | None,
    on: int | None,
    decisions: Path | None,
    undecided: bool,
    texts: Path | None,
    output: Path | None,
    overwrite: bool,
    form: str | None,
) -> None:
    """List the claims of DOSSIER, lowest confidence first, or decide about them.

    With --accept, --reject, --edit or --decisions the decisions are written into
    DOSSIER. A rejected claim is left out of every map and answer, an edited one says
    there who edited it.

    \b
    deesc review dossier.json -o claims.csv
    deesc review dossier.json --reject 'note@120:status:idlib' --by 'A. Analyst'
    deesc review dossier.json --edit 'note@90:post' begins=2018-04 --by 'A. Analyst'
    deesc review dossier.json --decisions claims.xlsx --by 'A. Analyst'
    """
    from dataclasses import replace

    from geodata.formats import ensure_writable
    from geodata.periods import iso_of
    from zones.dossier import read_dossier, write_dossier
    from zones.presenting import present
    from zones.quoting import with_quotes
    from zones.reviewing import decide, read_decisions, review_record, verdicts

    if output is not None:
        ensure_writable(output, overwrite)
    day = None if on is None else iso_of(on)
    before = read_dossier(dossier)
    taken = verdicts(before, accept, reject, edit, by=by, on=day, note=note)
    if decisions is not None:
        taken += read_decisions(decisions, before, by=by, on=day)
    shown = with_quotes(before, texts) if texts is not None else before
    shown = decide(shown, taken)
    if taken:
        write_dossier(replace(before, decisions=shown.decisions), dossier)
        made = len(shown.decisions) - len(before.decisions)
        click.echo(f"{made} decisions written to {dossier}", err=True)
    elif decisions is not None:
        click.echo(f"{decisions}: no decision in it", err=True)
    if output is not None or form is not None or not (taken or decisions):
        record = review_record(shown, undecided)
        _write(present(record, _form(form, output)), output)


@main.command(name="locate", short_help="Look names up in the gazetteer.")
@click.argument("names", nargs=-1, required=True, metavar="NAME|FILE...")
@click.option("--kind", help="settlement, area, province or country.")
@click.option("--country", help="ISO 3166-1 alpha-2 code, such as SY.")
@click.option("--place", metavar="COLUMN", help="Column of names in a table FILE.")
@click.option("--admin", metavar="COLUMN", help="Column of their admin-1 regions.")
@click.option("--country-column", metavar="COLUMN", help="Column of their countries.")
@gazetteer_option
@click.option("--online", is_flag=True, help="Ask Nominatim for what is not found.")
@output_option
@overwrite_option
@format_option(type=click.Choice(FORMATS))
def locate_names(
    names: Sequence[str],
    kind: str | None,
    country: str | None,
    place: str | None,
    admin: str | None,
    country_column: str | None,
    gazetteer: Path | None,
    online: bool,
    output: Path | None,
    overwrite: bool,
    form: str | None,
) -> None:
    """Look names up in the gazetteer; a FILE holds one name on each line.

    A name is matched exactly, as a known spelling or one by rule; anything else gets
    suggestions. With --place, FILE is a table of any kind that deesc join reads: it is
    written again with the positions of its places. Fill in by hand what is missing,
    and join the result.

    \b
    deesc locate "Saraqib, Idlib" "Maarat al-Numan"
    deesc locate raids.xlsx --place town --admin province -o located.xlsx
    """
    from geodata.formats import ensure_writable
    from zones.locating import locate
    from zones.presenting import present

    if output is not None:
        ensure_writable(output, overwrite)
    world = Geography(gazetteer=gazetteer).world
    if place is not None:
        from geodata.tables.located import TableLocator

        if len(names) > 1 or kind or online or (form or "").startswith("geo"):
            msg = "--place takes one FILE, and no --kind, --online or -f geojson"
            raise click.UsageError(msg)
        if output is None and form == "xlsx":
            raise click.UsageError("xlsx is not for the screen: name a file with -o")
        if output is not None and form in ("table", "json"):
            raise click.UsageError(f"{form} is for the screen: write csv or xlsx")
        locator = TableLocator(world.gazetteer, place, admin, country_column, country)
        report = locator.write(Path(names[0]), output or sys.stdout, form)
        click.echo("\n".join(report.lines()), err=True)
        return
    if admin is not None or country_column is not None:
        raise click.UsageError("--admin and --country-column need --place")
    record = locate(names, world.gazetteer, kind=kind, country=country, online=online)
    _write(present(record, _form(form, output)), output)


engine_option = click.option(
    "--engine",
    type=click.Choice(["auto", "shapely", "fast"]),
    default="auto",
    show_default=True,
    help="How points are looked up; the answers are the same.",
)


@main.command(name="join", short_help="Say in which zones dated events were.")
@click.argument("events", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--zone", "zones", multiple=True, help="Only this zone or belt.")
@status_option
@table_options
@click.option(
    "--per",
    type=click.Choice(["pair", "event"]),
    default="pair",
    show_default=True,
    help="A row for each event and zone, or for each event.",
)
@click.option("--aggregate", metavar="WHAT,...", help="Count by zone, month, type, ….")
@click.option(
    "--engine",
    type=click.Choice(["auto", "shapely", "fast", "dask"]),
    default="auto",
    show_default=True,
    help="How points are looked up, or on a cluster; the answers are the same.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of a cluster for --engine dask.")
@known_by_option()
@source_options
@output_option
@overwrite_option
@format_option(type=click.Choice(JOINED))
def join_tables(events: Sequence[str], **options: Any) -> None:
    """Say of dated events in which zones and belts they were, and how surely.

    Reads CSV, JSON lines, Excel, Parquet, GeoPackage and GeoJSON, also .gz and .zst,
    with the columns of ACLED, UCDP GED or GDELT, or with those that are named.

    \b
    deesc join events.csv -o joined.csv
    deesc join tables/ --aggregate zone,month,type -o counts.csv
    """
    from geodata.formats import ensure_writable
    from geodata.row_files import row_format
    from zones.join_runs import JoinRun

    output, rejects = options["output"], options["rejects"]
    form = options["form"] or (row_format(output) if output else "table")
    on_cluster = options["engine"] == "dask"
    if options["scheduler"] and not on_cluster:
        raise click.UsageError("--scheduler needs --engine dask")
    if output is None and form in ("parquet", "geoparquet", "xlsx"):
        msg = f"{form} is not for the screen: name a file with -o"
        raise click.UsageError(msg)
    if output is not None and form in ("table", "json"):
        msg = f"{form} is for the screen: write csv, jsonl, parquet or xlsx"
        raise click.UsageError(msg)
    if rejects is not None:
        ensure_writable(rejects, options["overwrite"])
    if output is not None and not output.is_dir():
        ensure_writable(output, options["overwrite"])
    atlas = _selected(_opened(options), options)
    run = JoinRun(
        atlas,
        options["geography"].world.gazetteer,
        options["zones"],
        options["status"],
        options["reading_tables"],
        options["per"],
        tuple(filter(None, (options["aggregate"] or "").replace(" ", "").split(","))),
        _counting("rows read"),
        "auto" if on_cluster else options["engine"],
        options["known_by"],
    )
    asked = (list(map(Path, events)), output or sys.stdout, form, rejects)
    if on_cluster:
        from zones.cluster_runs import join_on_cluster

        report = join_on_cluster(run, *asked, scheduler=options["scheduler"])
    else:
        report = run.write(*asked)
    for line in report.lines():
        click.echo(line, err=True)


@main.command(name="ledger", short_help="Count candidate violations of an agreement.")
@click.argument("events", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--zone", "zones", multiple=True, help="Only this zone or belt.")
@status_option
@table_options
@click.option("--subtype", metavar="COLUMN", help="Column of a finer type.")
@click.option("--reporter", metavar="COLUMN", help="Column of who reports it.")
@click.option("--types", type=PATH, help="Table of which acts the types of events are.")
@click.option(
    "--by",
    default="zone,rule,month,type,actor,reporter",
    show_default=True,
    metavar="WHAT,...",
    help="What is counted together.",
)
@click.option(
    "--bands",
    default="5,10,20",
    show_default=True,
    metavar="KM,...",
    help="Split possible ones at these distances to stated ground.",
)
@click.option(
    "--before-after",
    metavar="DAY|AGREEMENT",
    help="Compare the rates before and after.",
)
@click.option(
    "--window",
    type=click.IntRange(1),
    metavar="DAYS",
    help="Length of each of the two times.  [default: as the events allow]",
)
@click.option("--all", "everything", is_flag=True, help="List what no rule names, too.")
@click.option("--chart", type=PATH, help="PNG or SVG file for a chart by month.")
@engine_option
@known_by_option()
@source_options
@output_option
@overwrite_option
@format_option(type=click.Choice(("table", "csv", "xlsx", "json", "md")))
def count_candidates(events: Sequence[str], **options: Any) -> None:
    """Count events that may break what documents say was agreed.

    They are candidates: events of a kind that a claim forbids, in ground where and on a
    day when the rule held. Each count has why it may be none, and whose claim the rule
    is.

    \b
    deesc ledger acled.csv -o ledger.xlsx --chart ledger.png
    deesc ledger acled.csv --zone idlib --before-after sochi-2018-09-17 -o idlib.md
    """
    from geodata.formats import ensure_writable
    from maps.charts import chart_format, draw_ledger
    from zones.before_after import around
    from zones.event_types import read_event_types
    from zones.knowledge import known
    from zones.ledger_tables import ledger_format, ledger_text, write_ledger
    from zones.ledgers import LedgerRun, bands_of

    output, chart = options["output"], options["chart"]
    form = options["form"] or (ledger_format(output) if output else "table")
    if output is None and form == "xlsx":
        raise click.UsageError("xlsx is not for the screen: name a file with -o")
    if options["window"] and not options["before_after"]:
        raise click.UsageError("--window needs --before-after")
    drawn = chart_format(chart) if chart is not None else None
    for path in filter(None, (output, chart, options["rejects"])):
        ensure_writable(path, options["overwrite"])
    atlas = _selected(_opened(options), options)
    asked, knowing = options["before_after"], options["known_by"]
    tables = options["reading_tables"]
    further = {name: options[name] for name in ("subtype", "reporter")}
    given = {name: column for name, column in further.items() if column is not None}
    run = LedgerRun(
        atlas,
        options["geography"].world.gazetteer,
        options["zones"],
        options["status"],
        replace(tables, columns={**tables.columns, **given}),
        read_event_types(options["types"]),
        tuple(filter(None, options["by"].replace(" ", "").split(","))),
        bands_of(options["bands"]),
        around(known(atlas, knowing)[1], asked, options["window"]) if asked else None,
        options["everything"],
        _counting("rows read"),
        options["engine"],
        knowing,
    )
    found = run.read(list(map(Path, events)), options["rejects"])
    written = []
    if output is None:
        click.echo(ledger_text(found, form), nl=False)
    else:
        written += write_ledger(found, output, form, overwrite=options["overwrite"])
    if chart is not None and drawn is not None:
        draw_ledger(found, chart, drawn)
        written.append(chart)
    for line in [*found.report, *found.notes, *(f"wrote {path}" for path in written)]:
        click.echo(line, err=True)


@main.command(name="check", short_help="Say everything that is wrong with a dossier.")
@click.argument("file", type=PATH)
@texts_option
@format_option(type=click.Choice(TABLES))
def check_file(file: Path, texts: Path | None, form: str | None) -> None:
    """Say everything that is wrong with a dossier, in one pass.

    \b
    deesc check dossier.json
    """
    from zones.checking import check, complaint_record
    from zones.presenting import present

    complaints = check(file, texts)
    if complaints or form not in (None, "table"):
        _write(present(complaint_record(file, complaints), form or "table"), None)
    many = "fault" if len(complaints) == 1 else "faults"
    click.echo(f"{file}: {len(complaints)} {many}", err=True)
    if complaints:
        sys.exit(1)


def _say_version(ctx: click.Context) -> None:
    from zones.loading import data_versions

    click.echo(f"deesc, version {VERSION}")
    for name, words in data_versions():
        click.echo(f"  {name:<10}  {words}")
    ctx.exit()


def _zones(ctx: click.Context, typed: str) -> list[Any]:
    """Complete the name of a zone from the dossier or atlas named so far."""
    from click.shell_completion import CompletionItem
    from zones.loading import load_atlas

    source = ctx.params.get("atlas") or ctx.params.get("dossier")
    try:
        atlas = load_atlas([source] if source else [], _no_building)
    except DeescError:
        return []  # a key that completes nothing says nothing
    return [
        CompletionItem(zone, help=atlas.name_of(zone))
        for zone in atlas.zone_ids()
        if zone.startswith(typed)
    ]


def _no_building() -> World:
    msg = "names are completed from what is built already"
    raise InputError(msg)


def _question(
    options: dict[str, Any], earlier: Atlas | None = None
) -> tuple[Atlas, Callable[..., None]]:
    """Open the atlas that a question is put to, and make the writer of its answer."""
    from zones.presenting import add_evidence, present
    from zones.sensitivity import sensitivity

    output = options["output"]
    form = _form(options["form"], output)
    if output is not None:
        from geodata.formats import ensure_writable

        ensure_writable(output, options["overwrite"])
    atlas = _selected(_opened(options), options, earlier)

    def write(ask: Callable[[Atlas], Any], asked: Atlas, *others: Atlas) -> None:
        record = ask(asked)
        if options.get("sensitivity"):
            record |= {"sensitivity": sensitivity(ask, asked)}
        if options["evidence"]:
            record = add_evidence(record, asked, *others)
        _write(present(record, form, asked), output)

    return atlas, write


def _opened(options: dict[str, Any]) -> Atlas:
    """Open the atlas that the source options name."""
    if options["dossier"] is not None and options["atlas"] is not None:
        msg = "--dossier and --atlas name two sources: give one"
        raise click.UsageError(msg)
    if options["atlas"] is not None:
        from zones.storing import read_atlas

        return _with_texts(read_atlas(options["atlas"]), options["texts"])
    sources = [options["dossier"]] if options["dossier"] else []
    return _atlas(sources, options["geography"], options["texts"], quiet=True)


def _selected(
    atlas: Atlas, options: dict[str, Any], other: Atlas | None = None
) -> Atlas:
    from zones.narrowing import select

    names = ("without", "only", "reading")
    among = {d.id for d in other.documents} | other.later if other else ()
    return select(atlas, **{name: options[name] for name in names}, among=among)


def _atlas(
    sources: Sequence[str | Path],
    geography: Geography,
    texts: Path | None = None,
    quiet: bool = False,
) -> Atlas:
    from zones.loading import load_atlas

    atlas = load_atlas(
        sources,
        lambda: geography.world,
        is_default_world=geography == Geography(),
        report=None if quiet else _report,
    )
    return _with_texts(atlas, texts)


def _with_texts(atlas: Atlas, texts: Path | None) -> Atlas:
    if texts is None:
        return atlas
    from zones.quoting import with_quotes

    return with_quotes(atlas, texts)


_MANY_DOCUMENTS = 50


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Give what shows on stderr how far a reading is, if it is of many documents."""
    with ExitStack() as stack:
        bars: list[Any] = []

        def progress(done: int, total: int) -> None:
            if total <= _MANY_DOCUMENTS:
                return
            if not bars:
                bar = click.progressbar(length=total, label="reading", file=sys.stderr)
                bars.append(stack.enter_context(bar))
            bars[0].update(1)

        yield progress


def _report(dossier: Dossier) -> None:
    from zones.reports import reading_report

    for line in reading_report(dossier):
        click.echo(line, err=True)


def _day(text: str) -> int:
    from geodata.periods import parse_day

    try:
        return parse_day(text)
    except DateError as error:
        raise click.BadParameter(f"{error}, or name two files") from error


def _lat_lon(text: str) -> tuple[float, float] | None:
    parts = text.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        return None
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # nan is neither
        msg = f"{text!r} is outside of LAT,LON: -90..90, -180..180"
        raise click.BadParameter(msg)
    return lat, lon


def _counting(what: str) -> Callable[[int], None]:
    """Show on a terminal how far long work is."""

    def show(count: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{count:,} {what} ", err=True, nl=False)

    return show


def _form(form: str | None, output: Path | None) -> str:
    """Return the format asked for, else that of the file's suffix, else table."""
    suffix = output.suffix.lower().removeprefix(".") if output is not None else ""
    if form is not None or suffix not in FORMATS:
        return form or "table"
    context = click.get_current_context()
    option = next(p for p in context.command.params if p.name == "form")
    return str(option.type_cast_value(context, suffix))


def _write(text: str | bytes, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from geodata.formats import write_bytes

    write_bytes(output, text.encode() if isinstance(text, str) else text)
    click.echo(f"wrote {output}", err=True)


if __name__ == "__main__":
    main()
