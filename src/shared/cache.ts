/**
 * Small in-process caches with a lifetime, for what is read far more often than it changes. One load at a time per key:
 * a crowd that arrives when a value has run out waits for one query, not for a hundred.
 */
interface Slot {
  value: Promise<unknown>;
  until: number;
}

const caches = new Set<{ clear(): void }>();

export interface Cache<T> {
  get(key: string, load: () => Promise<T>): Promise<T>;
  forget(): void;
}

export function cache<T>({ ms, max }: { ms: number; max: number }): Cache<T> {
  const slots = new Map<string, Slot>();
  caches.add(slots);
  return {
    async get(key, load) {
      const slot = slots.get(key);
      if (slot && slot.until > performance.now()) return slot.value as Promise<T>;
      const value = load();
      slots.delete(key);
      if (slots.size >= max) slots.delete(slots.keys().next().value as string);
      slots.set(key, { value, until: performance.now() + ms });
      value.catch(() => slots.delete(key));
      return value;
    },
    forget: () => slots.clear(),
  };
}

/** What was read and is known to be unchanged by something read with every use: the caller compares, this only remembers. */
export interface Memory<T> {
  recall(key: string): T | undefined;
  keep(key: string, value: T): void;
  forget(): void;
}

export interface MemorySize<T> {
  ms: number;
  /** So many values, or so much as `weigh` says they come to; the oldest go first. */
  max: number;
  weigh?: (value: T) => number;
}

export function memory<T>({ ms, max, weigh = () => 1 }: MemorySize<T>): Memory<T> {
  const slots = new Map<string, { value: T; until: number; weight: number }>();
  let held = 0;
  const drop = (key: string): void => {
    held -= slots.get(key)?.weight ?? 0;
    slots.delete(key);
  };
  const clear = (): void => {
    slots.clear();
    held = 0;
  };
  caches.add({ clear });
  return {
    recall(key) {
      const slot = slots.get(key);
      return slot && slot.until > performance.now() ? slot.value : undefined;
    },
    keep(key, value) {
      const weight = weigh(value);
      drop(key);
      while (slots.size > 0 && held + weight > max) drop(slots.keys().next().value as string);
      slots.set(key, { value, until: performance.now() + ms, weight });
      held += weight;
    },
    forget: clear,
  };
}

/** Empties every cache of this process: after a change that must be seen at once, and between tests. */
export function forgetAll(): void {
  for (const slots of caches) slots.clear();
}
