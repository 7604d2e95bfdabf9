/**
 * Which sheets the data has, with which columns: those of the workbook, under the same names and in the same order, so that a
 * clerk finds her workbook again. `src/workbook/plan.rs` says why they are as they are; a test holds the two together.
 */

import { isObject, valueAt, type JsonObject } from "./json.js";
import { plain } from "./cells.js";

/** The headings of what a row is, before its data. */
export const NUMBER = "序号";
export const OWNER = "所属";
export const RELATION = "关系";
/** The headings of a sheet of a single record. */
export const ITEM = "项目";
export const CONTENT = "内容";
export const REMARK = "说明";

/** Names that no sheet of data may have: the workbook's guide and its hidden list of words. */
const RESERVED_SHEETS = ["说明", "选项"];
const RESERVED_COLUMNS = ["标记", NUMBER, OWNER, RELATION];
/** The longest name of a sheet that Excel takes, in UTF-16 units. */
const MAX_NAME = 31;

/** What one value is: free or typed text, yes or no, a number, or one of some words. */
export type Leaf =
  | { readonly kind: "text" | "typed" | "boolean" | "number" }
  | { readonly kind: "word"; readonly words: readonly string[] };

/** A column of a sheet of records, or an item of a single record. */
export interface Column {
  readonly title: string;
  /** Where in the record the value is. */
  readonly path: readonly string[];
  readonly leaf: Leaf;
  /** Several values, one a line. */
  readonly list: boolean;
  readonly description: string;
  readonly examples: readonly string[];
}

/** A list of records within a record. */
export interface Link {
  /** What the column 关系 says. */
  readonly word: string;
  /** Where in the owning record the list is. */
  readonly path: readonly string[];
  /** Whether the owner is a row of the same sheet. */
  readonly own: boolean;
}

export interface Sheet {
  readonly name: string;
  readonly about: string;
  /** One record, an item a row, instead of a record a row. */
  readonly vertical: boolean;
  /** Where its record or its list stands in the data; empty for the data itself and for a sheet of records within records. */
  readonly root: readonly string[];
  /** The sheet whose rows own the rows of this one. */
  readonly parent: number | null;
  /** The lists within records that its rows can belong to. */
  readonly links: readonly Link[];
  readonly columns: readonly Column[];
}

/** Whether the sheet says which row owns a row. */
export function hasOwner(sheet: Sheet, sheets: readonly Sheet[]): boolean {
  return recursive(sheet) || (sheet.parent !== null && sheets[sheet.parent]?.vertical === false);
}

/** Whether the sheet says which list of its owner a row belongs to. */
export function hasRelation(sheet: Sheet): boolean {
  return recursive(sheet) || sheet.links.length > 1;
}

/** Whether rows can belong to a row of the same sheet. */
export function recursive(sheet: Sheet): boolean {
  return sheet.links.some(({ own }) => own);
}

/** An object of the schema: its fields in order. */
interface Definition {
  readonly title: string;
  readonly description: string;
  readonly fields: readonly Field[];
}

interface Field {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly shape: { readonly leaf: Leaf; readonly list: boolean } | { readonly record: string; readonly list: boolean };
}

interface DraftSheet extends Sheet {
  links: Link[];
  columns: Column[];
}

