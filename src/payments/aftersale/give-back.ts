import { createHash } from "node:crypto";
import { orderOfSeller } from "../../orders/order";
import { inTransaction, isDuplicate } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";
import type { Provider } from "../provider/provider";
import { type Refund, RefundModel } from "../refunds/refund";
import { askProvider, type RefundAsk, reserve } from "../refunds/refund-order";

export interface GiveBack {
  seller: SellerId;
  number: string;
  ask: RefundAsk;
  /** The same key with the same content gives back once, however often it is sent. */
  key: string | null;
}

/**
 * The producer gives money back of its own accord. Goods not sent yet return to the shelf.
 * Refuses: NOT_FOUND, NOT_PAID_YET, REFUND_TOO_LARGE, NOTHING_TO_REFUND, KEY_REUSED (the key came before with another content).
 */
export async function giveBack(given: GiveBack, provider: Provider, at: Date): Promise<Refund> {
  const { seller, number, ask, key } = given;
  const bodyHash = hashOf(given);
  const once = () =>
    inTransaction(async () => {
      const known = key === null ? null : await RefundModel.findOne({ by: seller, key: String(key) }).lean();
      if (known) return sameAs(known as Refund, bodyHash);
      const order = await orderOfSeller(seller, number);
      return reserve(order._id, ask, at, key === null ? { by: seller } : { by: seller, key, bodyHash });
    });
  // Two first requests at one moment: the one that came later finds the other's refund.
  const refund = await once().catch((error: unknown) => {
    if (isDuplicate(error)) return once();
    throw error;
  });
  return askProvider(refund, provider, at);
}

function sameAs(known: Refund, bodyHash: string): Refund {
  if (known.bodyHash !== bodyHash) throw new Refusal("KEY_REUSED");
  return known;
}

const hashOf = ({ number, ask }: GiveBack): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        number,
        ask.reason,
        ask.freightFen ?? null,
        ask.lines.map(({ line, quantity, amountFen }) => [line, quantity, amountFen ?? null]),
      ]),
    )
    .digest("base64url");
