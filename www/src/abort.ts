/** Giving up what is waited for. */

/** A promise's outcome, or the signal's reason as soon as it is aborted. What the promise waits for goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(signal.reason);
    signal.addEventListener("abort", give, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
    if (signal.aborted) {
      give();
    }
  });
}

/**
 * Lets messages in, then throws if the signal has been aborted. Not by a timer: browsers hold those back for four
 * milliseconds when they follow each other.
 */
export async function turn(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (): void => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  signal.throwIfAborted();
}
