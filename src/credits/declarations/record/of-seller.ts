import type { RegionCode, SellerId } from "../../../shared/ids";
import { type Fen, fen } from "../../../shared/money";
import { fromCursor, type Page, page } from "../../../shared/page";
import { type Declaration, DeclarationModel, type HandedIn } from "./declaration";

type Filter = Record<string, unknown>;
/** Whatever was handed in once, whatever became of it; a draft is its writer's alone. */
const declaredOf = (seller: SellerId): Filter => ({ "facts.seller.id": seller, submittedAt: { $gt: new Date(0) } });

/** The declarations that name a shop as the one that sold, newest first. */
export async function declarationsOfSeller(
  seller: SellerId,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<HandedIn>> {
  const [after] = fromCursor(cursor, 1) ?? [];
  const older: Filter = typeof after === "string" ? { _id: { $lt: after } } : {};
  const rows = (await DeclarationModel.find({ $and: [declaredOf(seller), older] })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean()) as HandedIn[];
  return page(rows, limit, (row) => [row._id]);
}

/** What they come to: credited, and waiting for one of the two sides. */
export async function declaredSums(seller: SellerId): Promise<{ confirmedFen: Fen; waitingFen: Fen }> {
  const found = await DeclarationModel.aggregate<{ _id: Declaration["state"]; sumFen: number }>([
    { $match: { ...declaredOf(seller), state: { $in: ["submitted", "county_confirmed", "confirmed"] } } },
    { $group: { _id: "$state", sumFen: { $sum: "$facts.amountFen" } } },
  ]);
  const sumOf = (...states: Declaration["state"][]): Fen =>
    fen(found.filter(({ _id }) => states.includes(_id)).reduce((sum, { sumFen }) => sum + sumFen, 0));
  return { confirmedFen: sumOf("confirmed"), waitingFen: sumOf("submitted", "county_confirmed") };
}

/** Who declared, as the shop may know it: an office by its name, an institution by its district alone (credits/visible). */
export const declarerForSeller = ({
  declarer: { kind, region, name, nameEn },
}: Pick<Declaration, "declarer">): {
  kind: Declaration["declarer"]["kind"];
  region: RegionCode;
  name: { zh: string; en: string } | null;
} => ({ kind, region, name: kind === "institution" ? null : { zh: name, en: nameEn } });
