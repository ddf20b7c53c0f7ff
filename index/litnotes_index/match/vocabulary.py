"""Words that stand in references beside titles and names, and spellings of the same number."""

# What references are made of beside title, names, and the name of the venue.
FRAME = frozenset(
    """
    a abs abstract accepted accessed acm advances al algorithm an and annual appear april
    architecture article articles arxiv association at august author authors available bibtex book
    booktitle by chapter cited code con conf conference conferences corr dec december demo
    demonstration doi ed edition editor editors eds et european extended feb february findings for
    from http https ieee in inc inproceedings int international intl invited isbn issn issue jan
    january journal july june keynote letters long main march may meeting method misc model month
    network no note nov november number oct october of on online original page pages panel paper
    papers pdf poster pp pre preprint press print proc proceedings publisher report retrieved
    review section sep sept september series session short society springer submitted symposium
    technical techreport the their title to track trans transactions tutorial und university url
    vol volume volumes with workshop workshops www year
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
# Those of them that may also stand between a title and its next word, and between names.
JOINING = frozenset(
    "a an and by for from in long of on the their to und with".split()  # noqa: SIM905 - as above
)
BETWEEN_NAMES = frozenset(("a", "al", "an", "and", "by", "et", "the", "und"))
# A further part of a work may be told behind a comma or a full stop.
PARTS = frozenset(("part", "ii", "iii", "iv"))

# What kind of a text it is often stands in one of two records only, and so tells little.
KINDS = frozenset(
    ("abstract", "demo", "demonstration", "extended", "invited", "keynote", "panel", "poster",
     "review", "session", "talk", "tutorial")
)  # fmt: skip
KIND_WEIGHT = 2.0

# The same number in digits, as an ordinal, in words, and in Roman.
VALUES = {
    spelling: value
    for value, spellings in enumerate(
        (
            "1 1st first one i",
            "2 2nd second two ii",
            "3 3rd third three iii",
            "4 4th fourth four iv",
            "5 5th fifth five",
            "6 6th sixth six vi",
            "7 7th seventh seven vii",
            "8 8th eighth eight viii",
            "9 9th ninth nine ix",
            "10 10th tenth ten",
        ),
        start=1,
    )
    for spelling in spellings.split()
}
