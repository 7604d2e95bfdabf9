import { describeProgress, init, isHuibaoError, type ProgressData, type Report } from "huibao";
import { useEffect, useState } from "react";

export interface ReportState {
  /** The newest report; the one before stays while the next is made. */
  readonly report: Report | null;
  /** What is going on, or what failed and what to do; empty when the report is there. */
  readonly message: string;
}

/** A report that follows its data. A render whose data has changed meanwhile is cancelled. `data` must be stable (`useMemo`). */
export function useReport(data: ProgressData, genre: string): ReportState {
  const [state, setState] = useState<ReportState>({ report: null, message: "" });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const say = (message: string): void => {
      if (!signal.aborted) {
        setState(({ report }) => ({ report, message }));
      }
    };
    const make = async (): Promise<void> => {
      const huibao = await init();
      const report = await huibao.render(data, { genre }, { signal, onProgress: (progress) => say(describeProgress(progress)) });
      setState((before) => {
        before.report?.dispose();
        return { report, message: "" };
      });
    };
    make().catch((error: unknown) => say(isHuibaoError(error) ? `${error.summary}${error.hint}` : String(error)));
    return () => controller.abort();
  }, [data, genre]);
  return state;
}
