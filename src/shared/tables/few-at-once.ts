/**
 * Runs what it is given, at most `most` at a time; the others wait in the order they came. For work that takes much memory,
 * so that twenty callers at once take no more of it than two.
 */
export function fewAtOnce(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place is handed on and not given up, so nobody who comes just now slips in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
