import { describeProgress, init, isHuibaoError } from "huibao";
import { download } from "huibao/pages";
import data from "./data.json";

const [done, save, status, findings, page] = ["done", "save", "status", "findings", "page"].map((id) => document.getElementById(id));
const [target] = data.targets;

let controller = new AbortController();
let report = null;

/** Checks the data, sets the document, shows its first page. What is still being made of earlier data is cancelled. */
async function show() {
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  try {
    const huibao = await init();
    const checked = await huibao.check(data, { signal });
    findings.replaceChildren(...checked.findings.map(({ message, hint }) => item(`${message}${hint}`)));
    const onProgress = (progress) => (status.textContent = describeProgress(progress));
    const next = await huibao.render(data, { genre: "progress_digest" }, { signal, onProgress });
    const svg = await next.svg(0, { signal });
    URL.revokeObjectURL(page.src);
    page.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    report?.dispose();
    report = next;
    save.disabled = false;
    status.textContent = `《${report.title}》，共 ${report.pages} 页`;
  } catch (error) {
    if (!signal.aborted) {
      status.textContent = isHuibaoError(error) ? `${error.summary}${error.hint}` : String(error);
    }
  }
}

function item(text) {
  const li = document.createElement("li");
  li.textContent = text;
  return li;
}

done.value = target.done;
done.addEventListener("input", () => {
  target.done = done.value;
  void show();
});
save.addEventListener("click", async () => download(await report.pdf(), `${report.title}.pdf`));
void show();
