import type { Id, OrganisationId, PartnershipId, RegionCode, SellerId } from "../../../shared/ids";
import type { Fen } from "../../../shared/money";
import type { Category } from "../../deed";
import type { DeclaredBasis, EventKind, Mechanism } from "./content";

export type DeclarationId = Id<"declaration">;

/** One line of goods of a declaration, which is one line of its invoice. */
export interface DeclaredLine {
  /** "1", "2", …: names the line inside its declaration. */
  line: string;
  name: string;
  category: Category;
  /** Thousandths of the unit: 12.5 kg is 12500. */
  milli: number;
  unit: string;
  amountFen: Fen;
  invoiceLine: string;
  /** What one unit costs elsewhere, when the declarer gave it. */
  lowFen: Fen | null;
  highFen: Fen | null;
}

/** Who stands on one side of the deal. */
export interface Party {
  /** Known here as an organisation; null for everybody else. */
  organisation: OrganisationId | null;
  name: string;
  registrationNumber: string | null;
}

/** What a declaration says, read strictly when it was handed in. Officials see and confirm this, never what is being typed. */
export interface DeclarationFacts {
  basis: DeclaredBasis;
  event: { kind: EventKind; name: string } | null;
  county: RegionCode;
  partnership: PartnershipId;
  helper: RegionCode;
  /** The Shanghai day of delivery: both measures are of this day. */
  day: string;
  /** `id`: the shop's, or `producer:<registration number>` for one without a shop. */
  seller: Party & { id: SellerId; phone: string | null };
  buyer: Party;
  invoice: { code: string; number: string; totalFen: Fen; day: string };
  lines: DeclaredLine[];
  /** Of all lines. */
  amountFen: Fen;
  /** Merely signed for (签约): shown apart everywhere, never credited. */
  signedFen: Fen;
  tags: Mechanism[];
  /** Mechanisms in whose reports the same money already stands. */
  alsoIn: Mechanism[];
  note: string;
}

export const quantityText = (milli: number): string => String(milli / 1000);
