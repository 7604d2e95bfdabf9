/**
 * Asserts that built files keep to what a locked-down portal permits: no `eval`, no `new Function`, no inline script or
 * style, no top-level await, no request to another host, and a worker that is a file.
 *
 *     node scripts/assert-dist.mjs DIR…
 *
 * Scripts are parsed, not searched: a comment may name what the code must not do.
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";

/** Names that look like addresses and are never requested: XML namespaces. */
const NAMESPACES = /^http:\/\/www\.w3\.org\//;

/** Throws an error that lists every offence in the folder. */
export async function assertDist(dir) {
  const names = (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  const offences = [];
  let scripts = 0;
  let workers = 0;
  for (const name of names) {
    const extension = path.extname(name);
    const found = [];
    if (extension === ".js" || extension === ".mjs") {
      scripts += 1;
      workers += /^worker\b.*\.js$/.test(path.basename(name)) ? 1 : 0;
      found.push(...scriptOffences(await readFile(name, "utf8")));
    } else if (extension === ".html" || extension === ".svg") {
      found.push(...markupOffences(await readFile(name, "utf8")));
    } else if (extension === ".css") {
      found.push(...styleOffences(await readFile(name, "utf8")));
    }
    offences.push(...found.map((offence) => `${path.relative(dir, name)}: ${offence}`));
  }
  // A check that examined nothing must not pass.
  if (scripts === 0) {
    offences.push("no script found");
  }
  if (workers === 0) {
    offences.push("no worker.js found: it must be a file of its own");
  }
  if (offences.length > 0) {
    throw new Error(`${dir}\n  ${offences.join("\n  ")}`);
  }
}

/** What is wrong with a script. */
export function scriptOffences(code) {
  const offences = [];
  const visit = (node, inFunction) => {
    const callee = node.type === "CallExpression" || node.type === "NewExpression" ? node.callee : null;
    const name = callee?.type === "Identifier" ? callee.name : callee?.type === "MemberExpression" ? callee.property.name : "";
    if (name === "eval" || name === "Function") {
      offences.push(`calls ${name}`);
    }
    if ((name === "setTimeout" || name === "setInterval") && node.arguments[0]?.type === "Literal") {
      offences.push(`${name} of a string`);
    }
    if (name === "Worker" && node.arguments[0]?.type === "Literal" && /^(blob|data):/.test(String(node.arguments[0].value))) {
      offences.push("a worker that is not a file");
    }
    if (node.type === "AwaitExpression" && !inFunction) {
      offences.push("top-level await");
    }
    if (node.type === "AssignmentExpression" && /^(inner|outer)HTML$/.test(node.left.property?.name ?? "")) {
      offences.push(`assigns ${node.left.property.name}`);
    }
    const text = node.type === "Literal" ? node.value : node.type === "TemplateElement" ? node.value.cooked : null;
    if (typeof text === "string") {
      offences.push(...addressOffences(text));
    }
    const inner = inFunction || /Function/.test(node.type);
    for (const child of Object.values(node)) {
      for (const item of Array.isArray(child) ? child : [child]) {
        if (typeof item?.type === "string") {
          visit(item, inner);
        }
      }
    }
  };
  visit(parseAst(code, { lang: "js" }), false);
  return offences;
}

/** What is wrong with an HTML or SVG file. */
export function markupOffences(code) {
  const offences = [];
  for (const [, attributes, text] of code.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/gi)) {
    if (!/\bsrc\s*=/.test(attributes) || text.trim() !== "") {
      offences.push("inline script");
    }
  }
  if (/<style\b/i.test(code) || /<[^>]+\sstyle\s*=/i.test(code)) {
    offences.push("inline style");
  }
  if (/<[^>]+\son[a-z]+\s*=/i.test(code) || /javascript:/i.test(code)) {
    offences.push("inline event handler");
  }
  for (const [, address] of code.matchAll(/\b(?:src|href|action|poster|data)\s*=\s*["']([^"']*)/gi)) {
    offences.push(...addressOffences(address));
  }
  return offences;
}

/** What is wrong with a style sheet. */
export function styleOffences(code) {
  return [...code.matchAll(/(?:url\(|@import\s+)\s*["']?([^"')\s;]+)/gi)].flatMap(([, address]) => addressOffences(address));
}

function addressOffences(text) {
  const elsewhere = /^(?:https?|wss?):\/\/|^\/\/[\w-]+\.[\w.-]+/.test(text) && !NAMESPACES.test(text);
  return elsewhere ? [`address elsewhere: ${text.slice(0, 80)}`] : [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    for (const dir of process.argv.slice(2)) {
      await assertDist(path.resolve(dir));
    }
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
