import { randomUUID } from "node:crypto";
import { FOLD_LEASE, foldOnce } from "../src/credits/fold";
import { close } from "../src/credits/statements/close";
import { propose, proposedFrom } from "../src/credits/statements/propose";
import { sign } from "../src/credits/statements/sign";
import type { Statement } from "../src/credits/statements/statement";
import { firstMonth } from "../src/credits/totals/read-totals";
import { gazetteer } from "../src/regions/gazetteer";
import { print } from "../src/reports/statements/papers/print";
import type { PartnershipId } from "../src/shared/ids";
import { giveUpLease, holdLease } from "../src/shared/lease";
import { HOUR, later, type Month, monthAfter, monthOf, monthsFrom } from "../src/shared/time";
import type { Viewer } from "../src/shared/viewer";
import { demoViewer } from "./people";

/** Those whose officials are listed at /demo; the other books' months are left open for whoever wants to try. */
const BOOKS = ["youyang", "fengdu", "fengjie"] as PartnershipId[];

/**
 * The demonstration's months: signed by both sides and closed by the city as they came, but for the last one, which the
 * chores propose, and the one before, which waits for the city alone. Cut off, it goes on where it stopped.
 */
export async function seedMonths(end: Date): Promise<void> {
  const first = await firstMonth();
  if (!first) return;
  await foldEverything();
  const over = monthsFrom(first, monthOf(end)).filter((month) => monthAfter(monthAfter(month)) <= monthOf(end));
  for (const book of BOOKS)
    for (const [index, month] of over.entries()) await goThrough(book, month, index < over.length - 1);
}

async function goThrough(book: PartnershipId, month: Month, closed: boolean): Promise<void> {
  const proposedAt = later(proposedFrom(month), 8 * HOUR);
  const statement = await propose(book, month, proposedAt);
  if (statement.state === "closed") return;
  for (const [index, signer] of statement.signers.entries()) {
    if (statement.signatures.some(({ region }) => region === signer.region)) continue;
    const signedAt = later(proposedAt, (index + 1) * 26 * HOUR);
    await sign({ partnership: book, month, figuresHash: statement.figuresHash }, await officialOf(signer), signedAt);
  }
  if (!closed) return;
  const city = await demoViewer("city");
  await close({ partnership: book, month }, { by: city, print }, later(proposedAt, 5 * 24 * HOUR));
}

async function officialOf({ role, region }: Statement["signers"][number]): Promise<Viewer> {
  const { slug } = (await gazetteer()).region(region);
  return demoViewer(`${role}-${slug}`);
}

/** Closing waits for the fold, which does not run yet. */
async function foldEverything(): Promise<void> {
  const held = await holdLease({ name: FOLD_LEASE, holder: randomUUID(), at: new Date(), ms: 300_000 });
  if (!held) return;
  while ((await foldOnce(held)) > 0);
  await giveUpLease(held);
}
