import type { Report } from "huibao";
import { download, pageView, type PageView } from "huibao/pages";
import { useEffect, useMemo, useRef, useState } from "react";
import { quarter } from "./data.js";
import { useReport } from "./useReport.js";

export function App() {
  const [done, setDone] = useState("4.98万亩");
  const data = useMemo(() => quarter(done), [done]);
  const { report, message } = useReport(data, "progress_digest");
  const [failure, setFailure] = useState("");

  const save = async (shown: Report): Promise<void> => {
    try {
      download(await shown.pdf(), `${shown.title}.pdf`);
    } catch (error) {
      setFailure(String(error));
    }
  };

  return (
    <main>
      <label>
        高标准农田已建成 <input value={done} onChange={(event) => setDone(event.target.value)} />
      </label>{" "}
      <button type="button" disabled={report === null} onClick={() => report && void save(report)}>
        下载 PDF
      </button>
      <p role="status">{failure || message || (report && `《${report.title}》，共 ${report.pages} 页`)}</p>
      <Pages report={report} />
    </main>
  );
}

/** The pages of the newest report; those that look the same stay as they are. */
function Pages({ report }: { report: Report | null }) {
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<PageView | null>(null);
  useEffect(() => {
    view.current = container.current && pageView(container.current);
    return () => view.current?.clear();
  }, []);
  useEffect(() => {
    if (report) {
      void view.current?.show(report);
    }
  }, [report]);
  return <div ref={container} />;
}