/** The sheets of a schema, owners before what they own. Throws where the schema is outside of the model's convention. */
export function planSheets(schema: JsonObject): readonly Sheet[] {
  const definitions = new Map<string, Definition>();
  const read = (name: string): Definition => {
    const known = definitions.get(name);
    if (known) {
      return known;
    }
    const schemaOfIt = valueAt(schema, ["$defs", name]);
    const definition = { title: text(schemaOfIt, "title") || name, description: text(schemaOfIt, "description"), fields: fieldsOf(schemaOfIt, schema) };
    definitions.set(name, definition);
    return definition;
  };
  const sheets: DraftSheet[] = [];
  const root = fieldsOf(schema, schema);
  const loose = root.flatMap((field) => ("leaf" in field.shape ? [column(field, field.shape.leaf, field.shape.list, [field.key], field.title)] : []));
  if (loose.length > 0) {
    sheets.push({ name: sheetName("总体", sheets), about: "整份数据的内容", vertical: true, root: [], parent: null, links: [], columns: loose });
  }
  for (const field of root) {
    if ("record" in field.shape) {
      const { record, list } = field.shape;
      const about = field.description || read(record).description;
      const name = sheetName(field.title, sheets);
      addSheet({ name, about, vertical: !list, root: [field.key], parent: null, links: [], columns: [] }, record, []);
    }
  }
  return sheets;

  function addSheet(sheet: DraftSheet, record: string, above: readonly string[]): void {
    const lists: { path: readonly string[]; title: string; description: string; record: string }[] = [];
    flatten(read(record), [], "", sheet.columns);
    const isOwn = (list: { readonly record: string }): boolean => list.record === record && !sheet.vertical;
    sheet.links.push(...lists.filter(isOwn).map(({ path, title }) => ({ word: title, path, own: true })));
    sheet.links = unique(sheet.links, "word", []);
    sheet.columns = unique(sheet.columns, "title", sheet.vertical ? [] : RESERVED_COLUMNS);
    const place = sheets.push(sheet) - 1;
    const inside = sheet.vertical ? above : [...above, record];
    const others = lists.filter((list) => !isOwn(list));
    for (const child of new Set(others.map((list) => list.record))) {
      if (inside.includes(child)) {
        throw new Error(`the schema's ${child} contains itself by way of another record`);
      }
      const same = others.filter((list) => list.record === child);
      const [only] = same.length === 1 ? same : [];
      addSheet(
        {
          name: sheetName(`${sheet.name}-${only?.title ?? read(child).title}`, sheets),
          about: only?.description || read(child).description,
          vertical: false,
          root: [],
          parent: place,
          links: same.map(({ path, title }) => ({ word: title, path, own: false })),
          columns: [],
        },
        child,
        inside,
      );
    }

    /** The leaves of a record as columns, single records within it unfolded; lists of records aside. */
    function flatten(definition: Definition, at: readonly string[], before: string, columns: Column[]): void {
      for (const field of definition.fields) {
        const path = [...at, field.key];
        const title = before + field.title;
        if ("leaf" in field.shape) {
          columns.push(column(field, field.shape.leaf, field.shape.list, path, title));
        } else if (field.shape.list) {
          lists.push({ path, title, description: field.description, record: field.shape.record });
        } else {
          flatten(read(field.shape.record), path, `${title}·`, columns);
        }
      }
    }
  }
}

function column(field: Field, leaf: Leaf, list: boolean, path: readonly string[], title: string): Column {
  return { title, path, leaf, list, description: field.description, examples: field.examples };
}

/** A name that Excel accepts and that no other sheet has. */
function sheetName(wanted: string, sheets: readonly Sheet[]): string {
  const wide: Readonly<Record<string, string>> = { "[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼", "'": "’", "!": "！" };
  const clean = [...wanted].map((c) => wide[c] ?? (/\p{Cc}/u.test(c) ? " " : c)).join("").trim() || "数据";
  const taken = new Set([...RESERVED_SHEETS, ...sheets.map(({ name }) => name)].map((name) => name.toLowerCase()));
  let name = shorten(clean, MAX_NAME);
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
    name = shorten(clean, MAX_NAME - String(count).length) + String(count);
  }
  return name;
}

function shorten(name: string, most: number): string {
  let short = "";
  for (const c of name) {
    if (short.length + c.length > most) {
      break;
    }
    short += c;
  }
  return short;
}

/** Gives titles that are equal, or reserved, a number. */
function unique<K extends "word" | "title", T extends Readonly<Record<K, string>>>(items: readonly T[], key: K, reserved: readonly string[]): T[] {
  const taken = new Set(reserved.map(plain));
  return items.map((item) => {
    let name: string = item[key];
    for (let count = 2; taken.has(plain(name)); count += 1) {
      name = `${item[key]}${count}`;
    }
    taken.add(plain(name));
    return { ...item, [key]: name };
  });
}

