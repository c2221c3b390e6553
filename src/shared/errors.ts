/**
 * Every refusal the product can give, in one list: its code and the HTTP status it is answered with.
 * Words for people stand in locales/<language>/errors.json, an explanation of each in docs/errors.md;
 * tests keep the three in step.
 */
export const REFUSALS = {
  UNREADABLE: 400,
  INVALID_QUERY: 400,
  BAD_SIGNATURE: 400,
  SIGN_IN_FIRST: 401,
  WRONG_CREDENTIALS: 401,
  TWO_FACTOR_NEEDED: 401,
  TWO_FACTOR_MISSING: 403,
  FORBIDDEN: 403,
  FORGED_REQUEST: 403,
  OWN_ORGANISATION: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  IDENTIFIER_TAKEN: 409,
  SOLD_OUT: 409,
  CART_CHANGED: 409,
  CART_EMPTY: 409,
  CART_FULL: 409,
  STILL_RUNNING: 409,
  ORDER_MOVED_ON: 409,
  NOT_PAID_YET: 409,
  NOT_ALL_SENT: 409,
  NOTHING_TO_SEND: 409,
  ACCEPTED_BY_CODE: 409,
  CODE_USED: 409,
  NOTHING_TO_REFUND: 409,
  REFUND_TOO_LARGE: 409,
  CLAIM_TOO_LATE: 409,
  PAYMENT_CONTESTED: 409,
  PAYMENT_TOO_LARGE: 409,
  LIMIT_PER_BUYER: 409,
  OWN_GOODS: 409,
  TOO_MANY_OPEN: 409,
  SETTLEMENT_MOVED_ON: 409,
  NOTHING_TO_PAY_OUT: 409,
  TRANSFER_REFUSED: 409,
  PRODUCT_NOT_ELIGIBLE: 409,
  CAMPAIGN_NOT_RUNNING: 409,
  SHOP_NOT_OPEN: 409,
  SELLER_MOVED_ON: 409,
  APPLICATION_INCOMPLETE: 409,
  HAS_ORGANISATION: 409,
  TOTAL_CHANGED: 409,
  PRODUCT_MOVED_ON: 409,
  DRAFT_CHANGED: 409,
  PRODUCT_CHANGED: 409,
  MONTH_NOT_OVER: 409,
  STATEMENT_NOT_SIGNED: 409,
  STATEMENT_CHANGED: 409,
  STATEMENT_MOVED_ON: 409,
  BULLETIN_CHANGED: 409,
  BULLETIN_MOVED_ON: 409,
  DECLARATION_MOVED_ON: 409,
  DECLARATION_NOT_CREDITED: 409,
  SECOND_PERSON_NEEDED: 409,
  SIGNAL_MOVED_ON: 409,
  PARTNERSHIP_MOVED_ON: 409,
  ALREADY_PROPOSED: 409,
  LAST_OWNER: 409,
  LINK_OVER: 410,
  IMPORT_EXPIRED: 409,
  FILE_IMPORTED: 409,
  TOO_LARGE: 413,
  WRONG_MEDIA_TYPE: 415,
  INVALID: 422,
  KEY_REUSED: 422,
  AFFILIATION_NOT_ALLOWED: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  BUSY: 503,
  OUTCOME_UNKNOWN: 503,
  PAYMENT_UNAVAILABLE: 503,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof REFUSALS;

/** What is wrong with one field: the field's path, a code of locales/<language>/fields.json and its parameters. */
export interface FieldError {
  field: string;
  code: string;
  params?: Record<string, string | number>;
}

export interface RefusalMore {
  /** Values the words may name, such as the goods that are sold out. Never personal data or secrets. */
  params?: Record<string, string | number>;
  fields?: FieldError[];
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An expected "no". The one error handler in web/ turns it into words, a page or problem+json. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly params: Record<string, string | number>;
  readonly fields: FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, more: RefusalMore = {}) {
    super(code, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "Refusal";
    this.code = code;
    this.status = REFUSALS[code];
    this.params = more.params ?? {};
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

export const notFound = (): Refusal => new Refusal("NOT_FOUND");

/** One wrong field, found by a rule that the schema cannot know (a name already taken, a region not served). */
export const invalidField = (field: string, code: string, params?: Record<string, string | number>): Refusal =>
  new Refusal("INVALID", { fields: [params ? { field, code, params } : { field, code }] });
