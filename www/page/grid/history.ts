/** Edits that can be taken back and made again. Every state is a whole value; they share what did not change. */

import { apply, inverse, type Change } from "./json.js";

interface Step<T> {
  readonly changes: readonly Change[];
  readonly before: T;
  readonly after: T;
}

export class History<T> {
  private readonly done: Step<T>[] = [];
  private undone: Step<T>[] = [];

  constructor(public data: T) {}

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Makes changes as one step. */
  make(changes: readonly Change[]): void {
    const before = this.data;
    this.data = changes.reduce(apply, before);
    this.done.push({ changes, before, after: this.data });
    this.undone = [];
  }

  /** Takes the last step back; the changes that this is, or null. */
  undo(): readonly Change[] | null {
    const step = this.done.pop();
    if (!step) {
      return null;
    }
    this.undone.push(step);
    this.data = step.before;
    return step.changes.map(inverse).reverse();
  }

  /** Makes the step again that was last taken back. */
  redo(): readonly Change[] | null {
    const step = this.undone.pop();
    if (!step) {
      return null;
    }
    this.done.push(step);
    this.data = step.after;
    return step.changes;
  }
}