/** The typed texts of the model, which may also be objects. */
const TYPED = new Set(["Quantity", "Rate", "Date", "Period", "Rank", "Ratio", "Reference"]);

function fieldsOf(object: unknown, schema: JsonObject): readonly Field[] {
  const properties = valueAt(object, ["properties"]);
  if (!isObject(properties)) {
    throw new Error("the schema has an object without properties");
  }
  // The file's own word to an editor ($schema) is no data.
  const entries = Object.entries(properties).filter(([key]) => !key.startsWith("$"));
  return entries.map(([key, property]) => {
    const { shape, definition } = shapeOf(property, schema);
    return {
      key,
      title: text(property, "title") || key,
      description: text(property, "description") || text(definition, "description"),
      examples: examples(property) ?? examples(definition) ?? [],
      shape,
    };
  });
}

function shapeOf(property: unknown, schema: JsonObject): { readonly shape: Field["shape"]; readonly definition: unknown } {
  const real = present(property);
  if (types(real).includes("array")) {
    const { shape, definition } = shapeOf(valueAt(real, ["items"]), schema);
    if (shape.list) {
      throw new Error("the schema has a list of lists");
    }
    return { shape: { ...shape, list: true }, definition: "leaf" in shape ? definition : undefined };
  }
  const name = /^#\/\$defs\/(.+)$/.exec(text(real, "$ref"))?.[1];
  if (name === undefined) {
    return { shape: { leaf: leafOf(real), list: false }, definition: undefined };
  }
  const definition = valueAt(schema, ["$defs", name]);
  if (TYPED.has(name)) {
    return { shape: { leaf: { kind: "typed" }, list: false }, definition };
  }
  if (valueAt(definition, ["properties"]) === undefined) {
    return { shape: { leaf: leafOf(definition), list: false }, definition };
  }
  return { shape: { record: name, list: false }, definition: undefined };
}

function leafOf(schema: unknown): Leaf {
  const words = valueAt(schema, ["enum"]);
  if (Array.isArray(words)) {
    return { kind: "word", words: words.filter((word) => typeof word === "string") };
  }
  const choices = valueAt(schema, ["oneOf"]);
  const constants = Array.isArray(choices) ? choices.map((choice) => valueAt(choice, ["const"])) : [];
  if (constants.length > 0 && constants.every((word) => typeof word === "string")) {
    return { kind: "word", words: constants };
  }
  const [type] = types(schema).filter((name) => name !== "null");
  if (type === undefined || (types(schema).includes("object") && types(schema).includes("string"))) {
    return { kind: "typed" };
  }
  if (type === "integer" || type === "number") {
    return { kind: "number" };
  }
  if (type !== "string" && type !== "boolean") {
    throw new Error(`the schema has a value of type ${type}`);
  }
  return { kind: type === "string" ? "text" : "boolean" };
}

/** The schema itself where it only says that a value may be null: `anyOf: [X, null]`, `allOf: [X]`. */
function present(schema: unknown): unknown {
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const choices = valueAt(schema, [key]);
    const real = Array.isArray(choices) ? choices.filter((choice) => text(choice, "type") !== "null") : [];
    if (real.length === 1) {
      return present(real[0]);
    }
  }
  return schema;
}

function types(schema: unknown): readonly unknown[] {
  const type = valueAt(schema, ["type"]);
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}

function text(schema: unknown, key: string): string {
  const value = valueAt(schema, [key]);
  return typeof value === "string" ? value.trim() : "";
}

function examples(schema: unknown): readonly string[] | undefined {
  const all = valueAt(schema, ["examples"]);
  return Array.isArray(all) ? all.filter((example) => typeof example === "string" && example !== "") : undefined;
}
