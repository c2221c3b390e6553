import { seedRegions } from "../seeds/regions";
import { attribute } from "../src/credits/attribute";
import { beginning, type Chain, ChainModel, linked } from "../src/credits/chain";
import { BUYER_KINDS, CATEGORIES, type Deed, MEASURES } from "../src/credits/deed";
import { type Entry, EntryModel } from "../src/credits/entry";
import { FOLD_LEASE } from "../src/credits/fold";
import { rebuild } from "../src/credits/totals/recount";
import { gazetteer } from "../src/regions/gazetteer";
import { helpersOn, type Partnership } from "../src/regions/partnership";
import { giveUpLease, holdLease } from "../src/shared/lease";
import { fen } from "../src/shared/money";
import { type Month, month } from "../src/shared/time";

/**
 * A ledger of two years and all seventeen counties with so many folded entries, written straight into the collection and
 * chained as the fold would have left them: what a city has after years of trade, in minutes.
 */
export async function fillYears(upTo: number): Promise<void> {
  await seedRegions();
  const { partnerships } = await gazetteer();
  const ends = new Map<string, Chain>();
  for (const { _id } of partnerships)
    ends.set(_id, ((await ChainModel.findById(_id).lean()) as Chain | null) ?? beginning(_id));
  let made = [...ends.values()].reduce((sum, { seq }) => sum + seq, 0);
  const models = await modelsOf(partnerships);
  const indexed = made > 0;
  if (!indexed) await EntryModel.collection.dropIndexes();
  while (made < upTo) {
    const batch: Entry[] = [];
    for (let n = Math.min(10_000, upTo - made); n > 0; n--) batch.push(nextEntry(++made, models, ends));
    await EntryModel.collection.insertMany(batch as never[], { ordered: false });
  }
  for (const end of ends.values())
    if (end.seq > 0) await ChainModel.updateOne({ _id: end._id }, { $set: end }, { upsert: true });
  await EntryModel.createIndexes();
  const held = await holdLease({ name: FOLD_LEASE, holder: "bench", at: new Date(), ms: 3_600_000 });
  if (!held) throw new Error("somebody else folds");
  await rebuild(held);
  await giveUpLease(held);
}

const FIRST = 2025;
const MONTHS: Month[] = Array.from({ length: 23 }, (_, n) =>
  month(`${FIRST + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`),
);

/** Of each book, a sale in every basis that can occur there; entries are drawn from them. */
async function modelsOf(partnerships: readonly Partnership[]): Promise<Deed[][]> {
  const book = await gazetteer();
  return partnerships.map((partnership) => {
    const at = new Date("2025-12-01T04:00:00Z");
    const helpers = helpersOn(partnership, "2025-12-01").map(({ region }) => region);
    const buyers = [...helpers, "500108", "110000"].map((affiliation) => affiliation as never);
    return buyers.flatMap((affiliation, which) => {
      const facts = { county: partnership.county, affiliation, campaign: null, orderedAt: at, at };
      const attribution = attribute(facts, book);
      return CATEGORIES.flatMap((category, kind) =>
        Array.from({ length: 6 }, (_, n) => {
          const seller = { id: `sel_${partnership._id}${n}`, name: `合作社 ${n}` };
          const product = { id: `prd_${partnership._id}${kind}${n}`, name: `好物 ${kind}${n}` };
          const bought = { category, buyerKind: BUYER_KINDS[(which + n) % BUYER_KINDS.length], affiliation };
          return {
            county: partnership.county,
            attribution,
            ...bought,
            product,
            seller,
            sku: `S${kind}${n}`,
          } as unknown as Deed;
        }),
      );
    });
  });
}

/** Drawn by arithmetic, so that every run has the same ledger. */
function nextEntry(n: number, models: readonly Deed[][], ends: Map<string, Chain>): Entry {
  const own = models[draw(n, 1) % models.length] as Deed[];
  const { attribution, ...facts } = own[draw(n, 2) % own.length] as Deed;
  const period = MONTHS[draw(n, 3) % MONTHS.length] as Month;
  const occurredAt = new Date(`${period}-${String((draw(n, 4) % 27) + 1).padStart(2, "0")}T04:00:00Z`);
  const back = draw(n, 5) % 50 === 0;
  const id = `fill${n}`;
  const entry = {
    ...facts,
    ...attribution,
    _id: `ent_${String(n).padStart(12, "0")}`,
    key: `paid:${id}:1`,
    line: `${id}:1`,
    turn: 0,
    measure: MEASURES[draw(n, 6) % MEASURES.length],
    amountFen: fen((back ? -1 : 1) * (500 + (draw(n, 7) % 20_000))),
    quantity: back ? -1 : 1,
    order: { id, number: `LQ${n}` },
    source: { kind: "order", id },
    opensOrder: !back,
    reverses: null,
    occurredAt,
    bookedAt: occurredAt,
    period,
    folded: true,
  } as unknown as Entry;
  const link = linked(entry, ends.get(entry.book) ?? beginning(entry.book));
  ends.set(entry.book, { _id: entry.book, seq: link.seq, hash: link.hash });
  return link;
}

/** A whole number that looks random and is not (an integer hash of n and what it is drawn for). */
function draw(n: number, what: number): number {
  let x = (n * 0x9e3779b1 + what * 0x85ebca6b) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 13), 0x45d9f3b);
  return (x ^ (x >>> 16)) >>> 0;
}
