"""References to a paper, in the styles that people write."""

import re
from collections.abc import Callable, Sequence
from random import Random

from bench.quality.records import Known


def family_of(name: str) -> str:
    return name.split()[-1] if name.split() else name


def _initials(name: str, dot: str = ".", between: str = " ") -> str:
    return between.join(part[0] + dot for part in name.split()[:-1])


def _few(names: Sequence[str], rng: Random, form: Callable[[str], str], last: str) -> str:
    """The names in a form, the last one after `last`; a long list is often cut."""
    if not names:
        return ""
    written = [form(name) for name in names]
    if len(written) > 1 and rng.random() < (0.3 if len(written) < 4 else 0.6):
        kept = 1 if rng.random() < 0.6 else min(3, len(written) - 1)
        return ", ".join(written[:kept]) + rng.choice((" et al.", ", et al.", " et al"))
    if len(written) == 1:
        return written[0]
    return ", ".join(written[:-1]) + last + written[-1]


_SHORT = {
    "Proceedings": "Proc.",
    "Conference": "Conf.",
    "International": "Int.",
    "Association": "Assoc.",
    "Computational": "Comput.",
    "Linguistics": "Linguist.",
    "Language": "Lang.",
    "Processing": "Process.",
    "Natural": "Nat.",
    "Workshop": "Wksp.",
    "Transactions": "Trans.",
    "Journal": "J.",
    "Meeting": "Mtg.",
    "Empirical": "Empir.",
    "Methods": "Meth.",
}
# Where a record names no venue but a preprint, people often cite where it was printed later.
_ELSEWHERE = (
    "NeurIPS", "ICML", "CVPR", "Neural Networks", "IEEE Access", "Nature Communications",
    "Pattern Recognition Letters", "Physical Review D", "Journal of Machine Learning Research",
    "SIGMOD Conference", "Commun. ACM", "Artificial Intelligence", "Bioinformatics",
)  # fmt: skip


def _venue(paper: Known, rng: Random) -> str:
    name = paper.venue
    if name == "arXiv":
        return rng.choice(_ELSEWHERE) if rng.random() < 0.4 else "arXiv preprint"
    form = rng.random()
    if form < 0.3:
        return " ".join(_SHORT.get(word, word) for word in name.split())
    if form < 0.5:
        inside = re.search(r"\(([A-Z][\w-]+)\)", name)
        return inside[1] if inside else "".join(w[0] for w in name.split() if w[0].isupper())
    if form < 0.6:
        return name[: rng.randint(12, 40)] + " …"
    return name


def _pages(rng: Random) -> str:
    start = rng.randint(1, 3000)
    return f"{start}{rng.choice('-–')}{start + rng.randint(4, 20)}"


# --- references ----------------------------------------------------------------------------


def _tail(paper: Known, rng: Random) -> str:
    if rng.random() < 0.2 and paper.doi:
        return rng.choice((f" doi:{paper.doi}", f" https://doi.org/{paper.doi}"))
    return f" arXiv:{paper.arxiv}" if paper.arxiv and rng.random() < 0.12 else ""


def _apa(p: Known, t: str, rng: Random) -> str:
    names = _few(p.authors, rng, lambda n: f"{family_of(n)}, {_initials(n)}", ", & ")
    return f"{names} ({p.year}). {t}. {_venue(p, rng)}, {rng.randint(1, 60)}({rng.randint(1, 12)}), {_pages(rng)}.{_tail(p, rng)}"  # noqa: E501 - one style


def _mla(p: Known, t: str, rng: Random) -> str:
    first = p.authors[:1]
    head = ", ".join(f"{family_of(n)}, {' '.join(n.split()[:-1])}" for n in first)
    more = ", et al" if len(p.authors) > 1 else ""
    return f"{head}{more}. “{t}.” {_venue(p, rng)}, vol. {rng.randint(1, 40)}, {p.year}, pp. {_pages(rng)}."  # noqa: E501 - one style


def _ieee(p: Known, t: str, rng: Random) -> str:
    names = _few(p.authors, rng, lambda n: f"{_initials(n)} {family_of(n)}", " and ")
    return f'[{rng.randint(1, 150)}] {names}, "{t}," in {_venue(p, rng)}, {p.year}, pp. {_pages(rng)}.{_tail(p, rng)}'  # noqa: E501 - one style


