"""Builds the web fonts of fonts.toml into fonts/dist: WOFF2 slices, manifest.json and the licences.

A Chinese face has megabytes; a report uses some hundred of its characters. So each face is cut into slices, every
slice a font of its own with a family name of its own, and the host fetches the slices that a text needs. In a role
each character is in exactly one slice, so no order of preference between slices can change a page.

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
from fontTools.ttLib import TTFont, newTable

try:
    import tomllib
except ImportError:  # Python before 3.11
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
DIST = HERE / "dist"
CACHE = Path(os.environ.get("HUIBAO_CACHE") or HERE / "cache").resolve()
# What the bytes depend on besides the packages, which fonts.toml pins by checksum.
INPUTS = ["build.py", "fonts.toml", "order.txt", "requirements.txt"]
# Tables that Typst never reads: vertical setting, hinting, variation names, baselines, device metrics.
DROPPED = ["vhea", "vmtx", "VORG", "BASE", "STAT", "gasp", "prep", "cvt ", "fpgm", "DSIG", "hdmx", "VDMX", "LTSH",
           "meta"]
# HB_SUBSET_FLAGS_NO_BIDI_CLOSURE, which this uharfbuzz does not name yet: without it the mirror image of a sign (≅ with
# ≌) would come along, and two slices would carry it.
NO_BIDI_CLOSURE = 0x800
FEATURES = ["kern", "locl", "ccmp"]
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
    """The slices of one face in a role, in the order of frequency: `[(family, characters)]`."""
    hanzi, core, signs = parts
    size = entry.get("core", 0)
    first = core + hanzi[:size]
    pieces = [("000", first)] if first else []
    tail = recipe["tail"]
    pieces += [(f"{1 + i // tail:03}", hanzi[size:][i:i + tail]) for i in range(0, len(hanzi) - size, tail)]
    step = recipe["signs"]
    pieces += [(f"S{i // step:02}", signs[i:i + step]) for i in range(0, len(signs), step)]
    return [(f"{entry['family']} {number}", characters) for number, characters in pieces]


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
    order.name_id_set.update([0, 5, 13, 14])
    return hb.subset(load(path), order).blob.data


def hb_tag(tag):
    """A table or feature tag as HarfBuzz's sets hold it."""
    return int.from_bytes(tag.ljust(4).encode("ascii"), "big")


def rename(font, family):
    """Gives a font its own family name; copyright, version and licence stay, all other names go."""
    old = {number: font["name"].getDebugName(number) for number in (0, 5, 13, 14)}
    plain = family.replace(" ", "")
    names = {**old, 1: family, 2: "Regular", 3: f"huibao:{plain}", 4: family, 6: plain, 16: family, 17: "Regular"}
    table = font["name"] = newTable("name")
    table.names = []
    for number, value in sorted(names.items()):
        if value:
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


def make(job):
    """Makes one slice; returns its entry of the manifest."""
    family, face, path, characters = job
    font = TTFont(io.BytesIO(subset(path, characters)), recalcTimestamp=False)
    carried = sorted(font.getBestCmap())
    if carried != sorted(map(ord, characters)):
        # Not stop(): that would end the worker, and the pool would wait for it for ever.
        raise RuntimeError(f"{family}: the subset carries other characters than asked for.")
    rename(font, family)
    level(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    data = out.getvalue()
    digest = sha256(data)
    name = f"{family.lower().replace(' ', '-')}.{digest[:10]}.woff2"
    (DIST / name).write_bytes(data)
    return {"family": family, "face": face, "file": name, "bytes": len(data), "sha256": digest,
            "ranges": ranges(carried)}


def ranges(points):
    """Sorted code points as inclusive ranges."""
    out = []
    for point in points:
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return out


# ---------------------------------------------------------------------------------------------- licences


CHANGES = """These fonts are modified versions of {name} ({url}), made by the huibao project.

Changed: each face was cut into subsets ("slices") with HarfBuzz's subsetter; hinting, vertical metrics and layout
features other than kern, locl and ccmp were left out; ascent, descent, weight class and names were set anew (every
slice has a family name that begins with "Huibao"); the files were compressed as WOFF2. No outline was changed.

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
    """All slices and the roles' lists: `({family: (face, characters)}, {role: [family]})`."""
    widths = {face: advances(path) for face, path in paths.items()}
    slices, roles = {}, {}
    for role in recipe["role"]:
        shares = share(role, recipe, widths)
        families = []
        if "latin" in role:
            latin = role["latin"]
            letters = "".join(sorted(set(recipe["characters"]["latin"]) - {"\n"}))
            families.append((latin["family"], latin["face"], letters))
        for entry in role["faces"]:
            families += [(name, entry["face"], chars) for name, chars in cut(entry, shares[entry["face"]], recipe)]
        for name, face, chars in families:
            if slices.setdefault(name, (face, chars)) != (face, chars):
                stop(f"fonts.toml gives the family name {name} to two different slices.")
        roles[role["id"]] = [name for name, _, _ in families]
    return slices, roles


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
    slices, roles = plan(recipe, paths)
    jobs = [(family, face, paths[face], chars) for family, (face, chars) in slices.items()]
    # The large first slices go first: the last worker must not be left alone with one.
    jobs.sort(key=lambda job: (-len(job[3]) // 300, job[1], job[0]))
    made = []
    with multiprocessing.Pool() as pool:
        for entry in pool.imap_unordered(make, jobs, chunksize=4):
            made.append(entry)
            if sys.stdout.isatty() or len(made) % 100 == 0:
                print(f"fonts: slice {len(made)} of {len(jobs)}", end="\r" if sys.stdout.isatty() else "\n", flush=True)
    faces = [{"id": face["id"], "name": face["name"], "version": packages[face["package"]]["version"],
              "licence": packages[face["package"]]["licence"],
              "licence_file": f"licences/{face['package']}/{licence_name(packages[face['package']])}",
              "source": packages[face["package"]]["url"]} for face in recipe["face"]]
    content = {"version": 1, "recipe": stamp, "faces": sorted(faces, key=lambda face: face["id"]),
               "slices": sorted(made, key=lambda entry: entry["family"]), "roles": roles}
    # Written last: a build that was cut short has no manifest and starts anew.
    manifest.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    total = sum(entry["bytes"] for entry in made)
    print(f"fonts: {len(made)} slices, {total:,} bytes, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
