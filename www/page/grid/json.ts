/** JSON values and pointers (RFC 6901), and changes that share what they leave alone with the value before. */

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The keys of a pointer; a pointer into the draft (`draft:3:5`) or an empty one has none. */
export function keysOf(pointer: string): readonly string[] {
  return pointer.startsWith("/") ? pointer.slice(1).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~")) : [];
}

/** The pointer of some keys below another. */
export function pointerOf(keys: readonly string[], below = ""): string {
  return keys.reduce((pointer, key) => `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, below);
}

/** The value at some keys; undefined where there is none, or null. */
export function valueAt(value: unknown, keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) {
    if (Array.isArray(at)) {
      at = at[Number(key)];
    } else if (isObject(at) && Object.hasOwn(at, key)) {
      at = at[key];
    } else {
      return undefined;
    }
  }
  return at ?? undefined;
}

/**
 * One thing that changed. `pointer` is that of the value that was set, or of the record as it stands in its list after an insertion
 * or before a deletion. Whatever follows it in the list then has another number: pointers kept elsewhere (the figures of a
 * draft) go through {@link moved}.
 */
export interface Change {
  readonly kind: "set" | "insert" | "delete";
  readonly pointer: string;
  /** What stands there now; undefined for nothing. */
  readonly value: unknown;
  /** What stood there; undefined for nothing. */
  readonly before: unknown;
}

/** The change that takes a change back. */
export function inverse({ kind, pointer, value, before }: Change): Change {
  return { kind: kind === "insert" ? "delete" : kind === "delete" ? "insert" : "set", pointer, value: before, before: value };
}

/** Makes a change in a copy that shares all other parts with `data`, which stays as it is. */
export function apply<T>(data: T, change: Change): T {
  // The type stays: what is set, inserted or deleted is a field or a record of the schema.
  return changed(data, keysOf(change.pointer), change, true) as T;
}

/**
 * Where a pointer leads after a change; null where what it named is gone. A change of a value moves nothing.
 */
export function moved(pointer: string, change: Change): string | null {
  if (change.kind === "set") {
    return pointer;
  }
  const at = keysOf(change.pointer);
  const keys = [...keysOf(pointer)];
  const last = at.length - 1;
  if (keys.length <= last || at.slice(0, last).some((key, place) => keys[place] !== key)) {
    return pointer;
  }
  const [number, place] = [Number(keys[last]), Number(at[last])];
  if (change.kind === "delete" && number === place) {
    return null;
  }
  if (number >= place) {
    keys[last] = String(number + (change.kind === "insert" ? 1 : -1));
  }
  return pointerOf(keys);
}

/**
 * `value` changed below `keys`; undefined where nothing is left of it. Lists and single records that become empty go, for absent and
 * empty mean the same and people write neither; a member of a list stays, as does the whole.
 */
function changed(value: unknown, keys: readonly string[], change: Change, stays: boolean): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) {
    return change.value;
  }
  if (Array.isArray(value) || (rest.length === 0 && change.kind === "insert")) {
    const list: unknown[] = Array.isArray(value) ? [...value] : [];
    const place = Number(key);
    if (rest.length > 0 || change.kind === "set") {
      list[place] = changed(list[place], rest, change, true);
    } else if (change.kind === "insert") {
      list.splice(place, 0, change.value);
    } else {
      list.splice(place, 1);
    }
    return list.length > 0 || stays ? list : undefined;
  }
  const object: Record<string, unknown> = { ...(isObject(value) ? value : {}) };
  const next = changed(object[key] ?? undefined, rest, change, false);
  if (next === undefined) {
    delete object[key];
  } else {
    object[key] = next;
  }
  return stays || Object.keys(object).length > 0 ? object : undefined;
}
