/**
 * Setting, over and over: which render runs, which comes next, and which is given up. One runs at a time. What the clerk asks
 * for takes the place of what is running; what follows from her typing, or from a figure she has changed, waits for it, since
 * the worker then keeps what makes the next one fast, and of several that wait only the last state is set.
 */

import type { Huibao, Progress, RenderOptions, Report, Data } from "huibao";

/**
 * Milliseconds without a key before the draft is set as it stands. Setting is the worker's work and the newest draft waits for
 * it, so a longer pause would only make what is typed come later.
 */
const PAUSE = 30;

/** Milliseconds that setting a changed draft may take before it is said what is being done. */
const UNSEEN = 500;

/** One document to be set. */
export interface Job {
  readonly data: Data;
  readonly options: RenderOptions;
  /** The editor's text when the job was made: what has been typed since is not in the report. */
  readonly typed: string;
  /** Whether a new draft is composed; else the clerk's own is set. */
  readonly composes: boolean;
  /** Whether it follows a change by itself: nothing flickers, and nothing is said unless it takes long. */
  readonly quiet: boolean;
}

/** What the page has to do with it. */
export interface SettingHooks {
  /** The program; null where it has not started. */
  readonly huibao: () => Huibao | null;
  /** Makes the job out of what the page shows at the moment; null where nothing is open. May have to read the data first. */
  job(wanted: Wanted, signal: AbortSignal): Promise<Job | null>;
  begun(quiet: boolean): void;
  progress(progress: Progress): void;
  done(report: Report, job: Job): void;
  failed(error: unknown, job: Job | null): void;
  cancelled(): void;
  /** Nothing runs any more. */
  ended(): void;
}

export interface Wanted {
  /** Whether a draft is to be composed even where the clerk has one of her own. */
  readonly compose: boolean;
  readonly quiet: boolean;
}

export interface Setting {
  readonly running: boolean;
  /** At once, in the place of what is running. */
  now(compose: boolean): Promise<void>;
  /** When the clerk pauses, after what is running. */
  soon(): void;
  /** Without a pause, after what is running. */
  next(): void;
  /** What was asked for last, once more. */
  again(): Promise<void>;
  cancel(): void;
}

export function createSetting(hooks: SettingHooks): Setting {
  let running: AbortController | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** Whether something has changed while a document was being set. */
  let waiting = false;
  let last: Wanted = { compose: false, quiet: false };

  async function run(wanted: Wanted): Promise<void> {
    // Trying again does so openly, whatever it was; what is asked for too early is tried when the program has started.
    last = { ...wanted, quiet: false };
    const huibao = hooks.huibao();
    if (huibao === null) {
      return;
    }
    clearTimeout(pause);
    waiting = false;
    running?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    running = controller;
    const { quiet } = wanted;
    const begun = performance.now();
    const onProgress = (progress: Progress): void => {
      if (!signal.aborted && (!quiet || performance.now() - begun > UNSEEN)) {
        hooks.progress(progress);
      }
    };
    hooks.begun(quiet);
    let job: Job | null = null;
    try {
      job = await hooks.job(wanted, signal);
      if (job !== null) {
        const report = await huibao.render(job.data, job.options, { signal, onProgress });
        if (running === controller) {
          hooks.done(report, job);
        } else {
          report.dispose();
        }
      }
    } catch (error) {
      if (running !== controller) {
        return;
      }
      if (signal.aborted) {
        hooks.cancelled();
      } else {
        hooks.failed(error, job);
      }
    } finally {
      // A newer one may have taken over.
      if (running === controller) {
        running = null;
        hooks.ended();
        if (waiting) {
          follow();
        }
      }
    }
  }

  function follow(): void {
    if (running === null) {
      void run({ compose: false, quiet: true });
    } else {
      waiting = true;
    }
  }

  return {
    get running() {
      return running !== null;
    },
    now: (compose) => run({ compose, quiet: false }),
    soon() {
      clearTimeout(pause);
      pause = setTimeout(follow, PAUSE);
    },
    next() {
      clearTimeout(pause);
      follow();
    },
    again: () => run(last),
    cancel: () => running?.abort(),
  };
}
