import type { SellerId } from "../../shared/ids";
import type { Fen } from "../../shared/money";

/** A producer's own account at the provider, to which money can be sent once the provider has checked who they are. */
export interface ProviderAccount {
  id: string;
  /** The producer it was opened for; null when it was not opened by this shop. */
  reference: SellerId | null;
  /** Money can be sent to it. */
  ready: boolean;
}

export interface TransferRequest {
  account: string;
  amountFen: Fen;
  /** Names the attempt for ever; persisted before the call: the same key never sends twice. */
  idempotencyKey: string;
  /** What is being paid, to find all its attempts by. */
  reference: string;
}

/** Money sent to a producer's account, as it is now at the provider. */
export interface ProviderTransfer {
  id: string;
  amountFen: Fen;
  /** What has come back of it: all of it when the transfer was reversed. */
  reversedFen: Fen;
  account: string | null;
  /** The key it was asked for with; null when it was made in the provider's own dashboard. */
  key: string | null;
}

/** What the shop asks of the provider to pay producers. Every call may refuse with PAYMENT_UNAVAILABLE, as those of Provider. */
export interface PayoutProvider {
  /** Opens an account for a producer; with the same key always the same. Answers its id. */
  openAccount(request: { reference: SellerId; name: string; idempotencyKey: string }): Promise<string>;
  /** The provider's page on which the producer says who they are; good for a few minutes and one visit. */
  accountPage(request: { account: string; returnUrl: string; refreshUrl: string }): Promise<string>;
  /** Null: no such account. */
  account(id: string): Promise<ProviderAccount | null>;
  /** Refuses with TRANSFER_REFUSED when the provider says no: the account is closed, our balance is too small. */
  transfer(request: TransferRequest): Promise<ProviderTransfer>;
  /** Null: no such transfer. */
  transferStatus(id: string): Promise<ProviderTransfer | null>;
  /** Every transfer made for a reference. */
  transfersOf(reference: string): Promise<ProviderTransfer[]>;
}
