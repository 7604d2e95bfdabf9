/** All that there is to build: the package's folder goes beside the page. */

import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const huibao = new URL("huibao", import.meta.url);
await rm(huibao, { recursive: true, force: true });
await cp(new URL(".", import.meta.resolve("huibao")), huibao, { recursive: true });
process.stdout.write(`${fileURLToPath(huibao)}\n`);
