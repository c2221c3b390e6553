import { Refusal } from "../../../shared/errors";
import type { ProductId, Sku } from "../../../shared/ids";
import type { Fen } from "../../../shared/money";
import { later, MINUTE } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { changePrices } from "../../review/deeds/change-prices";
import { carryOut } from "../counting/change-on-hand";
import { type Import, ImportModel, unpack } from "./import-record";
import type { LineError } from "./reading/read-stock-rows";

/** New prices of one product. */
export interface PriceJob {
  product: ProductId;
  changes: { sku: Sku; priceFen: Fen; line: number }[];
}

/** One stretch of work; whoever waits for a page is not kept longer, and the chores go on. */
const STRETCH_MS = 15_000;
const NOTE_EVERY = 25;

/**
 * Carries a confirmed import out, from wherever it stands: first the pieces (their journal follows with the chores, or with
 * whoever asks for it), then the prices, product by product through the review's own verb. Every step may be done twice. A price that cannot be written any more (the goods were suspended, or
 * somebody changed them meanwhile) is named in the import.
 */
export async function carryOutImport(id: string, at: Date): Promise<void> {
  const begin = performance.now();
  const found = (await ImportModel.findOne({ _id: id, state: "confirmed" }).lean()) as Import | null;
  if (!found) return;
  await carryOut(`imported:${id}`);
  const jobs = found.jobs ? await unpack<PriceJob[]>(found.jobs) : [];
  for (let index = found.jobsDone; index < jobs.length; index++) {
    const failed = await writePrices(found, jobs[index] as PriceJob, at);
    const noted = index === jobs.length - 1 || failed.length > 0 || index % NOTE_EVERY === 0;
    if (noted) await note(id, index + 1, failed, at);
    if (performance.now() - begin > STRETCH_MS && index < jobs.length - 1) return note(id, index + 1, [], null);
  }
  await ImportModel.updateOne({ _id: id }, { $set: { state: "done", busyUntil: null, jobs: null } });
}

/** How far it has come; without an instant the chores may take over at once. */
async function note(id: string, jobsDone: number, failed: LineError[], at: Date | null): Promise<void> {
  await ImportModel.updateOne(
    { _id: id },
    { $max: { jobsDone }, $set: { busyUntil: at && later(at, MINUTE) }, $push: { failed: { $each: failed } } },
  );
}

async function writePrices({ seller, by }: Import, { product, changes }: PriceJob, at: Date): Promise<LineError[]> {
  const who: Viewer = { ...by, roles: ["seller"] };
  const prices = changes.map(({ sku, priceFen }) => ({ sku, priceFen }));
  try {
    await changePrices({ seller: { _id: seller }, product, changes: prices, by: who }, at);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    return changes.map(({ line }) => ({ line, field: "price", code: "changed_meanwhile" }));
  }
}

/** For the chores: imports that nobody carries out at the moment. */
export async function carryOutWaitingImports(at: Date): Promise<void> {
  const waiting = await ImportModel.find(
    { state: "confirmed", $or: [{ busyUntil: null }, { busyUntil: { $lte: at } }] },
    { _id: 1 },
  )
    .limit(2)
    .lean();
  for (const { _id } of waiting) await carryOutImport(_id, at);
}
