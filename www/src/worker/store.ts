/**
 * {@link Store}: files kept between visits, in Cache Storage. It is a help and never a condition: where it is refused (no
 * HTTPS, private windows, a full disk), nothing is kept and nothing is said.
 */

/** The name of the cache; one for all versions, since each file is kept under its own digest. */
const NAME = "huibao";

/** Added to the address of a file: the digest of its content. */
const DIGEST = "huibao-sha256";

/** The files of earlier visits. */
export class Store {
  readonly #cache: Promise<Cache | null>;

  /** @param wanted `false` to keep nothing. */
  constructor(wanted: boolean) {
    this.#cache = wanted ? open() : Promise.resolve(null);
  }

  /** A file that was kept, if it was. */
  async get(url: string, sha256: string): Promise<Response | null> {
    return this.#try(async (cache) => (await cache.match(key(url, sha256))) ?? null);
  }

  /** Keeps a file; others of the same address are removed. */
  async put(url: string, sha256: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
    await this.add(url, sha256, bytes, type);
    await this.prune((address, digest) => address !== plain(url) || digest === sha256);
  }

  /** Keeps a file, and looks at no other: for who keeps a thousand of them. */
  async add(url: string, sha256: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
    await this.#try(async (cache) => {
      const headers = { "Content-Type": type, "Content-Length": String(bytes.byteLength) };
      await cache.put(key(url, sha256), new Response(bytes, { headers }));
    });
  }

  /** The files that are here, by their {@link Store.key}. */
  async keys(): Promise<ReadonlySet<string>> {
    const requests = await this.#try((cache) => cache.keys());
    return new Set(requests?.map(({ url }) => url));
  }

  /** What {@link keys} names a file. */
  static key(url: string, sha256: string): string {
    return key(url, sha256);
  }

  /** Removes a file. */
  async remove(url: string, sha256: string): Promise<void> {
    await this.#try(async (cache) => {
      await cache.delete(key(url, sha256));
    });
  }

  /** Removes what is not to be kept any more. */
  async prune(keep: (url: string, sha256: string) => boolean): Promise<void> {
    await this.#try(async (cache) => {
      for (const request of await cache.keys()) {
        const url = new URL(request.url);
        const sha256 = url.searchParams.get(DIGEST) ?? "";
        url.searchParams.delete(DIGEST);
        if (!keep(url.href, sha256)) {
          await cache.delete(request);
        }
      }
    });
  }

  async #try<T>(use: (cache: Cache) => Promise<T>): Promise<T | null> {
    try {
      const cache = await this.#cache;
      return cache && (await use(cache));
    } catch {
      // A full disk, or a storage that was cleared meanwhile: the network has everything.
      return null;
    }
  }
}

async function open(): Promise<Cache | null> {
  try {
    // Absent where the page is not served over HTTPS; refused in some private windows and sandboxed frames.
    return await caches.open(NAME);
  } catch {
    return null;
  }
}

function key(url: string, sha256: string): string {
  const address = new URL(url);
  address.hash = "";
  address.searchParams.set(DIGEST, sha256);
  return address.href;
}

function plain(url: string): string {
  const address = new URL(url);
  address.hash = "";
  return address.href;
}
