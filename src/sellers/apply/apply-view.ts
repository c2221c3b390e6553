import { type Gazetteer, gazetteer } from "../../regions/gazetteer";
import type { FieldError } from "../../shared/errors";
import type { Words } from "../../shared/words";
import { deedViews, documentViews } from "../record/case-view";
import { type Typed, WAYS } from "../record/dossier";
import { SELLER_KINDS, SELLS } from "../record/kinds";
import type { SellerCase } from "../seller";
import { FIELDS, missingOf } from "./application";
import { mayWrite } from "./save-step";

type Missing = ReturnType<typeof missingOf>;

const HREF = { shop: "/apply/shop", people: "/apply/people", documents: "/shop/documents" } as const;
const PARTS = ["shop", "people", "documents"] as const;
export type Part = (typeof PARTS)[number];

/** Where to go after a step: the next unfinished one, and when none is left to the page that sends it off. */
export function after(part: Part, missing: Missing): string {
  const next = PARTS.slice(PARTS.indexOf(part) + 1).find((each) => missing[each].length > 0);
  return next ? HREF[next] : "/apply";
}

/** The steps of applying as a row: what is done, where one is, what comes. */
export function formSteps(missing: Missing | null, now: Part | "look", { t }: Words) {
  const steps = [...PARTS, "look" as const].map((part) => {
    const done = part !== "look" && missing !== null && missing[part].length === 0;
    const href = missing === null ? undefined : part === "look" ? "/apply" : HREF[part];
    return {
      text: t(`sellers:apply.step.${part}`),
      state: part === now ? "now" : done ? "done" : "next",
      ...(part !== now && href ? { href } : {}),
    };
  });
  return steps;
}

/** 填写 → 县级推荐 → 平台审核 → 开店, and how far a seller has come. */
export function wayThrough({ state }: Pick<SellerCase, "state">, { t }: Words) {
  const at = { draft: 0, returned: 0, applied: 1, recommended: 2, open: 4, suspended: 4 }[state];
  return (["write", "county", "platform", "open"] as const).map((each, index) => ({
    text: t(`sellers:apply.way.${each}`),
    state: index < at ? "done" : index === at ? "now" : "next",
  }));
}

export const labelsOf = (part: "shop" | "people", { t }: Words): Record<string, string> =>
  Object.fromEntries(FIELDS[part].map((name) => [name, t(`sellers:apply.field.${name}`)]));

const ticked = (value: Typed[string] | undefined, option: string): boolean =>
  Array.isArray(value) ? value.includes(option) : value === option;

/** The choices of a step's form, with what was typed before. */
export async function stepModel(part: "shop" | "people", typed: Typed, words: Words) {
  const { pick, t } = words;
  const labels = labelsOf(part, words);
  if (part === "people")
    return {
      values: typed,
      labels,
      ways: WAYS.map((value) => ({ value, text: t(`sellers:way.${value}`), checked: ticked(typed.ways, value) })),
    };
  const { receiving } = await gazetteer();
  return {
    values: typed,
    labels,
    counties: (["northeast", "southeast"] as const).map((group) => ({
      label: t(`common:group.${group}`),
      options: receiving
        .filter((region) => region.group === group)
        .map((region) => ({ value: region._id, text: pick(region.name, region.nameEn) })),
    })),
    kinds: SELLER_KINDS.map((value) => ({
      value,
      text: t(`common:sellerKind.${value}`),
      checked: typed.kind === value,
    })),
    sells: SELLS.map((value) => ({
      value,
      text: t(`sellers:sells.${value}`),
      help: t(`sellers:sellsHelp.${value}`),
      checked: ticked(typed.sells, value),
    })),
  };
}

/** Names of what is missing, each once. */
function missingWords(errors: readonly FieldError[], { t }: Words): string[] {
  const names = errors.map(({ field, code }) => {
    const [where = "", kind] = field.split(".");
    const name = kind ? t(`sellers:document.kind.${kind}`) : t(`sellers:apply.field.${where}`);
    return code === "required"
      ? name
      : t(`sellers:apply.wrong.${code === "document_expired" ? "expired" : "field"}`, { name });
  });
  return [...new Set(names)];
}

const listOf = (value: Typed[string] | undefined, word: (each: string) => string, { t }: Words): string =>
  (Array.isArray(value) ? value : value ? [value] : []).map(word).join(t("sellers:apply.comma"));

/** What was typed, as lines of a form that somebody reads once more before sending it in. */
function factsOf(part: "shop" | "people", typed: Typed, book: Gazetteer, words: Words) {
  const { t, pick } = words;
  const county = book.find(String(typed.county ?? ""));
  const spoken: Record<string, string> = {
    county: county ? pick(county.name, county.nameEn) : "",
    kind: typed.kind ? t(`common:sellerKind.${typed.kind}`) : "",
    sells: listOf(typed.sells, (each) => t(`sellers:sells.${each}`), words),
    ways: listOf(typed.ways, (each) => t(`sellers:way.${each}`), words),
  };
  return FIELDS[part]
    .map((name) => ({ label: t(`sellers:apply.field.${name}`), text: spoken[name] ?? String(typed[name] ?? "") }))
    .filter(({ text }) => text !== "");
}

/** The page that shows everything once more, or how the application stands. */
export async function overviewModel(seller: SellerCase, book: Gazetteer, at: Date, words: Words) {
  const missing = missingOf(seller, book, at);
  const writing = mayWrite(seller);
  const opened = seller.state === "open" || seller.state === "suspended";
  const last = seller.history.findLast(({ what }) => what === "returned" || what === "suspended");
  return {
    name: seller.name,
    state: seller.state,
    writing,
    opened,
    steps: writing ? formSteps(missing, "look", words) : wayThrough(seller, words),
    reason: last?.what === seller.state ? { text: last.reason, side: last.by.side } : null,
    parts: opened
      ? []
      : PARTS.map((part) => ({
          title: words.t(`sellers:apply.step.${part}`),
          href: writing ? HREF[part] : null,
          missing: writing ? missingWords(missing[part], words) : [],
          facts: part === "documents" ? [] : factsOf(part, seller.typed, book, words),
          documents: part === "documents" ? documentViews(seller, { where: HREF.documents, at, words }).current : [],
        })),
    complete: PARTS.every((part) => missing[part].length === 0),
    history: deedViews(seller, words, "applicant").reverse(),
  };
}
