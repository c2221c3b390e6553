import { joinTransaction } from "../../shared/db";
import { newId } from "../../shared/ids";
import { fen } from "../../shared/money";
import { type Posting, PostingModel } from "./posting";

/** A posting as a deed tells it; what is not told is nothing. */
export type Telling = Pick<Posting, "deed" | "seller" | "kind" | "amountFen" | "occurredAt"> &
  Partial<Pick<Posting, "order" | "orderNumber" | "refund" | "goods" | "goodsEn" | "note" | "by" | "settlement">>;

/**
 * The only way onto an account: inside the transaction of the deed, or one of its own. A deed whose key is there already
 * is skipped, an amount of nothing too; the answer is how many were new. Throws, and so undoes everything, when a key
 * comes again with another content.
 */
export async function post(tellings: readonly Telling[], at: Date): Promise<number> {
  const told = tellings.filter((each) => fen(each.amountFen) !== 0);
  if (told.length === 0) return 0;
  return joinTransaction(async () => {
    const there = (await PostingModel.find({ key: { $in: told.map(keyOf) } }).lean()) as Posting[];
    const known = new Map(there.map((posting) => [posting.key, posting]));
    const fresh = told.filter((each) => !isThere(each, known.get(keyOf(each))));
    if (fresh.length > 0)
      await PostingModel.insertMany(
        fresh.map((each) => postingOf(each, at)),
        { lean: true },
      );
    return fresh.length;
  });
}

export const keyOf = ({ deed, kind }: Pick<Telling, "deed" | "kind">): string => `${deed}:${kind}`;

const IDENTITY = ["seller", "kind", "amountFen"] as const;

function isThere(telling: Telling, posting: Posting | undefined): boolean {
  if (!posting) return false;
  const same =
    IDENTITY.every((field) => telling[field] === posting[field]) && (telling.order ?? null) === posting.order;
  if (!same) throw new Error(`${keyOf(telling)} is posted already, with another content`);
  return true;
}

const postingOf = (telling: Telling, at: Date): Posting => ({
  _id: newId("pst", at),
  order: null,
  orderNumber: null,
  refund: null,
  goods: "",
  goodsEn: "",
  note: "",
  by: null,
  ...telling,
  key: keyOf(telling),
  at,
  gathered: Boolean(telling.settlement),
  settlement: telling.settlement ?? null,
});
