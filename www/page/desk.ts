/** What the parts of the page share: the views, and what is open in them. */

import type { Genre, Huibao, Report } from "huibao";
import type { PageView } from "huibao/pages";
import type { Editor } from "./editor/editor.js";
import type { Grid } from "./grid/grid.js";
import type { Project } from "./project.js";
import type { Problems } from "./view/problems.js";
import type { Start } from "./view/start.js";
import type { Statusbar } from "./view/statusbar.js";
import type { Topbar } from "./view/topbar.js";
import type { Workbench } from "./view/workbench.js";

export interface Desk {
  readonly topbar: Topbar;
  readonly start: Start;
  readonly workbench: Workbench;
  readonly statusbar: Statusbar;
  readonly problems: Problems;
  readonly editor: Editor;
  readonly pages: PageView;
  /** The data's grid; null until the data's model is known. */
  grid: Grid | null;
  /** The program; null while it has not started, or has gone. */
  huibao: Huibao | null;
  /** Those that can be composed; none before the program has started. */
  genres: readonly Genre[];
  /** What is open; null at the start. */
  project: Project | null;
  /** What the pages show. */
  report: Report | null;
  /** Says what went wrong, or with null that nothing does any more. */
  showError(cause: unknown): void;
}
