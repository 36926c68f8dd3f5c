"""`kg train`: weights for the learned reader from annotated texts."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KGError

if TYPE_CHECKING:
    from kg.learned.teaching import Source, Tune

EXAMPLES = """\b
Examples:
  kg train --gold mine=annotated/ -o model
  kg train --gold mine=annotated/ --knowledgenet train.jsonl --fold 1 --fold 2 --core core.json -o model
  kg train --gold mine=annotated/ --gold news=news/ --licence 'news=CC BY-NC-SA 4.0' --measure -o model
  kg train --gold mine=annotated/ --knowledgenet train.jsonl --core core.json --encoder -o model
  kg train --gold mine=annotated/ --from model --encoder -o better
"""
USUAL_CUT = 0.75
PATH = click.Path(path_type=Path, exists=True)


@click.command(epilog=EXAMPLES, short_help="Train the learned reader's weights.")
@click.option(
    "--gold",
    multiple=True,
    metavar="NAME=FOLDER",
    required=True,
    help="A folder with articles/ and gold/, facts as JSON lines.",
)
@click.option("--knowledgenet", type=PATH, help="KnowledgeNet, one passage a line.")
@click.option(
    "--fold", "folds", type=int, multiple=True, default=(1, 2), show_default=True, help="Its folds to use."
)
@click.option("--core", type=PATH, help="CORE's training sentences.")
@click.option(
    "--stated",
    multiple=True,
    metavar="NAME=PATH",
    help="What the rules said of that source's articles before they were fitted to them: a file of kg extract, or "
    "a folder of such files. Where given, only such sources tell how far to trust whom.",
)
@click.option(
    "--licence", multiple=True, metavar="NAME=TEXT", help="Under which licence a source is, for the card."
)
@click.option(
    "--cut",
    type=click.FloatRange(0, 1),
    help="The certainty from which the model alone states facts.  [default: that of --from, else 0.75]",
)
@click.option(
    "--from",
    "begin",
    type=PATH,
    help="A model folder to go on from: its arrays stay, --encoder tunes its encoder further, and trust is drawn to its own.",
)
@click.option("--encoder", is_flag=True, help="Fine-tune an encoder too (slow; needs kg[encoder]).")
@click.option("--measure", is_flag=True, help="Also measure what leaving out each source costs (slow).")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The folder to write to."
)
def command(
    gold: tuple[str, ...],
    knowledgenet: Path | None,
    folds: tuple[int, ...],
    core: Path | None,
    stated: tuple[str, ...],
    licence: tuple[str, ...],
    cut: float | None,
    begin: Path | None,
    output: Path,
    *,
    encoder: bool,
    measure: bool,
) -> None:
    """Train the weights of the learned reader and write them to a folder, with a card that says from what.

    Needs the extra kg[train]. The same sources give the same bytes on the same machine.
    """
    from kg.english.reader import load
    from kg.learned import weights as stored
    from kg.learned.teaching import Source, Teacher, teach

    sources = [Source("gold", name, Path(folder)) for name, folder in map(_named, gold)]
    if knowledgenet:
        sources.append(Source("knowledgenet", "knowledgenet", knowledgenet, folds))
    if core:
        sources.append(Source("core", "core", core))
    said = {name: Path(folder) for name, folder in map(_named, stated)}
    _check(sources)
    known = stored.load(begin) if begin else None
    tune = _tuning(begin) if encoder else _kept(begin) if begin else None
    teacher = Teacher(load(), sources, said, lambda line: click.echo(line, err=True), tune, known)
    named = dict(map(_named, licence))
    if cut is None:
        cut = known.trust.cut if known else USUAL_CUT
    card = teach(teacher, output, licences=named, cut=cut, measure=measure)
    click.echo(card)


def _kept(begin: Path) -> Tune:
    """Tunes nothing: the encoder of the model to go on from, if it has one, stays."""
    from kg.learned.encoder import NETWORK, TOKENS

    files = [begin / name for name in (NETWORK, TOKENS) if (begin / NETWORK).exists()]
    return lambda *_: {file.name: file.read_bytes() for file in files}


def _tuning(begin: Path | None) -> Tune:
    try:
        from kg.learned.encoder import NETWORK
        from kg.learned.finetune import fine_tuned
    except ImportError as error:
        raise KGError(
            f"fine-tuning an encoder needs {error.name}; install it with: pip install 'kg[encoder]'"
        ) from error
    file = begin / NETWORK if begin else None
    if file and not file.exists():
        raise KGError(f"{begin} has no encoder to tune further; leave out --encoder, or --from")
    return functools.partial(fine_tuned, begin=file)


def _named(text: str) -> tuple[str, str]:
    """The name and the value of "name=value"."""
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise click.UsageError(f"{text!r} is not of the form NAME=VALUE")
    return name, value


def _check(sources: list[Source]) -> None:
    for source in sources:
        wanted = [source.path / "articles", source.path / "gold"] if source.kind == "gold" else [source.path]
        if missing := [path for path in wanted if not path.exists()]:
            raise KGError(f"the source {source.name!r} lacks {missing[0]}")
