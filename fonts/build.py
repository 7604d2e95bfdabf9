"""Builds the web fonts of fonts.toml into fonts/dist: WOFF2 slices, manifest.json and the licences.

A Chinese face has megabytes; a report uses some hundred of its characters. So what a role takes from a face, a
*family*, is cut into slices, and the host fetches those that a text needs. A slice has outlines and advances only; the
tables that all slices of a family share, its *frame*, are in the manifest. src/fonts puts frame and slices together
to one font. In a role each character is in exactly one slice, so no order of preference can change a page.

Run it by fonts/build.sh, which makes the Python environment. The same inputs give the same bytes.
"""
import functools
import gzip
import hashlib
import io
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import uharfbuzz as hb
from fontTools.cffLib import IndexedStrings
from fontTools.ttLib import TTFont, newTable

try:
    import tomllib
except ImportError:  # Python before 3.11
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
DIST = HERE / "dist"
CACHE = Path(os.environ.get("HUIBAO_CACHE") or HERE / "cache").resolve()
# The manifest has this much of a slice's SHA-256, in hexadecimal: 80 bits.
CHECKSUM = 20
# What the bytes depend on besides the packages, which fonts.toml pins by checksum.
INPUTS = ["build.py", "fonts.toml", "order.txt", "requirements.txt"]
# Tables that Typst never reads: vertical setting, hinting, variation names, baselines, device metrics.
DROPPED = ["vhea", "vmtx", "VORG", "BASE", "STAT", "gasp", "prep", "cvt ", "fpgm", "DSIG", "hdmx", "VDMX", "LTSH",
           "meta"]
# HB_SUBSET_FLAGS_NO_BIDI_CLOSURE, which this uharfbuzz does not name yet: without it the mirror image of a sign (≅ with
# ≌) would come along, and two slices would carry it.
NO_BIDI_CLOSURE = 0x800
# What a family of one slice keeps of its face's features. Those of several keep none: a kerning pair may be in two.
FEATURES = ["kern", "locl", "ccmp"]
# The tables of a slice of several: outlines and advances, which characters they are of, and how these are to be read.
OUTLINES = {"head", "hhea", "maxp", "hmtx", "cmap", "CFF ", "glyf", "loca"}
# What a frame takes from the whole face: bounds and limits that hold whatever is put into it.
WHOLE = {"head": ["xMin", "yMin", "xMax", "yMax"],
         "hhea": ["advanceWidthMax", "minLeftSideBearing", "minRightSideBearing", "xMaxExtent"],
         "maxp": ["maxPoints", "maxContours"],
         "OS/2": ["xAvgCharWidth"]}
# One ascent and descent for all, as of the Chinese faces (em box 0.88 over the baseline, 0.12 below it):
# otherwise a line would grow when a rare character brings in another face.
ASCENT, DESCENT = 0.88, -0.12


def stop(message):
    """Ends the build with what is wrong and what to do."""
    sys.exit(f"fonts: {message}")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


# ---------------------------------------------------------------------------------------------- packages