def _chicago(p: Known, t: str, rng: Random) -> str:
    names = _few(p.authors, rng, str, ", and ")
    return f"{names}. {p.year}. “{t}.” In {_venue(p, rng)}, {_pages(rng)}.{_tail(p, rng)}"


def _vancouver(p: Known, t: str, rng: Random) -> str:
    names = _few(p.authors, rng, lambda n: f"{family_of(n)} {_initials(n, '', '')}", ", ")
    label = f"{rng.randint(1, 90)}. " if rng.random() < 0.6 else ""
    return f"{label}{names}. {t}. {_venue(p, rng)}. {p.year};{rng.randint(1, 60)}:{_pages(rng)}."


def _bibtex(p: Known, t: str, rng: Random) -> str:
    names = " and ".join(p.authors)
    key = f"{family_of(p.authors[0]).lower() if p.authors else 'x'}{p.year}"
    title = f"{{{t}}}" if rng.random() < 0.3 else t
    return f"@inproceedings{{{key}, title={{{title}}}, author={{{names}}}, booktitle={{{_venue(p, rng)}}}, year={{{p.year}}}}}"  # noqa: E501 - one style


def _acl(p: Known, t: str, rng: Random) -> str:
    names = _few(p.authors, rng, str, ", and ")
    return f"{names}. {p.year}. {t}. In {_venue(p, rng)}, pages {_pages(rng)}."


def _arxiv(p: Known, t: str, rng: Random) -> str:
    names = _few(p.authors, rng, str, " and ")
    number = f"{p.year % 100:02}{rng.randint(1, 12):02}.{rng.randint(10000, 99999)}"
    return f"{names}. {t}. arXiv preprint arXiv:{p.arxiv or number}, {p.year}."


def _springer(p: Known, t: str, rng: Random) -> str:
    names = _few(p.authors, rng, lambda n: f"{family_of(n)}, {_initials(n, '.', '')}", ", ")
    return f"{rng.randint(1, 80)}. {names}: {t}. In: {_venue(p, rng)}, pp. {_pages(rng)} ({p.year})"


def _scholar(p: Known, t: str, rng: Random) -> str:
    names = ", ".join(f"{_initials(n, '', '')} {family_of(n)}" for n in p.authors[:3])
    if len(p.authors) > 3:
        names += "…"
    words = t.split()
    shown = " ".join(words[:9]) + " …" if len(words) > 11 and rng.random() < 0.5 else t
    venue = _venue(p, rng)[:30]
    order = rng.random()
    if order < 0.5:
        return f"{shown} {names} - {venue}, {p.year} - example.org"
    return f"{names} - {shown} - {venue}, {p.year}"


def _loose(p: Known, t: str, rng: Random) -> str:
    first = family_of(p.authors[0]) if p.authors else ""
    forms = (
        f"{first} {p.year} {t}",
        f"{t} {first} {p.year}",
        f"{first} et al. {t}",
        f"{t} ({first} et al., {p.year})",
        f"{t}, {_venue(p, rng)} {p.year}",
        f"{t} by {', '.join(p.authors[:2])}",
        f"{t.lower()} {first.lower()}",
        f"{t} | {_venue(p, rng)}",
    )
    return rng.choice(forms)


STYLES: dict[str, Callable[[Known, str, Random], str]] = {
    "APA": _apa,
    "MLA": _mla,
    "IEEE": _ieee,
    "Chicago": _chicago,
    "Vancouver": _vancouver,
    "BibTeX in one line": _bibtex,
    "ACL": _acl,
    "arXiv": _arxiv,
    "Springer": _springer,
    "Scholar": _scholar,
    "loose": _loose,
}


def _year_after(p: Known, t: str, rng: Random) -> str:
    return rng.choice((f"{t} {p.year}", f"{t} ({p.year})", f"{t}, {p.year}"))


def _venue_after(p: Known, t: str, rng: Random) -> str:
    return rng.choice((f"{t}. {_venue(p, rng)}", f"{t} - {_venue(p, rng)}", f"{t}, {p.venue}"))


def _number_before(p: Known, t: str, rng: Random) -> str:
    number = rng.randint(1, 99)
    return rng.choice((f"[{number}] {t}", f"{number}. {t}", f"({number}) {t}"))


AROUND: dict[str, Callable[[Known, str, Random], str]] = {
    "year after": _year_after,
    "venue after": _venue_after,
    "number before": _number_before,
}
