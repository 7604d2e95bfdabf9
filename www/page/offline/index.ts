/**
 * The page without network.
 *
 *     const offline = await startOffline({
 *       update: (apply) => showBar("有新版本，点此更新", async () => { await open?.flush(); apply(); }),
 *     });
 *     if (offline !== null) {                       // null: not possible here (file://, no HTTPS, a private window)
 *       const { here, total } = await offline.kit();               // 离线包: 12.3 / 19.8 MB
 *       await offline.fetchKit(({ here, total }) => …, signal);     // resumes; to be called again after a failure
 *     }
 *
 * To be called when the page has nothing urgent to load any more (after `huibao.ready()`): the first time all files of the page are
 * fetched. `fetchKit` is for when the page is installed, for a button, or for an idle moment of who has not asked to save data.
 */

import { fetchKit, kitState, type KitState } from "./kit.js";
import { trusted } from "huibao/trusted";

export type { KitState } from "./kit.js";

/** Milliseconds between two looks for a new version, for a page that stays open for days. */
const LOOK = 3_600_000;

export interface OfflineEvents {
  /** A new version is here. `apply` starts the page again in it: only when the clerk says so, and when all is saved. */
  readonly update: (apply: () => void) => void;
}

export interface Offline {
  /** How much of the offline kit is here. */
  kit(): Promise<KitState>;
  /** Fetches the rest of it. */
  fetchKit(onProgress?: (state: KitState) => void, signal?: AbortSignal): Promise<KitState>;
  /** Looks for a new version now. */
  look(): Promise<void>;
}

/** Makes the page work without network; resolves when the page itself does. `null` where the browser does not permit it. */
export async function startOffline(on: OfflineEvents): Promise<Offline | null> {
  // Absent on pages served without HTTPS, and refused to files.
  if (!("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol)) {
    return null;
  }
  const container = navigator.serviceWorker;
  let registration: ServiceWorkerRegistration;
  try {
    registration = await container.register(trusted(new URL("sw.js", document.baseURI)) as URL, { updateViaCache: "none" });
  } catch {
    return null;
  }
  watch(registration, container, on);
  const look = async (): Promise<void> => {
    await registration.update().catch(() => {
      // No network: there is nothing new to be had.
    });
  };
  setInterval(() => void look(), LOOK);
  await container.ready;
  return { kit: kitState, fetchKit, look };
}

function watch(registration: ServiceWorkerRegistration, container: ServiceWorkerContainer, on: OfflineEvents): void {
  const told = new Set<ServiceWorker>();
  const tell = (worker: ServiceWorker | null): void => {
    // Without one that is in control this is the first, and no news.
    if (worker?.state === "installed" && registration.active !== null && !told.has(worker)) {
      told.add(worker);
      on.update(() => {
        container.addEventListener("controllerchange", () => location.reload(), { once: true });
        worker.postMessage("activate");
      });
    }
  };
  const follow = (worker: ServiceWorker | null): void => worker?.addEventListener("statechange", () => tell(worker));
  tell(registration.waiting);
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
}
