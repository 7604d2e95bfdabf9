/** The project's README with the tables of a run. */

import { told } from "./tables.mjs";
import { markdown } from "./text.mjs";

/**
 * Puts tables between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`; what was measured on goes where NAME is `machine`.
 * A place whose table the run did not make stays as it was.
 *
 * @param {string} readme
 * @param {{ tables: Record<string, any>, notes: string[] }} bench what bench.json holds
 * @returns {{ text: string, kept: string[], homeless: string[] }} the text, places that stayed, tables without a place
 */
export function withTables(readme, { tables, notes }) {
  const homeless = new Set(Object.keys(tables));
  const kept = [];
  const text = readme.replace(/(<!-- bench:([\w-]+) -->\n)[\s\S]*?(<!-- \/bench:\2 -->)/g, (whole, open, name, close) => {
    if (name === "machine") {
      return `${open}${notes.join(".\n")}.\n${close}`;
    }
    const table = tables[name];
    if (!table) {
      kept.push(name);
      return whole;
    }
    homeless.delete(name);
    const { head, lines } = told(table);
    return `${open}${markdown([table.title, ...head.slice(1)], lines)}\n${close}`;
  });
  return { text, kept, homeless: [...homeless] };
}
