"""Types of every format as CSL's own.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types; those of Zotero are
as in its own schema, those of biblatex by its manual (section 2.1).
"""

import re

_OWN = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic
collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
interview legal_case legislation manuscript map motion_picture musical_score pamphlet
paper-conference patent performance periodical personal_communication post post-weblog regulation
report review review-book software song speech standard thesis treaty webpage
"""
TYPES = frozenset(_OWN.split())
DOCUMENT = "document"
# What others call them: BibTeX and biblatex, Zotero, Crossref, OpenAlex, and people.
_OTHERS = """
article: preprint eprint arxiv posted-content
article-journal: journalarticle journal-article journal letter-to-the-editor editorial erratum
    suppperiodical jour journal-paper
article-magazine: magazinearticle
article-newspaper: newspaperarticle
book: monograph booklet mvbook collection-of-essays proceedings mvproceedings mvcollection
    reference mvreference manual edited-book reference-book book-set book-series
broadcast: podcast radiobroadcast tvbroadcast audiovisual
chapter: incollection inbook bookinbook suppbook suppcollection booksection book-chapter
    book-section book-part book-track reference-entry
dataset: database data
entry-dictionary: dictionaryentry
entry-encyclopedia: encyclopediaarticle inreference
graphic: artwork image
legal_case: case jurisdiction
legislation: statute legal commentary
manuscript: unpublished
motion_picture: movie film video videorecording
paper-conference: inproceedings conference conferencepaper proceedings-article conference-paper
    conferencearticle
performance: music-performance
periodical: journal-issue journal-volume
personal_communication: letter email instantmessage
post: forumpost
post-weblog: blogpost
report: techreport technicalreport report-component report-series workingpaper working-paper
review: peer-review
software: computerprogram program
song: audio music audiorecording
speech: presentation talk
thesis: phdthesis mastersthesis dissertation bathesis
webpage: online www electronic website other-online
"""
_BETWEEN = re.compile(r"[\s_-]+")


def _short(kind: str) -> str:
    return _BETWEEN.sub("", kind).lower()


_NAMES = {_short(kind): kind for kind in TYPES} | {
    _short(name): kind
    for line in _OTHERS.replace("\n    ", " ").strip().splitlines()
    for kind, names in [line.split(": ")]
    for name in names.split()
}


def csl_type(kind: str | None, *, is_published: bool, is_csl: bool = False) -> str:
    """Return the type of an item that some format calls `kind`; a document where it is unknown.

    `article` is BibTeX's word for what stands in a journal, and CSL's for what stands nowhere:
    `is_published` says whether the item has a venue.
    """
    if is_csl and kind in TYPES:
        return kind
    if not kind:
        return "article-journal" if is_published else DOCUMENT
    known = _NAMES.get(_short(kind), DOCUMENT)
    return "article-journal" if known == "article" and is_published else known
