/**
 * Serves the page. An import map is an inline script, the only one here: the policy names its digest, and it alone is let
 * through. A portal writes the digest into its own policy; browsers print it when they refuse the map.
 */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { contentSecurityPolicy, serve } from "../../server.mjs";

const folder = new URL(".", import.meta.url);
const html = await readFile(new URL("index.html", folder), "utf8");
const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(html);
const digest = `'sha256-${createHash("sha256").update(map).digest("base64")}'`;

const { url } = await serve({
  root: fileURLToPath(folder),
  port: Number(process.env.PORT ?? 8017),
  headers: { "Content-Security-Policy": contentSecurityPolicy({ scripts: [digest] }) },
});
process.stdout.write(`${url}\n`);
