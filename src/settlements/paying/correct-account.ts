import { audit } from "../../accounts/audit/audit";
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
export async function correctAccount(shop: Seller, asked: Correction, by: UserId, at: Date): Promise<void> {
  const { key, amountFen, note } = asked;
  const deed = `correction:${shop._id}:${key}:${amountFen}`;
  await inTransaction(async () => {
    const correction = { deed, seller: shop._id, kind: "correction", amountFen, note, by, occurredAt: at } as const;
    if ((await post([correction], at)) === 0) return;
    await tell(
      {
        key: deed,
        to: { organisation: shop.organisation, duty: "finance" },
        kind: "account_corrected",
        params: { amountFen, note },
        href: "/settlements/current",
      },
      at,
    );
    const subject = { kind: "account", id: shop._id, name: shop.name } as const;
    const { organisation } = shop;
    await audit({ what: "account.corrected", subject, by, after: { amountFen }, note, organisation }, at);
  });
}
