"""What a large notes folder costs: read for the first time, looked at again, asked for references.

The notes cite papers of the library in every way, some papers far more than others. They are
indexed by the real command, and the real server is asked who cites the paper that most notes cite.
"""

import random
import shutil
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.speed.corpus import SEED, Corpus
from bench.speed.measure import Figure, median, seconds
from bench.speed.site import Site
from litnotes_index.model import Paper
from litnotes_index.uris import path_of
from support.client import SERVER, Client

_CITED = 2_000  # papers
_PER_NOTE = 4
_WORDS = 60  # before and after each citation
_ROUNDS = 5
_REFERENCE_ROUNDS = 20
_WARM_SECONDS = 1.0
_REACH = 10.0
_MANY = 20_000
_REFERENCE_MS = 100.0
# What its README says of 20,000 notes.
_IWE = 20_000, 0.705


def run(site: Site) -> Iterator[Figure]:
    """Yield the figures of each number of notes, beside the papers of one library."""
    papers = list(_papers(site))
    root = site.folder / f"{site.papers}-notes"
    for count in site.notes:
        notes = root / f"{count}"
        most = _written(notes, papers, count)
        _configure(root, notes, site.root / "dumps")
        yield from _indexed(site, root, notes, count)
        yield from _references(site, root, most, count)


def _papers(site: Site) -> Iterator[Paper]:
    search = site.library().view().papers
    for title in dict.fromkeys(site.titles(_CITED)):
        yield from search.titled(title)[:1]


def _written(folder: Path, papers: list[Paper], count: int) -> Paper:
    """Write notes, unless they are there; return the paper that most of them cite."""
    draw = random.Random(SEED)
    corpus = Corpus()
    # Zipf's law, but for its first ranks: some papers stand in every twentieth note or so.
    weights = [1 / (rank + 5) for rank in range(len(papers))]
    cited: Counter[int] = Counter()
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(count):
        places = draw.choices(range(len(papers)), weights, k=_PER_NOTE)
        cited.update(set(places))
        path = folder / f"{number // 100:03}" / f"note-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_note(corpus, number, [papers[place] for place in places]), "utf-8")
    return papers[cited.most_common(1)[0][0]]


def _note(corpus: Corpus, number: int, cited: list[Paper]) -> str:
    """A note that cites a paper by wikilink, by key, by its plain title, and by a link."""
    linked, keyed, titled, listed = cited
    paragraphs = [
        f"---\ntags: [a, b]\n---\n# Note {number}",
        f"{corpus.prose(_WORDS)}\n[[{linked.title}]] {corpus.prose(_WORDS)}",
        f"{corpus.prose(_WORDS)} [@{keyed.key}, p. 3] and so on.",
        f"{corpus.prose(_WORDS)} {titled.title} is what we read.",
        f"- [{listed.title}](https://example.org/{number})\n- {corpus.prose(_WORDS // 2)}",
    ]
    return "\n\n".join(paragraphs) + "\n"


def _configure(root: Path, notes: Path, dumps: Path) -> None:
    text = f'papers = ["{dumps.as_posix()}"]\nnotes = ["{notes.as_posix()}"]\n'
    (root / "litnotes.toml").write_text(text, encoding="utf-8")


def _indexed(site: Site, root: Path, notes: Path, count: int) -> Iterator[Figure]:
    """Yield what the notes cost the command, beside their bytes and what lists the same files."""
    command = [sys.executable, "-m", "litnotes_index", "index", "--root", str(root)]
    command += ["--index-dir", str(site.index_dir)]
    dumps = (site.root / "dumps").resolve()
    find = ["find", str(notes), str(dumps), "-printf", "%T@ %s\n"]
    _run(command)  # the papers, above all
    for folder in site.index_dir.glob(f"{root.name}-*/notes"):
        shutil.rmtree(folder)
    files = sorted(notes.rglob("*.md"))
    reading = seconds(lambda: [path.read_bytes() for path in files])
    cold = seconds(lambda: _run(command))
    beside = "reading the same bytes"
    yield Figure("notes, cold", count, cold, beside, reading, "s")
    if count == _IWE[0]:
        yield Figure("notes, cold", count, cold, "iwe, as published", _IWE[1], "s")
    _run(command)  # what was read just after it was written is looked into once more
    warm = median(lambda: _run(command), _ROUNDS)
    listed = median(lambda: _run(find), _ROUNDS)
    what = "notes and dumps, nothing changed"
    # With few notes it is the start of an interpreter that is measured.
    reach = _REACH if count >= _MANY else None
    yield Figure(what, count, warm, "`find -printf '%T@ %s'`", listed, "s", reach)
    yield Figure(what, count, warm, "what is wanted", _WARM_SECONDS, "s", 1)


def _references(site: Site, root: Path, paper: Paper, count: int) -> Iterator[Figure]:
    """Yield what references for a paper cost, beside reading the notes that hold them."""
    with Client(SERVER, env=site.env) as client:
        client.initialize(root)
        uri = (root / "asked.md").as_uri()
        client.open(uri, f"[@{paper.key}]\n")
        # Work is done in its order: this is answered once all is up to date.
        client.request("workspace/executeCommand", {"command": "litnotes.status", "arguments": []})
        asked = {**client.at(uri, 3), "context": {"includeDeclaration": True}}
        found = client.request("textDocument/references", asked)
        times = [
            seconds(lambda: client.request("textDocument/references", asked))
            for _ in range(_REFERENCE_ROUNDS)
        ]
    ours = statistics.median(times) * 1000
    paths = [path_of(one) for one in sorted({place["uri"] for place in found} - {uri})]
    reading = median(lambda: [path.read_bytes() for path in paths if path], _ROUNDS) * 1000
    what = f"references, {len(found):,} of them"
    yield Figure(what, count, ours, "reading the notes that hold them", reading, "ms")
    yield Figure(what, count, ours, "what is wanted", _REFERENCE_MS, "ms", 1)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
