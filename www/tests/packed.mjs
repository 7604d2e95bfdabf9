/** The package as npm packs it, installed: for tests of what others get. */

import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const www = fileURLToPath(new URL("..", import.meta.url));

/**
 * Packs the built package, once for each call.
 *
 * @returns {Promise<{ root: string, tarball: string, files: { path: string, size: number }[], size: number, install(folder: string): Promise<void>, remove(): Promise<void> }>}
 *   `root` is a new folder below `dist`, in which modules of `www/node_modules` are found; `install` puts the package into
 *   `node_modules` of a folder.
 */
export async function pack() {
  await stat(path.join(www, "dist/package/index.js")).catch(() => {
    throw new Error("没有 dist/package，请先运行 npm run build");
  });
  const root = await mkdtemp(path.join(www, "dist/packed-"));
  const output = execFileSync("npm", ["pack", "--json", "--pack-destination", root], {
    cwd: www,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 2 ** 26,
  });
  const [{ filename, files, size }] = JSON.parse(output);
  const tarball = path.join(root, filename);
  return {
    root,
    tarball,
    files,
    size,
    async install(folder) {
      const installed = path.join(folder, "node_modules/huibao");
      await mkdir(installed, { recursive: true });
      execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
