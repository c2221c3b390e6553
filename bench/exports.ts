import { seedPeople } from "../seeds/people";
import { toViewer } from "../src/accounts/acting";
import { UserModel } from "../src/accounts/user";
import { ROOT } from "../src/app";
import { EntryModel } from "../src/credits/entry";
import { readTotals } from "../src/credits/totals/read-totals";
import { startExport } from "../src/reports/exports/jobs/ask";
import { type ExportJob, ExportModel } from "../src/reports/exports/jobs/job";
import { makeAll } from "../src/reports/exports/jobs/make";
import type { Format } from "../src/reports/exports/kinds/kind";
import { month, now } from "../src/shared/time";
import { useWords, wordsIn } from "../src/shared/words";
import { initWords } from "../src/web/words";
import { fillYears } from "./years";

/**
 * All of a ledger's entries as a file made in the background: how long, how much memory, and for how long at a stretch the
 * process answers nobody. Beside it the floor: the same entries read, and nothing written.
 */
export async function measureExports(entries: number): Promise<object> {
  useWords(await initWords(ROOT));
  await fillYears(entries);
  await seedPeople();
  await readTotals({ from: month("2025-01"), to: month("2026-11") });
  const floor = await watched(async () => {
    for await (const _ of EntryModel.find().lean().cursor({ batchSize: 500 }));
    return {};
  });
  const made: Record<string, unknown> = {};
  for (const format of ["csv", "xlsx"] as const) made[format] = await watched(() => measureFile(format));
  return { entries, floor, ...made };
}

async function measureFile(format: Format): Promise<object> {
  const user = await UserModel.findOne({ identifier: "city@demo.liangqun" }).lean();
  const viewer = await toViewer(user as never);
  const params = { measure: "both", basis: "all", from: "2025-01", to: "2026-11" };
  const id = await startExport({ kind: "entries", format, params, viewer, words: wordsIn("zh-CN") }, now());
  await makeAll();
  const { state, done, file } = (await ExportModel.findById(id).lean()) as ExportJob;
  return { state, rows: done, megabytes: Number(((file?.bytes ?? 0) / 1_000_000).toFixed(1)) };
}

/** The work's answer, its seconds, the most memory the process held, and the longest time it answered nobody. */
async function watched<T extends object>(work: () => Promise<T>) {
  globalThis.gc?.();
  const megabytes = () => Math.round(process.memoryUsage().rss / 1_000_000);
  const [begin, beforeMb] = [performance.now(), megabytes()];
  let [peakMb, last, pauseMs] = [beforeMb, begin, 0];
  const look = setInterval(() => {
    const at = performance.now();
    pauseMs = Math.max(pauseMs, Math.round(at - last - 10));
    [last, peakMb] = [at, Math.max(peakMb, megabytes())];
  }, 10);
  try {
    const answer = await work();
    return { ...answer, seconds: Number(((performance.now() - begin) / 1000).toFixed(1)), beforeMb, peakMb, pauseMs };
  } finally {
    clearInterval(look);
  }
}