def run(command, cwd, hint):
    """Runs a package client; its own words are shown when it fails."""
    if shutil.which(command[0]) is None:
        stop(f"{command[0]} is missing. {hint}")
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        stop(f"`{' '.join(command)}` failed. {hint}\n{done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def archive(package):
    """The downloaded archive of a package, fetched when the cache lacks it."""
    name, version = package["package"], package["version"]
    if package["kind"] == "deb":
        # apt writes a colon in a version as %3a and leaves + alone; all our packages are for every architecture.
        path = CACHE / f"{name}_{version.replace(':', '%3a')}_all.deb"
        command = ["apt-get", "download", "-q", f"{name}={version}"]
        hint = ("The Debian faces need Debian 12 (or its package archive) and `apt-get update`; "
                f"or put the file {path.name} into {CACHE}.")
    else:
        path = CACHE / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
        command = ["npm", "pack", "--silent", f"{name}@{version}"]
        hint = f"Install npm (Debian: apt-get install npm); or put the file {path.name} into {CACHE}."
    if not path.exists():
        print(f"fonts: downloading {name} {version}", flush=True)
        run(command, CACHE, hint)
        if not path.exists():
            stop(f"`{' '.join(command)}` did not write {path.name} into {CACHE}.")
    return path


def member(package, file, checksum):
    """The bytes of one file of a package, checked; kept in the cache so that the archive is read once."""
    path = CACHE / "files" / package["id"] / Path(file).name
    if path.exists() and sha256(path.read_bytes()) == checksum:
        return path
    source = archive(package)
    if package["kind"] == "deb":
        hint = "Install dpkg and tar (Debian has both)."
        tarball = run(["dpkg-deb", "--fsys-tarfile", str(source)], CACHE, hint)
        done = subprocess.run(["tar", "-xO", f"./{file}"], input=tarball, stdout=subprocess.PIPE)
        data = done.stdout
    else:
        data = run(["tar", "-xzOf", str(source), file], CACHE, "Install tar.")
    if sha256(data) != checksum:
        stop(f"{file} of {package['package']} {package['version']} has sha256 {sha256(data)}, "
             f"fonts.toml says {checksum}. Delete {source} and try again; if it stays, the package was changed.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# ---------------------------------------------------------------------------------------------- characters


def wanted(recipe):
    """All characters a role should carry: hanzi by frequency, core signs, other signs by code point."""
    text = recipe["characters"]
    hanzi = (HERE / "order.txt").read_text(encoding="utf-8").replace("\n", "")
    if len(set(hanzi)) != len(hanzi):
        stop("order.txt names a character twice.")
    rows = (bytes([high, low]) for high in range(0xA1, 0xAA) for low in range(0xA1, 0xFF))
    signs = set("".join(row.decode("gb2312", "ignore") for row in rows)) | set(text["more"])
    signs -= set(text["less"]) | set(text["core"]) | set(text["latin"]) | set(hanzi)
    return hanzi, text["core"], "".join(sorted(signs))


def is_full_width(char):
    """Whether Chinese sets a sign on a full em: wide or ambiguous in UAX #11, and no letter."""
    return unicodedata.east_asian_width(char) in "WFA" and not unicodedata.category(char).startswith("L")


def share(role, recipe, widths):
    """Which characters each face of a role carries: `{face: (hanzi, core, signs)}`, each character once.

    `widths` gives, for a face, the advance of each of its characters in em.
    """
    if "only" in role:
        return {role["faces"][0]["face"]: ("", role["only"], "")}
    shares = {entry["face"]: ([], [], []) for entry in role["faces"]}
    refused = {entry["face"]: entry.get("not", "") for entry in role["faces"]}
    for kind, characters in enumerate(wanted(recipe)):
        for char in characters:
            able = [face for face in shares if ord(char) in widths[face] and char not in refused[face]]
            if is_full_width(char):
                able = [face for face in able if widths[face][ord(char)] == 1] or able
            if able:
                shares[able[0]][kind].append(char)
    return {face: tuple("".join(part) for part in parts) for face, parts in shares.items()}


def cut(entry, parts, recipe):
    """The slices of one face in a role, the commonest first: a list of strings."""
    hanzi, core, signs = parts
    size = entry.get("core", 0)
    first = core + hanzi[:size]
    pieces = [first] if first else []
    tail, step = recipe["tail"], recipe["signs"]
    pieces += [hanzi[size:][i:i + tail] for i in range(0, len(hanzi) - size, tail)]
    pieces += [signs[i:i + step] for i in range(0, len(signs), step)]
    return pieces


# ---------------------------------------------------------------------------------------------- slices


@functools.lru_cache(maxsize=None)
def load(path):
    """A face ready for subsetting; each worker process reads it once."""
    face = hb.Face(hb.Blob.from_file_path(path))
    return hb.subset_preprocess(face)


def subset(path, characters):
    """An sfnt with those characters of a face, unhinted, with the features that horizontal text uses."""
    order = hb.SubsetInput()
    order.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | NO_BIDI_CLOSURE
    order.unicode_set.update(ord(char) for char in characters)
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(hb_tag(tag) for tag in FEATURES)
    order.drop_table_tag_set.update(hb_tag(tag) for tag in DROPPED)
    return hb.subset(load(path), order).blob.data


def hb_tag(tag):
    """A table or feature tag as HarfBuzz's sets hold it."""
    return int.from_bytes(tag.ljust(4).encode("ascii"), "big")


def rename(font, family):
    """Gives a font its own family name; of the other names only what OpenType requires stays."""
    plain = family.replace(" ", "")
    names = {1: family, 2: "Regular", 3: f"huibao:{plain}", 4: family, 6: plain}
    table = font["name"] = newTable("name")
    table.names = []
    for number, value in names.items():
        table.setName(value, number, 3, 1, 0x409)


def level(font):
    """Takes weight, slope and line height out of a font's description: its family name alone selects it."""
    em = font["head"].unitsPerEm
    os2, hhea = font["OS/2"], font["hhea"]
    font["head"].macStyle = 0
    os2.usWeightClass, os2.usWidthClass, os2.fsSelection = 400, 5, 0x40
    hhea.ascent = os2.sTypoAscender = os2.usWinAscent = round(ASCENT * em)
    hhea.descent = os2.sTypoDescender = round(DESCENT * em)
    os2.usWinDescent = -os2.sTypoDescender
    hhea.lineGap = os2.sTypoLineGap = 0


def opened(data):
    """A font whose tables are written as they are read, apart from what is changed."""
    return TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False)


def whole(family, path, characters):
    """The font of a family that is a single slice."""
    font = opened(subset(path, characters))
    rename(font, family)
    level(font)
    return font


def part(path, characters):
    """The font that carries the outlines of one slice of several."""
    font = opened(subset(path, characters))
    for tag in set(font.keys()) - OUTLINES - {"GlyphOrder"}:
        del font[tag]
    outlines = font["glyf"] if "glyf" in font else None
    if outlines and any(outlines[glyph].isComposite() for glyph in font.getGlyphOrder()):
        # Its parts might be in another slice.
        raise RuntimeError(f"{path}: a glyph of {characters} is made of others.")
    if "CFF " in font:
        bare(font["CFF "].cff)
    return font


def bare(cff):
    """Takes names and notices out of a CFF font; what a glyph looks like stays."""
    top = cff[0]
    if len(top.FDArray) != 1 or len(cff.GlobalSubrs) or hasattr(top.FDArray[0].Private, "Subrs"):
        raise RuntimeError(f"{cff.fontNames[0]}: more than one set of private values, or subroutines.")
    for name in ("Notice", "Copyright", "FullName", "FamilyName", "Weight"):
        top.rawDict.pop(name, None)
        top.__dict__.pop(name, None)
    cff.fontNames = ["F"]
    cff.strings = IndexedStrings()


def frame(family, path):
    """The tables that all slices of a family share, as a font without characters, in hexadecimal."""
    font = opened(subset(path, ""))
    source = TTFont(path, lazy=True)
    for tag in set(font.keys()) & {"GSUB", "GPOS", "GDEF"}:
        del font[tag]
    for tag, fields in WHOLE.items():
        for field in fields:
            if hasattr(source[tag], field):
                setattr(font[tag], field, getattr(source[tag], field))
    rename(font, family)
    level(font)
    if "CFF " in font:
        bare(font["CFF "].cff)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue().hex()


def make(job):
    """Makes one slice; returns its place and its entry of the manifest."""
    family, number, path, characters, single = job
    font = whole(family, path, characters) if single else part(path, characters)
    if sorted(font.getBestCmap()) != sorted(map(ord, characters)):
        # Not stop(): that would end the worker, and the pool would wait for it for ever.
        raise RuntimeError(f"{family} {number}: the subset carries other characters than asked for.")
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    data = out.getvalue()
    digest = sha256(data)
    (DIST / file_name(family, number, digest)).write_bytes(data)
    return family, number, [len(characters), len(data), digest[:CHECKSUM]]


def file_name(family, number, digest):
    """The name of a slice's file, as the manifest's reader makes it."""
    return f"{family.lower().replace(' ', '-')}-{number:03}.{digest[:10]}.woff2"


# ---------------------------------------------------------------------------------------------- licences


CHANGES = """These fonts are modified versions of {name} ({url}), made by the huibao project.

Changed: each face was cut into subsets ("slices") with HarfBuzz's subsetter; hinting, vertical metrics and layout
features were left out (of the Latin faces kern, locl and ccmp were kept); ascent, descent, weight class and names were
set anew (every family name begins with "Huibao") and stand, for faces of more than one slice, in manifest.json; the
files were compressed as WOFF2. No outline was changed.

Source: the original fonts are in the {archive} {package}, version {version}, unchanged; the scripts and the
configuration that turn them into these files are in the folder `recipe` beside this one.

Licence: {licence}; the text is beside this note.{exception}
"""
EXCEPTION = " The font exception of the original is kept for these versions."


def licences(recipe):
    """Copies each package's licence, the note of changes, and the recipe that is the source of what was changed."""
    for package in recipe["package"]:
        folder = DIST / "licences" / package["id"]
        folder.mkdir(parents=True)
        data = member(package, package["licence_file"], package["licence_sha256"]).read_bytes()
        if package["licence_file"].endswith(".gz"):
            data = gzip.decompress(data)
        (folder / licence_name(package)).write_bytes(data)
        names = [face["name"] for face in recipe["face"] if face["package"] == package["id"]]
        note = CHANGES.format(
            name=", ".join(names), url=package["url"], package=package["package"], version=package["version"],
            licence=package["licence"], exception=EXCEPTION if "exception" in package["licence"] else "",
            archive={"deb": "Debian package", "npm": "npm package"}[package["kind"]])
        (folder / "CHANGES").write_text(note, encoding="utf-8")
    folder = DIST / "licences" / "recipe"
    folder.mkdir()
    for name in INPUTS:
        shutil.copyfile(HERE / name, folder / name)


def licence_name(package):
    """The name that a package's licence text has in dist."""
    return {"GPL-3": "COPYING", "OFL-1": "OFL.txt"}[package["licence"][:5]]


# ---------------------------------------------------------------------------------------------- the build


def advances(path):
    """The advance of each character of a face, in em."""
    font = TTFont(path, lazy=True)
    em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
    return {point: metrics[glyph][0] / em for point, glyph in font.getBestCmap().items()}


def plan(recipe, paths):
    """All families and the roles' lists: `({family: (face, [characters of a slice])}, {role: [family]})`."""
    widths = {face: advances(path) for face, path in paths.items()}
    families, roles = {}, {}
    for role in recipe["role"]:
        shares = share(role, recipe, widths)
        members = []
        if "latin" in role:
            latin = role["latin"]
            letters = "".join(sorted(set(recipe["characters"]["latin"]) - {"\n"}))
            members.append((latin["family"], latin["face"], [letters]))
        for entry in role["faces"]:
            members.append((entry["family"], entry["face"], cut(entry, shares[entry["face"]], recipe)))
        for name, face, slices in members:
            if families.setdefault(name, (face, slices)) != (face, slices):
                stop(f"fonts.toml gives the family name {name} to two different sets of slices.")
        roles[role["id"]] = [name for name, _, slices in members if slices]
    return {name: found for name, found in families.items() if found[1]}, roles


def main():
    """Builds what is not already there."""
    began = time.monotonic()
    stamp = sha256(b"".join(sha256((HERE / name).read_bytes()).encode() for name in INPUTS))
    manifest = DIST / "manifest.json"
    if manifest.exists() and json.loads(manifest.read_text(encoding="utf-8")).get("recipe") == stamp:
        print("fonts: fonts/dist is up to date")
        return
    recipe = tomllib.loads((HERE / "fonts.toml").read_text(encoding="utf-8"))
    packages = {package["id"]: package for package in recipe["package"]}
    CACHE.mkdir(parents=True, exist_ok=True)
    paths = {face["id"]: str(member(packages[face["package"]], face["file"], face["sha256"]))
             for face in recipe["face"]}
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    licences(recipe)
    families, roles = plan(recipe, paths)
    jobs = [(name, number, paths[face], characters, len(slices) == 1)
            for name, (face, slices) in families.items() for number, characters in enumerate(slices)]
    # The large first slices go first: the last worker must not be left alone with one.
    jobs.sort(key=lambda job: (-len(job[3]) // 300, job[0], job[1]))
    made = {}
    with multiprocessing.Pool() as pool:
        for name, number, entry in pool.imap_unordered(make, jobs, chunksize=4):
            made[name, number] = entry
            if sys.stdout.isatty() or len(made) % 100 == 0:
                print(f"fonts: slice {len(made)} of {len(jobs)}", end="\r" if sys.stdout.isatty() else "\n", flush=True)
    faces = [{"id": face["id"], "name": face["name"], "version": packages[face["package"]]["version"],
              "licence": packages[face["package"]]["licence"],
              "licence_file": f"licences/{face['package']}/{licence_name(packages[face['package']])}",
              "source": packages[face["package"]]["url"]} for face in recipe["face"]]
    entries = [{"family": name, "face": face, "frame": frame(name, paths[face]) if len(slices) > 1 else None,
                "characters": "".join(slices), "slices": [made[name, number] for number in range(len(slices))]}
               for name, (face, slices) in families.items()]
    content = {"version": 2, "recipe": stamp, "faces": sorted(faces, key=lambda face: face["id"]),
               "families": entries, "roles": roles}
    # Written last: a build that was cut short has no manifest and starts anew.
    manifest.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    total = sum(size for _, size, _ in made.values())
    print(f"fonts: {len(made)} slices, {total:,} bytes, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
