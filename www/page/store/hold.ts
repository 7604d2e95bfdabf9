/**
 * {@link Hold}: of all tabs that show a project, one writes it. A Web Lock says which, and ends with its tab however that
 * ends; a channel lets another tab ask for it. Where there are no Web Locks (pages served without HTTPS), the tabs ask each other.
 */

/** Milliseconds that a tab may take to save and let go before the project is taken from it. */
const PATIENCE = 3000;

/** Milliseconds in which a page that was reloaded has let its project go, where there are Web Locks. */
const RELOADED = 400;

/** Milliseconds in which a tab that holds a project says so, where there are none. */
const ANSWER = 250;

const CHANNEL = "huibao.projects";

/** What is said between tabs. */
interface Message {
  readonly type: "ask" | "mine" | "yield" | "yielded" | "taken" | "saved";
  readonly project: string;
}

export interface HoldEvents {
  /** Another tab wants the project: save what is not saved. */
  readonly yielding: () => Promise<void>;
  /** The project is another tab's now. */
  readonly lost: () => void;
  /** Another tab has saved it. */
  readonly saved: () => void;
}

export class Hold {
  readonly #project: string;
  readonly #on: HoldEvents;
  readonly #channel: BroadcastChannel;
  /** Lets the lock go; `null` while another tab has it. */
  #release: (() => void) | null = null;

  constructor(project: string, on: HoldEvents) {
    this.#project = project;
    this.#on = on;
    this.#channel = new BroadcastChannel(CHANNEL);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if (data.project === project) {
        void this.#hear(data.type);
      }
    });
  }

  get held(): boolean {
    return this.#release !== null;
  }

  /** Takes the project if no other tab has it. */
  async claim(): Promise<boolean> {
    if (hasLocks()) {
      return this.#lock({ signal: AbortSignal.timeout(RELOADED) });
    }
    const answered = this.#heard("mine", ANSWER);
    this.#say("ask");
    if (await answered) {
      return false;
    }
    this.#release = () => undefined;
    return true;
  }

  /** Takes the project from the tab that has it, when that has saved; after three seconds in any case. */
  async takeOver(): Promise<void> {
    if (this.held) {
      return;
    }
    if (hasLocks()) {
      const granted = this.#lock({ signal: AbortSignal.timeout(PATIENCE) });
      this.#say("yield");
      if (!(await granted)) {
        await this.#lock({ steal: true });
      }
      return;
    }
    const yielded = this.#heard("yielded", PATIENCE);
    this.#say("yield");
    if (!(await yielded)) {
      this.#say("taken");
    }
    this.#release = () => undefined;
  }

  /** The project is another tab's, as its record shows, though nobody has said so yet. */
  lose(): void {
    if (this.#let()) {
      this.#on.lost();
    }
  }

  /** Tells the other tabs that the project has been saved. */
  announce(): void {
    this.#say("saved");
  }

  /** Lets the project go, and listens no more. */
  close(): void {
    this.#let();
    this.#channel.close();
  }

  async #hear(type: Message["type"]): Promise<void> {
    if (type === "saved") {
      this.#on.saved();
    } else if (!this.held) {
      return;
    } else if (type === "ask") {
      this.#say("mine");
    } else if (type === "yield") {
      await this.#on.yielding();
      this.lose();
      this.#say("yielded");
    } else if (type === "taken") {
      this.lose();
    }
  }

  #let(): boolean {
    const release = this.#release;
    this.#release = null;
    release?.();
    return release !== null;
  }

  #lock(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      let mine: (() => void) | null = null;
      navigator.locks
        .request(`huibao.project.${this.#project}`, options, () =>
          new Promise<void>((release) => {
            this.#release = mine = release;
            resolve(true);
          }),
        )
        .catch((error: unknown) => {
          if (error instanceof DOMException && error.name === "SecurityError") {
            // A page that shares its storage with no other (a sandboxed frame, a file in some browsers) has nothing to agree about.
            this.#release = () => undefined;
            resolve(true);
            return;
          }
          // Not granted in time, or taken away.
          resolve(false);
          if (mine !== null && this.#release === mine) {
            this.#release = null;
            this.#on.lost();
          }
        });
    });
  }

  #say(type: Message["type"]): void {
    const message: Message = { type, project: this.#project };
    this.#channel.postMessage(message);
  }

  /** Whether another tab says this within `ms`. */
  #heard(type: Message["type"], ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const listen = ({ data }: MessageEvent<Message>): void => {
        if (data.project === this.#project && data.type === type) {
          end(true);
        }
      };
      const timer = setTimeout(() => end(false), ms);
      const end = (heard: boolean): void => {
        clearTimeout(timer);
        this.#channel.removeEventListener("message", listen);
        resolve(heard);
      };
      this.#channel.addEventListener("message", listen);
    });
  }
}

function hasLocks(): boolean {
  return "locks" in navigator && navigator.locks !== undefined;
}
