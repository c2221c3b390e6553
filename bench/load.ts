import autocannon from "autocannon";

export interface Load {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
}

/** Sixteen connections for a few seconds, after a short warming up that is not counted. Loopback only. */
export async function load(url: string, seconds = 6): Promise<Load> {
  if (!url.startsWith("http://127.0.0.1:")) throw new Error("load stays on loopback");
  await autocannon({ url, connections: 16, duration: 2 });
  const { requests, latency, errors, non2xx } = await autocannon({ url, connections: 16, duration: seconds });
  return { perSecond: Math.round(requests.average), p50Ms: latency.p50, p99Ms: latency.p99, errors: errors + non2xx };
}

export const median = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
};
