import mongoose from "mongoose";
import { attribute, type Facts } from "../../src/credits/attribute";
import type { Deed } from "../../src/credits/deed";
import { FOLD_LEASE } from "../../src/credits/fold";
import { post } from "../../src/credits/post";
import { AgreementModel } from "../../src/regions/agreement";
import { Gazetteer } from "../../src/regions/gazetteer";
import type { Partnership } from "../../src/regions/partnership";
import type { Region } from "../../src/regions/region";
import { forgetAll } from "../../src/shared/cache";
import { disconnect } from "../../src/shared/db";
import type { CampaignId, OrderId, PartnershipId, ProductId, RegionCode, SellerId, Sku } from "../../src/shared/ids";
import { type Held, holdLease } from "../../src/shared/lease";
import { type Fen, fen } from "../../src/shared/money";
import { openDatabase } from "../support/database";

/** A few real regions by their codes, and helpers as published; the second 酉阳 helper of 2028 is made up for re-pairing. */
export const YOUYANG = "500242" as RegionCode;
export const FENGDU = "500230" as RegionCode;
export const CHENGKOU = "500229" as RegionCode;
export const JIANGBEI = "500105" as RegionCode;
export const YUZHONG = "500103" as RegionCode;
export const RONGCHANG = "500153" as RegionCode;
export const BANAN = "500113" as RegionCode;
export const LIANGJIANG = "CQ-LJXQ" as RegionCode;
export const WANZHOU = "500101" as RegionCode;

const region = (code: RegionCode, name: string, nameEn: string, group: Region["group"]): Region => ({
  _id: code,
  name: `${name}${group === "northeast" || group === "southeast" ? "县" : "区"}`,
  shortName: name,
  nameEn,
  slug: nameEn.toLowerCase(),
  group,
  receiving: group === "northeast" || group === "southeast",
  helper: group === "central" || group === "new" || group === "zone",
  groupedFrom: "2020-01-01",
});

export const regions: Region[] = [
  region(YOUYANG, "酉阳", "Youyang", "southeast"),
  region(FENGDU, "丰都", "Fengdu", "northeast"),
  region(CHENGKOU, "城口", "Chengkou", "northeast"),
  region(WANZHOU, "万州", "Wanzhou", "northeast"),
  region(JIANGBEI, "江北", "Jiangbei", "central"),
  region(YUZHONG, "渝中", "Yuzhong", "central"),
  region(RONGCHANG, "荣昌", "Rongchang", "new"),
  region(BANAN, "巴南", "Banan", "central"),
  region(LIANGJIANG, "两江新", "Liangjiang", "zone"),
];

const link = (
  helper: RegionCode,
  more: Partial<Partnership["helpers"][number]> = {},
): Partnership["helpers"][number] => ({
  region: helper,
  status: "confirmed",
  from: "2021-01-01",
  to: null,
  source: "S0",
  ...more,
});

const partnership = (id: string, county: RegionCode, ...helpers: Partnership["helpers"]): Partnership => ({
  _id: id as PartnershipId,
  county,
  helpers,
});

export const partnerships: Partnership[] = [
  partnership("youyang", YOUYANG, link(JIANGBEI, { to: "2028-01-01" }), link(BANAN, { from: "2028-01-01" })),
  partnership("fengdu", FENGDU, link(BANAN), link(RONGCHANG)),
  partnership("chengkou", CHENGKOU, link(YUZHONG, { status: "unconfirmed" })),
  partnership("wanzhou", WANZHOU, link(LIANGJIANG)),
];

export const gazette = new Gazetteer(regions, partnerships, []);

/** A partnership's target for a year, whatever the demonstration says. */
export async function promise(partnership: string, year: number, targetFen: number): Promise<void> {
  const promised = { partnership, year, targetFen, source: "test" };
  await AgreementModel.updateOne({ _id: `${partnership}:${year}` }, { $set: promised }, { upsert: true });
  forgetAll();
}

export const noon = (day: string): Date => new Date(`${day}T04:00:00Z`);

let line = 0;
export interface Sale extends Partial<Omit<Deed, "amountFen" | "attribution">> {
  amountFen?: number;
  /** Who buys, and through what. */
  by?: Partial<Facts>;
  at?: Date;
}

/** The deed "a line of rice from 酉阳 was paid for by somebody in 江北", with whatever the test wants otherwise. */
export function sale({ by, at = noon("2026-11-02"), amountFen = 10_000, ...more }: Sale = {}): Deed {
  const id = `o${++line}`;
  const facts: Facts = { county: YOUYANG, affiliation: JIANGBEI, campaign: null, orderedAt: at, at, ...by };
  return {
    key: `paid:${id}:1`,
    measure: "paid",
    amountFen: fen(amountFen),
    attribution: attribute(facts, gazette),
    county: facts.county,
    category: "agricultural",
    buyerKind: "citizen",
    affiliation: facts.affiliation,
    product: { id: "prd_rice" as ProductId, name: "野香优莉丝大米" },
    sku: "rice-5kg" as Sku,
    quantity: 1,
    seller: { id: "sel_feiling" as SellerId, name: "飞凌农业专业合作社" },
    order: { id: id as OrderId, number: `LQ261102-${id}` },
    line: `${id}:1`,
    source: { kind: "order", id },
    opensOrder: true,
    reverses: null,
    occurredAt: at,
    ...more,
  };
}

const orderOf = (paid: Deed): string => paid.source.id;

export const recognised = (paid: Deed, amountFen: number = paid.amountFen): Deed => ({
  ...paid,
  key: `recognised:${orderOf(paid)}:1`,
  measure: "recognised",
  amountFen: fen(amountFen),
  opensOrder: false,
});

let refunds = 0;
/** Taking part of a line back, in the measures it is in. */
export function refunded(of: Deed, amountFen: Fen | number, ...measures: Deed["measure"][]): Deed[] {
  const id = `r${++refunds}`;
  return measures.map((measure) => ({
    ...of,
    key: `refund:${id}:1:${measure}`,
    measure,
    amountFen: fen(-amountFen),
    quantity: 0,
    source: { kind: "refund", id },
    opensOrder: false,
    reverses: `${measure}:${orderOf(of)}:1`,
  }));
}

export const campaignOf = (helper: RegionCode, book: string, registeredAt: Date): Facts["campaign"] => ({
  id: "cam_live" as CampaignId,
  helper,
  partnership: book as PartnershipId,
  registeredAt,
});

/** The fold's lease, for as long as a test lasts. */
export async function foldLease(holder = "test", ms = 600_000): Promise<Held> {
  const held = await holdLease({ name: FOLD_LEASE, holder, at: new Date(), ms });
  if (!held) throw new Error("somebody else folds");
  return held;
}

/** One database per test file's worker; collections are emptied through the bare driver, which no guard sees. */
export function useDatabase(): void {
  beforeAll(async () => {
    if (mongoose.connection.readyState === 1) return;
    await openDatabase();
  });
  beforeEach(async () => {
    for (const each of Object.values(mongoose.connection.collections)) await each.deleteMany({});
    forgetAll();
  });
  afterAll(() => disconnect());
}

/** Books deeds as having happened at an instant and being heard of at once. */
export const postAt = (deeds: readonly Deed[], at: Date): Promise<number> =>
  post(
    deeds.map((deed) => ({ ...deed, occurredAt: at })),
    at,
  );
