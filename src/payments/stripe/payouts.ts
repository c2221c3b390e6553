import type Stripe from "stripe";
import { Refusal } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";
import { fen } from "../../shared/money";
import type { PayoutProvider, ProviderAccount, ProviderTransfer } from "../provider/payouts";
import { type Ask, idOf, nullWhenMissing, StripeInvalidRequestError } from "./ask";

/** Connect: a producer's own account, and transfers of our balance to it. */
export function payoutCalls({ accounts, accountLinks, transfers }: Stripe, ask: Ask): PayoutProvider {
  return {
    openAccount: ({ reference, name, idempotencyKey }) =>
      ask(async () => {
        const params: Stripe.AccountCreateParams = {
          type: "express",
          business_profile: { name },
          capabilities: { transfers: { requested: true } },
          metadata: { seller: reference },
        };
        return (await accounts.create(params, { idempotencyKey })).id;
      }),
    accountPage: ({ account, returnUrl: return_url, refreshUrl: refresh_url }) =>
      ask(
        async () => (await accountLinks.create({ account, return_url, refresh_url, type: "account_onboarding" })).url,
      ),
    account: (id) => ask(async () => toAccount(await accounts.retrieve(id))).catch(nullWhenMissing),
    transfer: ({ account, amountFen, idempotencyKey, reference }) => {
      const params: Stripe.TransferCreateParams = {
        amount: amountFen,
        currency: "cny",
        destination: account,
        transfer_group: reference,
        metadata: { key: idempotencyKey },
      };
      return ask(async () => toTransfer(await transfers.create(params, { idempotencyKey }))).catch(refused);
    },
    transferStatus: (id) => ask(async () => toTransfer(await transfers.retrieve(id))).catch(nullWhenMissing),
    transfersOf: (transfer_group) =>
      ask(async () => (await transfers.list({ transfer_group, limit: 100 })).data.map(toTransfer)),
  };
}

const toAccount = ({ id, metadata, capabilities }: Stripe.Account): ProviderAccount => ({
  id,
  reference: (metadata?.seller ?? null) as SellerId | null,
  ready: capabilities?.transfers === "active",
});

const toTransfer = ({ id, amount, amount_reversed, destination, metadata }: Stripe.Transfer): ProviderTransfer => ({
  id,
  amountFen: fen(amount),
  reversedFen: fen(amount_reversed),
  account: idOf(destination),
  key: metadata.key ?? null,
});

/** The provider's own word for why, such as balance_insufficient: no words of ours could be more exact. */
function refused(error: unknown): never {
  if (!(error instanceof StripeInvalidRequestError)) throw error;
  throw new Refusal("TRANSFER_REFUSED", { cause: error, params: { reason: error.code ?? "invalid_request" } });
}
