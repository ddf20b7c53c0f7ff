"""Which files are taken for CSL-YAML, and which that look like it are not."""

import pytest

from litnotes_index.readers.csl_yaml import FORMAT
from support.csl_yaml import FILE, ITEMS, ONE, TWO
from support.reading import sniff_data

YES = {
    "file": FILE,
    "bare": ITEMS,
    "pandoc": f"references:\n{TWO}",
    "mark": f"\ufeff{FILE}",
    "windows": FILE.replace("\n", "\r\n"),
    "document": f'---\ntitle: "Mine"\nreferences:\n{ITEMS}---\n\n# Text\n\n- a list\n',
    "one title": "references:\n- id: a\n  type: book\n  title: A\n",
    "flow": "- {id: a, type: article-journal, title: A, author: [{family: Doe}]}\n",
    "no first line": ITEMS.partition("\n")[2],
    "long": f"{ONE.replace('So are we.', 'long ' * 30_000)}",
}
NO = {
    "empty": "",
    "note": "# Notes\n\n- [A](https://example.org)\n- B\n",
    "note with metadata": "---\ntitle: A\ntags:\n- a\n---\n\n- id: x\n",
    "shown in a note": f"# How to cite\n\nAs here:\n\n```yaml\n{FILE}```\n",
    "shown first": f"```yaml\n{FILE}```\n",
    "prose": "references:\n\n- Doe, J. (2021). Notes on Notes.\n- Roe, R. (1999). A Book.\n",
    "citation file": "cff-version: 1.2.0\ntitle: A\nreferences:\n- type: article\n  title: A\n"
    "  authors:\n  - family-names: Doe\n  doi: 10.1234/ab\n  year: 2021\n",
    "advisory": "id: X-1\nreferences:\n- type: WEB\n  url: https://example.org\n",
    "workflow": "on: push\njobs:\n  a:\n    steps:\n    - id: x\n      name: A\n      uses: b\n",
    "playbook": "- name: A\n  hosts: all\n  tasks:\n  - name: b\n    shell: c\n",
    "automation": "- id: '1'\n  alias: A\n  trigger:\n  - platform: x\n",
    "shop": "- id: 1\n  type: book\n  title: A\n  price: 3\n",
    "hayagriva": "doe:\n  type: article\n  title: A\n  author: Doe, Jane\n  date: 2021\n",
}


@pytest.mark.parametrize("name", YES)
def test_sniffed(name: str) -> None:
    assert sniff_data(YES[name]) == FORMAT


@pytest.mark.parametrize("name", NO)
def test_not_sniffed(name: str) -> None:
    assert sniff_data(NO[name], "x.yaml") != FORMAT


def test_every_cut_of_a_file_is_sniffed() -> None:
    for length in range(FILE.index("We look"), len(FILE), 11):
        assert sniff_data(FILE[:length]) == FORMAT, length
