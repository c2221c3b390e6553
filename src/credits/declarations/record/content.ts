/** What a deal brought in from outside the platform is counted as. */
export const DECLARED_BASES = ["purchase", "help_sell"] as const;
export type DeclaredBasis = (typeof DECLARED_BASES)[number];

/** What the helper organised, where it helped to sell. */
export const EVENTS = ["livestream", "group_buy", "fair", "outlet", "matchmaking", "other"] as const;
export type EventKind = (typeof EVENTS)[number];

/**
 * Other mechanisms a sale can be part of, and be reported in: 832 platform, 鲁渝协作, 帮扶集团, 中央单位定点帮扶, reserved shares
 * of budget units, union purchases, society at large. Views over the same money: never added up.
 */
export const MECHANISMS = ["832", "east_west", "help_group", "central_unit", "budget_unit", "union", "social"] as const;
export type Mechanism = (typeof MECHANISMS)[number];

export const MOST_LINES = 30;

/** A line of goods as typed. `low` and `high`: what one unit costs elsewhere, as far as the declarer knows. */
export const LINE_TEXTS = ["name", "category", "quantity", "unit", "amount", "invoiceLine", "low", "high"] as const;
export type LineContent = Record<(typeof LINE_TEXTS)[number], string>;

export const CONTENT_TEXTS = [
  "basis",
  "event",
  "eventName",
  "county",
  "day",
  "sellerName",
  "sellerNumber",
  "sellerPhone",
  "buyerName",
  "buyerNumber",
  "invoiceCode",
  "invoiceNumber",
  "invoiceTotal",
  "invoiceDay",
  "signed",
  "note",
] as const;

/** Mechanisms it is part of, and those in whose reports it already stands. */
export const CONTENT_LISTS = ["tags", "alsoIn"] as const;

/** A declaration as somebody is writing it: texts, right or wrong, kept as typed. */
export interface DeclarationContent
  extends Record<(typeof CONTENT_TEXTS)[number], string>,
    Record<(typeof CONTENT_LISTS)[number], string[]> {
  lines: LineContent[];
}

export const emptyLine = (): LineContent =>
  Object.fromEntries(LINE_TEXTS.map((name) => [name, ""])) as unknown as LineContent;

export const emptyContent = (): DeclarationContent => ({
  ...(Object.fromEntries(CONTENT_TEXTS.map((name) => [name, ""])) as Record<(typeof CONTENT_TEXTS)[number], string>),
  basis: "purchase",
  tags: [],
  alsoIn: [],
  lines: [emptyLine()],
});

export const isEmptyLine = (line: LineContent): boolean =>
  LINE_TEXTS.every((name) => name === "category" || line[name].trim() === "");
