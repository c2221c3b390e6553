import { type Cache, cache } from "../shared/cache";

/**
 * What lists and pages read of products, kept for a moment: read hundreds of times a second, changed a few times an hour.
 * Every write this process makes to a product empties these caches at once (product.ts sees to it); the writes of other
 * processes are seen when the moment is over. Pieces in stock are not kept here.
 */
const MOMENT_MS = 3000;
const kept: Cache<unknown>[] = [];

export function goodsCache<T>(max: number): Cache<T> {
  const made = cache<T>({ ms: MOMENT_MS, max });
  kept.push(made as Cache<unknown>);
  return made;
}

export function forgetGoods(): void {
  for (const each of kept) each.forget();
}
