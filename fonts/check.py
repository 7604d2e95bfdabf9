"""Checks fonts/dist: what manifest.json promises is what the files hold, and what the layouts rely on is so.

    build/fonts-venv/bin/python fonts/check.py [TEXT…]

For each TEXT (a UTF-8 file) it prints the slices and bytes that the text needs when all of it is body.
"""
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

from fontTools.ttLib import TTFont

DIST = Path(__file__).resolve().parent / "dist"
# Signs that must be exactly one em wide wherever a role sets Chinese, and the Latin characters that must be half an em.
FULL = "“”‘’—…·～、。，；：？！（）《》〈〉「」『』【】〔〕％＋　"
HALF = "0123456789"
# Every role but the folio must carry these beside FULL and HALF.
ALSO = "①⑳⑴⒇ⅠⅫ㈠←↑→↓■□▲△●○★☆◆◇※℃㎡№±×÷≥≤≈√§°′″¥￥%‰−–〇塅玥璟旸埇啰瞭" + "".join(map(chr, range(32, 127)))

problems = []


def expect(true, message):
    """Notes a broken promise; all are printed at the end."""
    if not true:
        problems.append(message)


def check_slice(entry):
    """Compares one file with its entry; returns `{code point: advance in em}`."""
    path = DIST / entry["file"]
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    expect(digest == entry["sha256"] and len(data) == entry["bytes"], f"{entry['file']}: size or sha256 differs")
    expect(digest[:10] == entry["file"].split(".")[1], f"{entry['file']}: its name has another checksum")
    font = TTFont(path, lazy=True)
    cmap, em, metrics = font.getBestCmap(), font["head"].unitsPerEm, font["hmtx"].metrics
    listed = [point for first, last in entry["ranges"] for point in range(first, last + 1)]
    expect(sorted(cmap) == listed, f"{entry['family']}: cmap and ranges differ")
    names = {number: font["name"].getDebugName(number) for number in (1, 4, 16)}
    expect(set(names.values()) == {entry["family"]}, f"{entry['family']}: named {names}")
    expect(font["OS/2"].usWeightClass == 400 and font["head"].macStyle == 0, f"{entry['family']}: not a plain regular")
    outlines = font["glyf"] if "glyf" in font else font["CFF "].cff[0].CharStrings
    blank = [chr(point) for point, glyph in cmap.items() if not chr(point).isspace() and is_blank(outlines, glyph)]
    expect(not blank, f"{entry['family']}: empty glyphs for {blank}")
    return {point: metrics[glyph][0] / em for point, glyph in cmap.items()}


def is_blank(outlines, glyph):
    """Whether a glyph draws nothing."""
    found = outlines[glyph]
    if hasattr(found, "numberOfContours"):
        return found.numberOfContours == 0
    return len(found.bytecode or b"") < 4


def main():
    """Checks all, prints sizes, exits with 1 when a promise is broken."""
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    slices = {entry["family"]: entry for entry in manifest["slices"]}
    advances = {family: check_slice(entry) for family, entry in slices.items()}
    on_disk = {path.name for path in DIST.glob("*.woff2")}
    expect(on_disk == {entry["file"] for entry in manifest["slices"]}, "files and manifest differ")
    for face in manifest["faces"]:
        expect((DIST / face["licence_file"]).exists(), f"{face['licence_file']} is missing")
    for family in slices:
        # Typst cuts such words off a family name.
        expect(not re.search(r"(?i)\b(thin|light|regular|medium|bold|black|heavy|narrow|condensed|italic)$", family),
               f"{family}: ends in a word for a weight")
    expect({family for families in manifest["roles"].values() for family in families} == set(slices), "unused slices")
    owners = {}
    for role, families in manifest["roles"].items():
        times = Counter(point for family in families for point in advances[family])
        twice = [chr(point) for point, count in times.items() if count > 1]
        expect(not twice, f"{role}: carried twice: {''.join(twice)}")
        width = {chr(point): em for family in families for point, em in advances[family].items()}
        owners[role] = {chr(point): family for family in families for point in advances[family]}
        full, half, also = (FULL, HALF, ALSO) if role != "folio" else ("—", HALF, "")
        for characters, em in ((full, 1), (half, 0.5)):
            wrong = {char: width.get(char) for char in characters if width.get(char) != em}
            expect(not wrong, f"{role}: not {em} em wide: {wrong}")
        lacking = [char for char in also if char not in width]
        expect(not lacking, f"{role}: lacks {lacking}")
        total = sum(slices[family]["bytes"] for family in families)
        first = [family for family in families if family.endswith(" 000")][:1]
        print(f"{role:9} {len(families):4} slices {total:10,} bytes {len(width):6,} characters; "
              f"{first[0]} {slices[first[0]]['bytes']:,} bytes")
    print(f"all       {len(slices):4} slices {sum(entry['bytes'] for entry in slices.values()):10,} bytes")
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8")
        needed = {owners["body"][char] for char in text if char in owners["body"]}
        lacking = sorted({char for char in text if char not in owners["body"] and char >= " "})
        print(f"{Path(name).name}: {len(needed)} slices, {sum(slices[family]['bytes'] for family in needed):,} bytes, "
              f"no face for {''.join(lacking) or 'none'}")
    for problem in problems:
        print("fonts: " + problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
