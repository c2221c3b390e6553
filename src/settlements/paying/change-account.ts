import { z } from "zod";
import { audit } from "../../accounts/audit/audit";
import { tell } from "../../accounts/notices/tell";
import { proofFields, proveAgain } from "../../accounts/two-factor/prove-again";
import type { Till } from "../../payments/checkout/open-payment";
import type { Seller } from "../../sellers/seller";
import { inTransaction } from "../../shared/db";
import { line } from "../../shared/form";
import { log } from "../../shared/log";
import type { Viewer } from "../../shared/viewer";
import { SettlementModel } from "../pages/settlement";
import { type PayoutAccount, PayoutAccountModel, payoutAccountOf, sealedAccount } from "./payout-account";

/** Cards have 16 to 19 digits, companies' accounts up to 30; people write them in groups. */
const accountNumber = z
  .string()
  .max(80)
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{8,30}$/, "bank_account"));

export const BankForm = z.strictObject({
  holder: line(60, 2),
  bank: line(80, 4),
  number: accountNumber,
  ...proofFields,
});
export type BankForm = z.infer<typeof BankForm>;

/**
 * The owner names the bank account the shop is paid to, and shows once more who it is: whoever finds an open screen must not
 * turn the money elsewhere. Settlements whose money came back are due again, and everybody who looks after the shop's money is
 * told. Refuses: INVALID beside `password` or `code`.
 */
export async function changeBankAccount(seller: Seller, form: BankForm, viewer: Viewer, at: Date): Promise<void> {
  await proveAgain(viewer, form, at);
  const bank = sealedAccount(seller._id, form);
  await inTransaction(async () => {
    await PayoutAccountModel.updateOne(
      { _id: seller._id },
      {
        $set: { bank },
        $push: { changes: { at, by: viewer.id, lastFour: bank.lastFour } },
        $setOnInsert: { provider: null },
      },
      { upsert: true },
    );
    await SettlementModel.updateMany(
      { seller: seller._id, state: "returned" },
      { $set: { state: "ready" }, $inc: { version: 1 } },
    );
    await tell(
      {
        key: `bank:${seller._id}:${at.getTime()}`,
        to: { organisation: seller.organisation, duty: "finance" },
        kind: "bank_account_changed",
        params: { lastFour: bank.lastFour, name: viewer.name },
        href: "/settlements/account",
      },
      at,
    );
    const subject = { kind: "account", id: seller._id, name: seller.name } as const;
    await audit({ what: "account.changed", subject, by: viewer, organisation: seller.organisation }, at);
  });
  log.info({ seller: seller._id, by: viewer.id }, "bank account changed");
}

/** The provider's page on which the producer says who they are; the account there is opened the first time. Refuses: PAYMENT_UNAVAILABLE. */
export async function providerPage(seller: Seller, { provider, publicUrl }: Till): Promise<string> {
  const known = (await payoutAccountOf(seller._id))?.provider;
  const account = known?.account ?? (await openAccount(seller, provider));
  const here = `${publicUrl}/settlements/account`;
  return provider.payouts.accountPage({ account, returnUrl: `${here}?done=provider`, refreshUrl: here });
}

async function openAccount({ _id, name }: Seller, provider: Till["provider"]): Promise<string> {
  const account = await provider.payouts.openAccount({ reference: _id, name, idempotencyKey: `account:${_id}` });
  await PayoutAccountModel.updateOne(
    { _id, provider: null },
    { $set: { provider: { account, ready: false } }, $setOnInsert: { bank: null, changes: [] } },
    { upsert: true },
  );
  return account;
}

/** Asks the provider how its account stands, when it was not ready yet; keeps silent when the provider cannot be reached. */
export async function refreshProvider(account: PayoutAccount, provider: Till["provider"]): Promise<PayoutAccount> {
  const { provider: own } = account;
  if (!own || own.ready) return account;
  const now = await provider.payouts.account(own.account).catch(() => null);
  if (!now?.ready) return account;
  await noteProviderAccount(own.account, true);
  return { ...account, provider: { ...own, ready: true } };
}

export const noteProviderAccount = async (account: string, ready: boolean): Promise<void> => {
  await PayoutAccountModel.updateOne({ "provider.account": account }, { $set: { "provider.ready": ready } });
};
