/**
 * The service worker: the page without network. All files of a version are fetched before it takes over, each held to its
 * digest, so that a version is whole or not there. The program's own large files go where the program keeps them (Cache Storage,
 * under their digest), so nothing lies on the disk twice; its font slices are its own and the kit's (`../kit.ts`).
 */

import { page, program, version } from "huibao-offline-list";
import { Store } from "../../../src/worker/store.js";
import { fetchIntact, mediaType } from "../fetch.js";

declare const self: ServiceWorkerGlobalScope;

const PREFIX = "huibao-page-";
const NAME = PREFIX + version;
const INDEX = "index.html";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "activate") {
    void self.skipWaiting();
  }
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const file = fileOf(request.url);
  // What is asked for past all caches is asked for because something was damaged.
  if (request.method !== "GET" || request.cache === "reload" || file === null || /\.(woff2|wasm)$/.test(file)) {
    return;
  }
  if (request.mode !== "navigate") {
    event.respondWith(answer(file, request));
  } else if (file === "" || file === INDEX) {
    event.respondWith(answer(INDEX, request));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  const store = new Store(true);
  const kept = await store.keys();
  for (const [file, sha256] of page) {
    if ((await cache.match(address(file))) === undefined) {
      const { bytes, headers } = await fetchIntact(address(file), sha256);
      await cache.put(address(file), new Response(bytes, { headers }));
    }
  }
  for (const [file, sha256] of program) {
    if (!kept.has(Store.key(address(file), sha256))) {
      const { bytes } = await fetchIntact(address(file), sha256);
      await store.add(address(file), sha256, bytes, mediaType(file));
    }
  }
}

/** Takes over. The version before stays for tabs that still show it and load a part of it later. */
async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  const mine = new Set(program.map(([file]) => address(file)));
  await new Store(true).prune((url) => fileOf(url) === null || url.endsWith(".woff2") || mine.has(url));
  await self.clients.claim();
}

/** A file of this version, or of the one before, or of the network. */
async function answer(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  const found = await cache.match(address(file));
  if (found !== undefined) {
    return found;
  }
  for (const name of await caches.keys()) {
    const older = name.startsWith(PREFIX) ? await (await caches.open(name)).match(address(file)) : undefined;
    if (older !== undefined) {
      return older;
    }
  }
  return fetch(request);
}

/** The address of a file from the page's folder, without what follows it; null for one of elsewhere. */
function fileOf(url: string): string | null {
  const { origin, pathname } = new URL(url);
  const here = origin + pathname;
  return here.startsWith(self.registration.scope) ? decodeURI(here.slice(self.registration.scope.length)) : null;
}

function address(file: string): string {
  return new URL(file, self.registration.scope).href;
}
