/**
 * TypeScript types of the data model, from the JSON Schema: `src/model.ts`.
 *
 *     node scripts/types.mjs
 */

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const SCHEMA = new URL("../../schema/huibao.schema.json", import.meta.url);

/** The checked-in file. */
export const MODEL = new URL("../src/model.ts", import.meta.url);

const BANNER = `/**
 * Progress data as the schema declares it. Every field is optional; figures are written as people write them, with
 * their unit.
 *
 * Written from schema/huibao.schema.json (make types); not to be edited.
 */`;

/** `deadline?: Date` would promise what `new Date()` gives; it is a text. */
const typeName = (name) => (name === "Date" ? "DateText" : name);

/** The text of `src/model.ts`. */
export async function modelTypes() {
  const { $schema: _dialect, title, description, properties, $defs: records } = JSON.parse(await readFile(SCHEMA, "utf8"));
  const definitions = Object.fromEntries(Object.entries(records).map(([name, record]) => [typeName(name), named(record)]));
  const root = {
    type: "object",
    additionalProperties: false,
    description: comment({ title, description }),
    properties: fields(properties),
    definitions,
  };
  const types = await compile(root, "ProgressData", {
    bannerComment: BANNER,
    unreachableDefinitions: true,
    style: { printWidth: 120, bracketSpacing: true },
  });
  return (
    types
      // What the generator says about itself.
      .replace(/\n \*\n \* This interface was referenced by .*\n \* via the `definition` .*/g, "")
      // It gives each comment three lines at least.
      .replace(/\/\*\*\n\s*\* (.*)\n\s*\*\//g, "/** $1 */")
  );
}

/**
 * A record, or a kind of figure. The generator would name it by its title, which is Chinese and which several share; so
 * the title moves into the comment, and the type is named by its key.
 */
function named(schema) {
  return { ...inner(schema), description: comment(schema) };
}

function fields(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, named(schema)]));
}

/** A schema without what belongs into comments. */
function inner({ title: _title, description: _description, examples: _examples, ...schema }) {
  const { $ref, items, properties, anyOf } = schema;
  if ($ref !== undefined) {
    // Named rather than referred to: beside a reference the generator drops the field's own comment, or makes a second
    // type of it.
    return { tsType: typeName($ref.slice("#/$defs/".length)) };
  }
  return {
    ...schema,
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(properties === undefined ? {} : { properties: fields(properties) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(inner) }),
  };
}

function comment({ title, description, examples }) {
  const parts = [title, description, examples && `例：${examples.join("、")}`];
  return parts.filter((part) => part !== undefined).join("。");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(MODEL, await modelTypes());
}
