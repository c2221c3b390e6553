import { tell } from "../../accounts/notices/tell";
import type { Seller } from "../../sellers/seller";
import { inTransaction } from "../../shared/db";
import { invalidField } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import { type Fen, negate, parseYuan } from "../../shared/money";
import { post } from "../account/post";

export interface Correction {
  /** Made when the form was drawn: sending it twice corrects once. */
  key: string;
  amountFen: Fen;
  note: string;
}

/** "-12.50", with a hyphen or a true minus sign. Refuses: INVALID beside `amount`. */
export function readAmount(text: string): Fen {
  const match = /^\s*([-−–])?\s*(.+)$/.exec(text);
  const amount = parseYuan(match?.[2] ?? "");
  if (!amount) throw invalidField("amount", "amount");
  return match?.[1] ? negate(amount) : amount;
}

/**
 * A clerk puts an account right where no order can: with a reason, which the producer reads on the next statement. Nothing
 * that stands is changed. The same form sent twice corrects once.
 */
export async function correctAccount(shop: Seller, correction: Correction, by: UserId, at: Date): Promise<void> {
  const { key, amountFen, note } = correction;
  await inTransaction(async () => {
    const deed = {
      key: `correction:${shop._id}:${key}:${amountFen}`,
      seller: shop._id,
      kind: "correction",
      note,
      by,
    } as const;
    if ((await post([{ ...deed, amountFen, occurredAt: at }], at)) === 0) return;
    await tell(
      {
        key: deed.key,
        to: { organisation: shop.organisation, duty: "finance" },
        kind: "account_corrected",
        params: { amountFen, note },
        href: "/settlements/current",
      },
      at,
    );
  });
}
