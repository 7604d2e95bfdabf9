/**
 * The same faces for typst.ts, which reads no WOFF2 and takes no slices: the whole faces that this document's slices were
 * cut from, and what each of them prints.
 */

import { access } from "node:fs/promises";
import path from "node:path";

const HAN = /\p{Script=Han}/u;

/**
 * @typedef {{ id: string, path: string, extension: string }} Face
 * @typedef {{ face: string, not: string }} Use a face in an element's list, and signs that it has and must not give
 */

/**
 * Which faces the layout's data names, and how each element uses them.
 *
 * @param {{ manifest: any, printed: any, recipe: string, cache: string }} from the slices' manifest, the layout's data,
 *   the text of fonts.toml, and the folder that the build script of the fonts keeps its downloads in
 * @returns {Promise<{ faces: Face[], elements: Record<string, Use[]> }>}
 */
export async function wholeFaces({ manifest, printed, recipe, cache }) {
  const all = new Map(manifest.families.map((family) => [family.family, family]));
  const signs = [...new Set(JSON.stringify(printed))].filter((c) => c > "\u007f" && !HAN.test(c));
  const elements = {};
  for (const [element, families] of Object.entries(printed.fonts)) {
    const used = families.map((family) => all.get(family));
    const order = [...new Set(used.map((family) => family.face))];
    // A whole face has signs that none of its slices gives, because another face draws them better or at full width.
    const givers = new Map(signs.map((sign) => [sign, used.find((family) => family.characters.includes(sign))?.face]));
    elements[element] = order.map((face, at) => ({
      face,
      not: signs.filter((sign) => order.indexOf(givers.get(sign)) > at).join(""),
    }));
  }
  const ids = [...new Set(Object.values(elements).flatMap((uses) => uses.map(({ face }) => face)))].sort();
  const faces = await Promise.all(ids.map((id) => faceOf(recipe, cache, id)));
  return { faces, elements };
}

/**
 * The files of faces.
 *
 * @param {string} recipe the text of fonts.toml
 * @param {string} cache the folder that the build script of the fonts keeps its downloads in
 * @param {Record<string, string>} families the face of each family
 * @returns {Promise<(Face & { family: string })[]>}
 */
export function facesOf(recipe, cache, families) {
  return Promise.all(Object.entries(families).map(async ([family, id]) => ({ family, ...(await faceOf(recipe, cache, id)) })));
}

async function faceOf(recipe, cache, id) {
  const { file, package: from } = tables(recipe, "face").find((face) => face.id === id);
  const name = path.join(cache, "files", from, path.basename(file));
  await access(name).catch(() => {
    throw new Error(`The face ${id} is not in the fonts' cache (HUIBAO_CACHE). Delete fonts/dist and run \`make fonts\`.`);
  });
  return { id, path: name, extension: path.extname(file) };
}

/** The strings of each `[[name]]` of a TOML file whose values stand on one line each, as those of fonts.toml do. */
function tables(text, name) {
  return text
    .split(/^(?=\[)/m)
    .filter((part) => part.startsWith(`[[${name}]]`))
    .map((part) => Object.fromEntries([...part.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, value]) => [key, value])));
}

/**
 * Typst's lists of families: a face that must not give some signs covers everything else.
 *
 * @param {Record<string, Use[]>} elements
 * @param {Record<string, string>} families family name of each face, as Typst reads it
 */
export function fontLists(elements, families) {
  return Object.fromEntries(
    Object.entries(elements).map(([element, uses]) => [
      element,
      uses.map(({ face, not }) => ({ name: families[face], covers: not === "" ? null : `[^${not}]` })),
    ]),
  );
}

/**
 * A layout with whole faces: the one line that takes the lists of families from the data becomes one that adds what each
 * face covers, which JSON cannot say.
 */
export function withWholeFaces(layout) {
  const line = "#let fonts = data.fonts\n";
  if (!layout.includes(line)) {
    throw new Error(`The layout has no line "${line.trim()}" any more; benches/lib/faces.mjs must follow it.`);
  }
  return layout.replace(
    line,
    `#let fonts = json("/faces.json").pairs().map(((element, list)) => (element, list.map(
  it => if it.covers == none { it.name } else { (name: it.name, covers: regex(it.covers)) }
))).to-dict()
`,
  );
}
