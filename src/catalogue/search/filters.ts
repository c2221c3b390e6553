import { z } from "zod";
import type { Gazetteer } from "../../regions/gazetteer";
import type { Region } from "../../regions/region";
import { type FieldError, Refusal } from "../../shared/errors";
import { digits, mustRead, query } from "../../shared/form";
import type { RegionCode } from "../../shared/ids";
import { type Fen, parseYuan } from "../../shared/money";
import { paging } from "../../shared/page";
import { dayOf } from "../../shared/time";
import { CATEGORIES, type Category, CERTIFICATIONS, type CertificationKind, KINDS } from "../kinds";

export const SORTS = ["relevance", "newest", "price", "-price", "sales"] as const;
export type Sort = (typeof SORTS)[number];
export const MARKET_GROUPS = ["northeast", "southeast"] as const;
export type MarketGroup = (typeof MARKET_GROUPS)[number];

/** What somebody chose to see, once it is known to make sense. */
export interface Choices {
  q: string;
  county: Region | null;
  group: MarketGroup | null;
  helper: Region | null;
  category: Category | null;
  kind: string | null;
  certification: CertificationKind | null;
  seasonNow: boolean;
  minFen: Fen | null;
  maxFen: Fen | null;
  inStock: boolean;
  sort: Sort;
}

const yesNo = z.enum(["1", "true", "0", "false"]).transform((text) => text === "1" || text === "true");
const place = z.string().regex(/^[\w-]{1,40}$/, "not_an_option");
const yuan = z
  .string()
  .max(14)
  .refine((text) => parseYuan(text) !== null, "amount")
  .transform((text) => parseYuan(text) as Fen);
const amountFen = digits(0, 1_000_000_000).transform((amount) => amount as Fen);

const shared = {
  q: z.string().max(100).optional(),
  county: place.optional(),
  group: z.enum(MARKET_GROUPS).optional(),
  helper: place.optional(),
  category: z.enum(CATEGORIES).optional(),
  kind: z.enum(KINDS).optional(),
  certification: z.enum(CERTIFICATIONS).optional(),
  season: z.literal("now").optional(),
  inStock: yesNo.optional(),
  sort: z.enum(SORTS).optional(),
};

/** The query string of the API: anything it does not know is refused. */
export const ApiQuery = query({
  ...shared,
  minFen: amountFen.optional(),
  maxFen: amountFen.optional(),
  facets: yesNo.optional(),
  ...paging,
});

const pageShape = { ...shared, min: yuan.optional(), max: yuan.optional(), cursor: paging.cursor };
const PageQuery = query(pageShape);
type Asked = Omit<z.infer<typeof PageQuery>, "cursor" | "min" | "max"> & {
  minFen?: Fen | undefined;
  maxFen?: Fen | undefined;
};

/** Programs are told what is wrong with their filters. */
export function choose(asked: Asked, gazetteer: Gazetteer): Choices {
  const { choices, unknown } = settle(asked, gazetteer);
  if (unknown.length > 0)
    throw new Refusal("INVALID_QUERY", {
      fields: unknown.map((field): FieldError => ({ field, code: "not_an_option" })),
    });
  return choices;
}

/**
 * People see the goods anyway: a filter that makes no sense is left out and named in `ignored`. Empty fields of the filter
 * form count as not chosen.
 */
export function chooseGently(
  params: Record<string, unknown>,
  gazetteer: Gazetteer,
): { choices: Choices; cursor: string | undefined; ignored: string[] } {
  const given = Object.entries(params).filter(([, value]) => value !== "");
  const sound = given.filter(([name, value]) => isSound(name, value));
  const { min, max, cursor, ...rest } = mustRead(PageQuery, Object.fromEntries(sound), "INVALID_QUERY");
  const { choices, unknown } = settle({ ...rest, minFen: min, maxFen: max }, gazetteer);
  const ignored = given.filter(([name, value]) => !isSound(name, value)).map(([name]) => name);
  return { choices, cursor, ignored: [...ignored, ...unknown] };
}

const isSound = (name: string, value: unknown): boolean =>
  Object.hasOwn(pageShape, name) && pageShape[name as keyof typeof pageShape].safeParse(value).success;

function settle(asked: Asked, gazetteer: Gazetteer): { choices: Choices; unknown: string[] } {
  const county = gazetteer.receiving.find((region) => isCalled(region, asked.county)) ?? null;
  const helper = gazetteer.regions.find((region) => region.helper && isCalled(region, asked.helper)) ?? null;
  const unknown = [...(asked.county && !county ? ["county"] : []), ...(asked.helper && !helper ? ["helper"] : [])];
  const q = (asked.q ?? "").normalize("NFC").trim();
  const choices: Choices = {
    q,
    county,
    group: asked.group ?? null,
    helper,
    category: asked.category ?? null,
    kind: asked.kind ?? null,
    certification: asked.certification ?? null,
    seasonNow: asked.season === "now",
    minFen: asked.minFen ?? null,
    maxFen: asked.maxFen ?? null,
    inStock: asked.inStock ?? false,
    sort: asked.sort ?? "relevance",
  };
  return { choices, unknown };
}

const isCalled = (region: Region, name: string | undefined): boolean =>
  name !== undefined && (region._id === name || region.slug === name);

export const NO_CHOICES: Choices = {
  q: "",
  county: null,
  group: null,
  helper: null,
  category: null,
  kind: null,
  certification: null,
  seasonNow: false,
  minFen: null,
  maxFen: null,
  inStock: false,
  sort: "relevance",
};

/** The counties whose goods are meant; null: all. A helper without a published partnership has none. */
export function countiesOf(
  { county, group, helper }: Pick<Choices, "county" | "group" | "helper">,
  gazetteer: Gazetteer,
  at: Date,
): RegionCode[] | null {
  if (!county && !group && !helper) return null;
  const helped = helper ? new Set(gazetteer.partnershipsOf(helper._id, dayOf(at)).map((each) => each.county)) : null;
  return gazetteer.receiving
    .filter(
      (each) =>
        (!county || each._id === county._id) && (!group || each.group === group) && (!helped || helped.has(each._id)),
    )
    .map((each) => each._id);
}
