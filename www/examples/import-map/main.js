import "huibao/element";
import { init } from "huibao";

const report = document.querySelector("huibao-report");
const done = document.getElementById("done");
const status = document.getElementById("status");

report.addEventListener("rendered", ({ detail }) => (status.textContent = `《${detail.title}》，共 ${detail.pages} 页`));
report.addEventListener("error", ({ detail }) => (status.textContent = detail.summary ?? String(detail)));

// The element has the file by itself; here it is read once more, as the object in which a figure can be changed.
const huibao = await init();
const { data } = await huibao.load(await (await fetch(report.src)).arrayBuffer());
const [target] = data.targets;
done.value = target.done;
done.addEventListener("input", () => {
  target.done = done.value;
  report.data = data;
});
