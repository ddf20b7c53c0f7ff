"""Says what pip-audit found, by its report and what it printed: `audit.py REPORT MESSAGES`.

It ends with 0 for nothing found, 3 for no answer, and 4 for something: pip-audit itself ends with 0
where nobody could be asked, and what cannot be asked is not taken for sound.
"""

import json
import sys
from pathlib import Path


def main(report: Path, messages: Path) -> int:
    packages = json.loads(report.read_text())["dependencies"] if report.exists() else []
    asked = [package for package in packages if "vulns" in package]
    skipped = [package["skip_reason"] for package in packages if "skip_reason" in package]
    if not asked:
        said = skipped or messages.read_text().splitlines()
        print("SKIPPED: no answer:", said[-1][:200] if said else "not a word")
        return 3
    for reason in skipped:
        print("SKIPPED:", reason)
    for package in asked:
        for known in package["vulns"]:
            mended = ", ".join(known["fix_versions"]) or "nowhere yet"
            print(f"{package['name']} {package['version']}: {known['id']}, mended in {mended}")
    print(len(asked), "packages asked about")
    return 4 if any(package["vulns"] for package in asked) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
