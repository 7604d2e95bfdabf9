"""Weighs the slices of fonts/dist by what reports print, and ranks characters for the next build.

    cargo run --example printed_text -- tests/data/*.json >texts.jsonl
    python3 fonts/weigh.py texts.jsonl            # bytes and requests of a first and of a further document
    python3 fonts/weigh.py --write texts.jsonl    # fonts/common.txt

Needs Python's standard library only.
"""
import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROLES = ["title", "heading1", "heading2", "body"]
# A first document that is heavy on faces: a speech with at least so many characters of body.
SPEECH, LONG = "_speech", 2500


def rank(documents):
    """The characters of each role that documents of two or more sets of data print, the commonest first.

    Every set of data counts the same. What order.txt says of a character decides between those that are as common.
    """
    order = (HERE / "order.txt").read_text(encoding="utf-8").replace("\n", "")
    place = {char: at for at, char in enumerate(order)}
    documents_of = Counter(document["data"] for document in documents)
    ranked = {}
    for role in ROLES:
        share, seen = defaultdict(float), defaultdict(set)
        for document in documents:
            for char in sorted(set(document["texts"].get(role, "")) & set(place)):
                share[char] += 1 / documents_of[document["data"]] / len(documents_of)
                seen[char].add(document["data"])
        weight = {char: share[char] + 18 / (60 + place[char]) for char in share if len(seen[char]) > 1}
        ranked[role] = "".join(sorted(weight, key=lambda char: (-weight[char], place[char])))
    return ranked


def weigh(documents):
    """Prints what a first speech and each of the documents after it fetch, over the slices of fonts/dist."""
    manifest = json.loads((HERE / "dist/manifest.json").read_text(encoding="utf-8"))
    size, owner = {}, {role: {} for role in manifest["roles"]}
    for family in manifest["families"]:
        first = 0
        for number, (count, bytes_, _) in enumerate(family["slices"]):
            size[family["family"], number] = bytes_
            for role, names in manifest["roles"].items():
                if family["family"] in names:
                    for char in family["characters"][first:first + count]:
                        owner[role][char] = (family["family"], number)
            first += count

    def needed(document):
        return {owner[role][char] for role, text in document["texts"].items() for char in text if char in owner[role]}

    first = [document for document in documents
             if document["genre"].endswith(SPEECH) and len(document["texts"].get("body", "")) >= LONG]
    sums, later = [], []
    draw = random.Random(1)
    for document in first:
        have = needed(document)
        sums.append((sum(size[one] for one in have), len(have)))
        for other in draw.sample([one for one in documents if one is not document], 9):
            new = needed(other) - have
            have |= new
            later.append((sum(size[one] for one in new), len(new)))
    for label, found in (("a first speech", sums), ("a further document", later)):
        sizes, counts = zip(*found)
        print(f"{label}: {sum(sizes) / len(found):,.0f} bytes in {sum(counts) / len(found):.1f} slices; "
              f"at most {max(sizes):,} bytes, {max(counts)} slices; {len(found)} weighed")


def main():
    """See the module's description."""
    write = sys.argv[1:2] == ["--write"]
    lines = Path(sys.argv[-1]).read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    if write:
        ranked = rank(documents)
        (HERE / "common.txt").write_text("".join(f"{role} {chars}\n" for role, chars in ranked.items()), encoding="utf-8")
    else:
        weigh(documents)


if __name__ == "__main__":
    main()
