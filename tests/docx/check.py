"""Holds Word files to the rules of an independent checker of 公文 (gongwen-skill): none of severity P0 or P1 may be left.

    check.py FILE…

The checker reads what stands at a paragraph or run itself, and of a style only the face of its Western letters. Our files say
everything in styles, once. So it is shown a copy in which every run and paragraph says what its styles say.

It knows no 主题句 at the head of a paragraph, which speeches have in 楷体 (7.3.3 speaks of headings alone), and is shown it in the
face of the text. It takes paragraphs for what they are not (the red name and an annex's title for headings of the text, a centred note for
text). So it is shown the text alone: title, headings, paragraphs and what is signed.

Where it asks for what GB/T 9704-2012 does not, or forbids, the standard stands; EXCEPT says which rule and why.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.oxml.ns import qn

MARGINS = "5.2.1：天头37 mm、订口28 mm、版心156 mm×225 mm；规则用的是一个单位自定的2.8、2.7厘米"
LINES = "5.2.3：每面22行，225 mm÷22行≈28.95磅；33磅每面只有19行"
EXCEPT = {
    **dict.fromkeys(["CHK-C001", "CHK-C002", "CHK-C003", "CHK-C011"], MARGINS),
    **dict.fromkeys(["CHK-C033", "CHK-C032", "CHK-C035", "CHK-C037", "CHK-C049", "CHK-C006"], LINES),
    "CHK-C016": "7.3.5.2：署名右空二字，不居中",
    "CHK-C046": "5.2.2：如无特殊说明一般用3号（16磅）字，署名不是18磅",
    "CHK-C017": "7.3.5.2：不加盖印章时，成文日期首字比署名首字右移二字；右空四字是加盖印章的",
}

# What is no part of the text: 版头, notes below the title, annexes, 版记, tables' captions and gaps, empty lines.
TEXT = {"Title", "heading 1", "heading 2", "heading 3", "heading 4", "Normal", "Salutation", "主送机关", "Signature", "Date"}


def chain(style):
    """A style and those that it is based on."""
    while style is not None:
        yield style.element
        style = style.base_style


def flatten(source: Path, target: Path) -> None:
    """Copies the text of a file; every paragraph and run gets what its styles give it."""
    document = docx.Document(str(source))
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}")
    annex = False
    for paragraph in document.paragraphs:
        annex = annex or paragraph.text.startswith("附件") and paragraph.style.name == "密级和紧急程度"
        if annex or paragraph.style.name not in TEXT or not paragraph.text.strip():
            if paragraph._p.find(f".//{qn('w:sectPr')}") is None:
                paragraph._p.getparent().remove(paragraph._p)
            else:
                paragraph.clear()
            continue
        styles = list(chain(paragraph.style))
        own = paragraph._p.get_or_add_pPr()
        for tag in ("w:spacing", "w:ind", "w:jc"):
            found = [element.find(f"{qn('w:pPr')}/{qn(tag)}") for element in [paragraph._p, *styles]]
            merged = {}
            for properties in reversed([f for f in found if f is not None]):
                merged.update(properties.attrib)
            element = own.find(qn(tag))
            if merged and element is None:
                element = {"w:spacing": own.get_or_add_spacing, "w:ind": own.get_or_add_ind, "w:jc": own.get_or_add_jc}[tag]()
            for name, value in merged.items():
                element.set(name, value)
        for run in paragraph.runs:
            elements = [run._r, *styles, defaults]

            def first(tag, attribute):
                found = (element.find(f".//{qn('w:rPr')}/{qn(tag)}") for element in elements)
                return next((f.get(qn(attribute)) for f in found if f is not None and f.get(qn(attribute))), None)

            fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), first("w:rFonts", "w:eastAsia"))
            run.font.size = docx.shared.Pt(int(first("w:sz", "w:val")) / 2)
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
              f"（{issue['original']}）")
    print(f"{file.name}: {len(issues)} 条，P0、P1 {len(grave)} 条，其中与国标不合的规则 {len(grave) - len(left)} 条，余 {len(left)} 条")
    return not left


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        return 0 if all([check(Path(file), Path(folder)) for file in sys.argv[1:]]) else 1


sys.exit(main())
