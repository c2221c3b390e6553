import { audit } from "../../accounts/audit/audit";
import { tell } from "../../accounts/notices/tell";
import { Refusal } from "../../shared/errors";
import { log } from "../../shared/log";
import { DAY, later } from "../../shared/time";
import { mustHaveDuty, type Viewer } from "../../shared/viewer";
import { type Checkout, CheckoutModel, checkoutById, transferReference } from "./checkout";
import { payOrders } from "./pay-orders";

/** Checkouts of institutions that wait for a transfer to be seen on the bank statement, oldest first. */
export const awaitedTransfers = async (): Promise<Checkout[]> =>
  (await CheckoutModel.find({ kind: "bank_transfer", state: "open" })
    .sort({ claimedAt: 1 })
    .limit(200)
    .lean()) as Checkout[];

const ENDED = ["expired", "cancelled"] as const;
/** How long a late transfer is looked for by itself; with its reference it is found for ever. */
const LATE_MS = 60 * DAY;

/** Checkouts whose time for the transfer is over, latest first; `reference` as it stands on the bank's slip, or any part of it. */
export async function endedTransfers(reference: string | undefined, at: Date): Promise<Checkout[]> {
  const wanted = (reference ?? "").replace(/[^0-9a-z]/gi, "").toLowerCase();
  const which = wanted
    ? { _id: { $regex: `${wanted}$` } as unknown as Checkout["_id"] }
    : { claimedAt: { $gt: later(at, -LATE_MS) } };
  return (await CheckoutModel.find({ kind: "bank_transfer", state: { $in: [...ENDED] }, ...which })
    .sort({ claimedAt: -1 })
    .limit(100)
    .lean()) as Checkout[];
}

/**
 * A clerk of the platform has seen the money on the account, in time or after it: then goods that are still there are held
 * again, and the money for the others goes back. Refuses: FORBIDDEN to whoever has not the duty, ORDER_MOVED_ON when it was
 * recorded before.
 */
export async function receiveTransfer(id: Checkout["_id"], by: Viewer, at: Date): Promise<Checkout> {
  mustHaveDuty(by, "finance");
  const checkout = await checkoutById(id);
  if (checkout.kind !== "bank_transfer" || !RECEIVABLE.has(checkout.state))
    throw new Refusal("ORDER_MOVED_ON", { params: { state: checkout.state } });
  const late = checkout.state !== "open";
  const money = { paidAt: at, paymentIntent: null, method: "bank_transfer" } as const;
  await payOrders(checkout, money, at, async () => {
    if (late) await tellLate(checkout, at);
    const subject = { kind: "transfer", id, name: transferReference(id) } as const;
    await audit({ what: "transfer.recorded", subject, by, after: { amountFen: checkout.totalFen } }, at);
  });
  log.info({ checkout: id, by: by.id, late }, "bank transfer recorded");
  return checkoutById(id);
}

const RECEIVABLE: ReadonlySet<Checkout["state"]> = new Set(["open", ...ENDED]);

const tellLate = ({ _id, buyer, totalFen }: Checkout, at: Date): Promise<void> =>
  tell(
    {
      key: `late:${_id}`,
      to: { user: buyer },
      kind: "transfer_late",
      params: { amountFen: totalFen },
      href: `/checkouts/${_id}`,
    },
    at,
  );
