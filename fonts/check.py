"""Checks fonts/dist: what manifest.json promises is what the files hold, and what the layouts rely on is so.

    build/fonts-venv/bin/python fonts/check.py [TEXT…]

For each TEXT (a UTF-8 file) it prints the slices and bytes that the text needs when all of it is body.
"""
import hashlib
import io
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


def slices_of(family):
    """The slices of a family: `(file, characters, size, first digits of its SHA-256)`."""
    first = 0
    for number, (count, size, digest) in enumerate(family["slices"]):
        name = f"{family['family'].lower().replace(' ', '-')}-{number:03}.{digest[:10]}.woff2"
        yield name, family["characters"][first:first + count], size, digest
        first += count
    expect(first == len(family["characters"]), f"{family['family']}: its slices carry {first} characters")


def check_slice(family, name, characters, size, digest):
    """Compares one file with its entry; returns `{character: advance in em}`."""
    path = DIST / name
    data = path.read_bytes()
    expect(hashlib.sha256(data).hexdigest().startswith(digest) and len(digest) == 20 and len(data) == size,
           f"{name}: size or sha256 differs")
    font = TTFont(path, lazy=True)
    cmap, em, metrics = font.getBestCmap(), font["head"].unitsPerEm, font["hmtx"].metrics
    expect(set(map(chr, cmap)) == set(characters), f"{name}: cmap and manifest differ")
    if family["frame"] is None:
        check_shared(family["family"], font)
    else:
        frame = TTFont(io.BytesIO(bytes.fromhex(family["frame"])), lazy=True)
        expect(frame["head"].unitsPerEm == em, f"{name}: its em is not its frame's")
        kinds = [tag for tag in ("CFF ", "glyf") if tag in font and tag in frame]
        expect(len(kinds) == 1, f"{name}: its outlines are of another kind than its frame's")
        if kinds == ["CFF "]:
            values = [face["CFF "].cff[0].FDArray[0].Private.rawDict for face in (font, frame)]
            expect(values[0] == values[1], f"{name}: its private values are not its frame's")
    outlines = font["glyf"] if "glyf" in font else font["CFF "].cff[0].CharStrings
    blank = [chr(point) for point, glyph in cmap.items() if not chr(point).isspace() and is_blank(outlines, glyph)]
    expect(not blank, f"{name}: empty glyphs for {blank}")
    return {chr(point): metrics[glyph][0] / em for point, glyph in cmap.items()}


def check_shared(family, font):
    """What Typst knows a family by."""
    names = {number: font["name"].getDebugName(number) for number in (1, 4)}
    expect(set(names.values()) == {family}, f"{family}: named {names}")
    expect(font["OS/2"].usWeightClass == 400 and font["head"].macStyle == 0, f"{family}: not a plain regular")


def is_blank(outlines, glyph):
    """Whether a glyph draws nothing."""
    found = outlines[glyph]
    if hasattr(found, "numberOfContours"):
        return found.numberOfContours == 0
    return len(found.bytecode or b"") < 4


def main():
    """Checks all, prints sizes, exits with 1 when a promise is broken."""
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    families = {family["family"]: family for family in manifest["families"]}
    listed, widths, owners = {}, {}, {}
    for name, family in families.items():
        widths[name], owners[name] = {}, {}
        for file, characters, size, digest in slices_of(family):
            listed[file] = size
            widths[name].update(check_slice(family, file, characters, size, digest))
            owners[name].update(dict.fromkeys(characters, file))
        if family["frame"] is not None:
            check_shared(name, TTFont(io.BytesIO(bytes.fromhex(family["frame"])), lazy=True))
        # Typst cuts such words off a family name.
        expect(not re.search(r"(?i)\b(thin|light|regular|medium|bold|black|heavy|narrow|condensed|italic)$", name),
               f"{name}: ends in a word for a weight")
    expect({path.name for path in DIST.glob("*.woff2")} == set(listed), "files and manifest differ")
    for face in manifest["faces"]:
        expect((DIST / face["licence_file"]).exists(), f"{face['licence_file']} is missing")
    expect({name for names in manifest["roles"].values() for name in names} == set(families), "unused families")
    for role, names in manifest["roles"].items():
        times = Counter(char for name in names for char in widths[name])
        twice = [char for char, count in times.items() if count > 1]
        expect(not twice, f"{role}: carried twice: {''.join(twice)}")
        width = {char: em for name in names for char, em in widths[name].items()}
        full, half, also = (FULL, HALF, ALSO) if role != "folio" else ("—", HALF, "")
        for characters, em in ((full, 1), (half, 0.5)):
            wrong = {char: width.get(char) for char in characters if width.get(char) != em}
            expect(not wrong, f"{role}: not {em} em wide: {wrong}")
        lacking = [char for char in also if char not in width]
        expect(not lacking, f"{role}: lacks {lacking}")
        sizes = [size for name in names for _, size, _ in families[name]["slices"]]
        print(f"{role:9} {len(sizes):4} slices {sum(sizes):10,} bytes {len(width):6,} characters")
    print(f"all       {len(listed):4} slices {sum(listed.values()):10,} bytes")
    owner = {char: file for name in manifest["roles"]["body"] for char, file in owners[name].items()}
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8")
        needed = {owner[char] for char in text if char in owner}
        lacking = sorted({char for char in text if char not in owner and char >= " "})
        print(f"{Path(name).name}: {len(needed)} slices, {sum(listed[file] for file in needed):,} bytes, "
              f"no face for {''.join(lacking) or 'none'}")
    for problem in problems:
        print("fonts: " + problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
