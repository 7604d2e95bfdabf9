/** {@link Names}: no two files of an archive have the same name. What a name may be made of is the core's to say. */

/** The names of one batch. */
export class Names {
  readonly #taken = new Set<string>();
  /** The number that the next of the same name gets, so that ten thousand of one name are not tried one by one. */
  readonly #next = new Map<string, number>();

  /** The name, or path, if it is free, else with a number: 通报, 通报（2）. Capitals do not make a difference: Windows sees none. */
  take(name: string): string {
    const key = name.toLowerCase();
    let number = this.#next.get(key) ?? 1;
    let free = name;
    while (this.#taken.has(free.toLowerCase())) {
      number += 1;
      free = `${name}（${number}）`;
    }
    this.#next.set(key, number);
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
