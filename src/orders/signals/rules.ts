import type { Reference } from "../../catalogue/review/rules/reference";
import type { SoldInYear } from "../../catalogue/yearly/sold-in-year";
import type { Fen } from "../../shared/money";
import {
  FRESH_KINDS,
  LARGE_CITIZEN_FEN,
  PRICE_PERCENT_ABOVE,
  REPEATED_REFUNDS,
  REPEATED_WITHIN_DAYS,
  SEASON_SLACK_MONTHS,
} from "./thresholds";

/** What makes a sale worth a second look before it is recognised (rule 20). */
export const SIGNALS = [
  "same_number",
  "same_phone",
  "same_address",
  "same_people",
  "repeated_refunds",
  "price_far_above",
  "out_of_season",
  "beyond_harvest",
  "large_citizen_order",
] as const;
export type SignalCode = (typeof SIGNALS)[number];

/** One of the two sides of a sale, as far as the rules compare them. */
export interface SideFacts {
  registrationNumber: string | null;
  phones: readonly string[];
  /** Region and street, as they were typed. */
  addresses: readonly string[];
}

export interface LineFacts {
  line: string;
  kind: string;
  perishable: boolean;
  /** Months of the season, 1–12; none known: empty. */
  months: readonly number[];
  unitFen: Fen;
  grams: number | null;
  reference: Reference | null;
  /** What had been sold of the year's harvest when the order was paid, itself included; null where its producer has said none. */
  year: SoldInYear | null;
}

export interface SaleFacts {
  buyerKind: "citizen" | "institution";
  buyer: SideFacts;
  shop: SideFacts;
  /** Somebody belongs to both sides. */
  samePeople: boolean;
  goodsFen: number;
  /** The month in Chongqing the order was paid in, 1–12. */
  month: number;
  /** The buyer's orders at this shop within the window, and how many of them were given back. */
  orders: number;
  givenBack: number;
  lines: readonly LineFacts[];
}

export interface Found {
  code: SignalCode;
  /** Null: of the whole order. */
  line: string | null;
  /** What was compared; never a whole telephone number or an address. */
  params: Record<string, string | number>;
}

/** Everything about a sale that a person should look at, in the order of `SIGNALS`. */
export const findingsOf = (facts: SaleFacts): Found[] => [
  ...sameSides(facts),
  ...repeatedRefunds(facts),
  ...facts.lines.flatMap((line) => [...farAbove(line), ...outOfSeason(line, facts.month), ...beyondHarvest(line)]),
  ...largeCitizenOrder(facts),
];

const whole = (code: SignalCode, params: Found["params"] = {}): Found => ({ code, line: null, params });

function sameSides({ buyer, shop, samePeople }: SaleFacts): Found[] {
  const phone = common(buyer.phones.map(digits), shop.phones.map(digits));
  const address = common(buyer.addresses.map(plain), shop.addresses.map(plain));
  const sameNumber = buyer.registrationNumber !== null && buyer.registrationNumber === shop.registrationNumber;
  return [
    ...(sameNumber ? [whole("same_number")] : []),
    ...(phone ? [whole("same_phone", { phone: masked(phone) })] : []),
    ...(address ? [whole("same_address")] : []),
    ...(samePeople ? [whole("same_people")] : []),
  ];
}

const common = (a: readonly string[], b: readonly string[]): string | undefined =>
  a.find((each) => each !== "" && b.includes(each));
const digits = (phone: string): string => phone.replace(/\D/g, "").replace(/^86(?=1\d{10}$)/, "");
const plain = (address: string): string => address.normalize("NFKC").replace(/[\s,，.。·-]/g, "");
export const masked = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

const repeatedRefunds = ({ orders, givenBack }: SaleFacts): Found[] =>
  givenBack >= REPEATED_REFUNDS ? [whole("repeated_refunds", { orders, givenBack, days: REPEATED_WITHIN_DAYS })] : [];

function farAbove({ line, unitFen, grams, reference }: LineFacts): Found[] {
  if (!reference || !grams) return [];
  // Price × 500 ÷ grams against the reference, in whole numbers.
  const asked = BigInt(unitFen) * 500n * 100n;
  const bound = BigInt(reference.perHalfKiloFen) * BigInt(grams) * BigInt(100 + PRICE_PERCENT_ABOVE);
  if (asked <= bound) return [];
  const perHalfKiloFen = Math.round((unitFen * 500) / grams);
  const { basis, goods, demo, perHalfKiloFen: referenceFen } = reference;
  return [{ code: "price_far_above", line, params: { perHalfKiloFen, referenceFen, basis, goods, demo } }];
}

function outOfSeason({ line, kind, perishable, months }: LineFacts, month: number): Found[] {
  if (!perishable || !FRESH_KINDS.includes(kind) || months.length === 0) return [];
  const near = months.some((each) => apart(each, month) <= SEASON_SLACK_MONTHS);
  return near ? [] : [{ code: "out_of_season", line, params: { month, months: months.join("、") } }];
}

/** Nobody can sell more than grew: from the order on that goes past it, each is looked at. */
const beyondHarvest = ({ line, year }: LineFacts): Found[] =>
  year && year.sold > year.amount
    ? [{ code: "beyond_harvest", line, params: { ...year } satisfies Found["params"] }]
    : [];

/** How many months lie between two months of any year: December and January are neighbours. */
function apart(a: number, b: number): number {
  const straight = Math.abs(a - b);
  return Math.min(straight, 12 - straight);
}

const largeCitizenOrder = ({ buyerKind, goodsFen }: SaleFacts): Found[] =>
  buyerKind === "citizen" && goodsFen >= LARGE_CITIZEN_FEN
    ? [whole("large_citizen_order", { goodsFen, boundFen: LARGE_CITIZEN_FEN })]
    : [];
