"""Holds Word files to the rules of an independent checker of 公文 (gongwen-skill): none of severity P0 or P1 may be left.

    check.py FILE…

The checker reads what stands at a run itself, and of a style only the face of its Western letters. Our files say everything in
styles, by the Chinese face. So it is shown a copy in which every run says what its styles say.

Where the checker asks for what GB/T 9704-2012 does not, or forbids, the standard stands; EXCEPT says which rule and why.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.oxml.ns import qn

MARGINS = "5.2.1：天头37 mm、订口28 mm、版心156 mm×225 mm；此规则用的是一个单位自定的2.8/2.7厘米"
LINES = "5.2.3：每面22行，225 mm÷22行≈28.95磅；33磅每面只有19行"
EXCEPT = {
    **dict.fromkeys(["CHK-C001", "CHK-C002", "CHK-C003", "CHK-C011"], MARGINS),
    **dict.fromkeys(["CHK-C033", "CHK-C032", "CHK-C035", "CHK-C037", "CHK-C049", "CHK-C006"], LINES),
}


def chain(style):
    """A style and those that it is based on."""
    while style is not None:
        yield style.element
        style = style.base_style


def flatten(source: Path, target: Path) -> None:
    """Copies a file; every run gets the Chinese face and the size that its styles give it."""
    document = docx.Document(str(source))
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}")
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            elements = [run._r, *chain(run.style), *chain(paragraph.style), defaults]
            properties = run._r.get_or_add_rPr()

            def first(tag, attribute):
                found = (element.find(f".//{qn('w:rPr')}/{qn(tag)}") for element in elements)
                return next((f.get(qn(attribute)) for f in found if f is not None and f.get(qn(attribute))), None)

            face, size = first("w:rFonts", "w:eastAsia"), first("w:sz", "w:val")
            if face:
                properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)
            if size:
                run.font.size = docx.shared.Pt(int(size) / 2)
    document.save(str(target))


def check(file: Path, folder: Path) -> bool:
    copy = folder / file.name
    flatten(file, copy)
    command = [sys.executable, "-m", "gongwen", "check", str(copy), "--doc-type", "bulletin", "--json"]
    said = subprocess.run(command, capture_output=True, text=True)
    issues = json.loads(said.stdout[said.stdout.index("[") :])
    grave = [issue for issue in issues if issue["severity"] in ("P0", "P1")]
    left = [issue for issue in grave if issue["rule_id"] not in EXCEPT]
    for issue in left:
        print(f"{file.name}: {issue['severity']} {issue['rule_id']} {issue['location']} {issue['name']}：{issue['reason']}"
              f"（{issue.get('original_text')}）")
    print(f"{file.name}: {len(issues)} 条，P0、P1 {len(grave)} 条，其中与国标不合的规则 {len(grave) - len(left)} 条，余 {len(left)} 条")
    return not left


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        return 0 if all([check(Path(file), Path(folder)) for file in sys.argv[1:]]) else 1


sys.exit(main())
