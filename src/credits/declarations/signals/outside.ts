import type { OrganisationId, SellerId } from "../../../shared/ids";
import type { Fen } from "../../../shared/money";

/**
 * What this room must ask and cannot know: which shop an organisation keeps, and what was sold through the platform. Rooms
 * above answer with plain facts; until they have, nothing is known.
 */
export interface Outside {
  /** The shop an organisation keeps, open or not. */
  shopOf(organisation: OrganisationId): Promise<{ id: SellerId; name: string } | null>;
  /** Of these order numbers, those of orders that were paid here. */
  ordersNamed(numbers: readonly string[]): Promise<string[]>;
  /** Numbers of paid orders that could be the same deal: this shop, this buyer, this amount, paid within these instants. */
  ordersLike(deal: Deal): Promise<string[]>;
}

export interface Deal {
  seller: SellerId;
  buyer: OrganisationId;
  amountFen: Fen;
  from: Date;
  to: Date;
}

let known: Outside = {
  shopOf: async () => null,
  ordersNamed: async () => [],
  ordersLike: async () => [],
};

export const outside = (): Outside => known;

/** Told once when the program starts. */
export function answerDeclarations(answers: Outside): void {
  known = answers;
}
