/** A site of the package with the fake modules, a host's pages beside it, and a browser: what most tests of the package begin and end with. */

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before } from "node:test";
import { serve } from "../../server.mjs";
import { HEAD, hostPage, launch } from "../support.mjs";
import { buildFake } from "./build.mjs";

/** A page of a host that has the element and nothing else. */
export const ELEMENT = `${HEAD}<script type="module" src="../package/element.js"></script><huibao-report></huibao-report>`;

/**
 * Makes the site before the tests of the group in which it is called, and takes it away after them; until then it is empty.
 *
 * @param {Record<string, string>} files files of the host by name, beside an empty `index.html`
 */
export function fakeSite(files = {}) {
  const site = {
    /** Folder of the site: `package/`, `page/`, `host/`. */
    dir: "",
    url: "",
    browser: null,
    /** Runs `body` in a fresh page of the host; see `hostPage`. */
    inHost: (body, argument, options) => hostPage(site.browser, `${site.url}host/`, body, argument, options),
  };
  let server;
  before(async () => {
    site.dir = await buildFake();
    await mkdir(path.join(site.dir, "host"));
    for (const [name, text] of Object.entries({ "index.html": HEAD, ...files })) {
      await writeFile(path.join(site.dir, "host", name), text);
    }
    server = await serve({ root: site.dir });
    site.url = server.url;
    site.browser = await launch();
  });
  after(async () => {
    await site.browser?.close();
    await server?.close();
    await rm(path.dirname(site.dir), { recursive: true, force: true });
  });
  return site;
}
