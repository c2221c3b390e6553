import type { Fen } from "../../../shared/money";
import { formatYuan } from "../../../shared/money";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { AUDIT_FIELDS, AUDIT_VALUES } from "../deeds";
import type { AuditRecord, Fact } from "../record";
import { scopesOf } from "../search";

const HAS_WORDS = new Set<string>(AUDIT_FIELDS);
const VALUES = new Set<string>(AUDIT_VALUES);

export const deedWords = (what: string, { t }: Words): string => t(`audit:deed.${what}`);

/** "200 g 装.priceFen" is the price of that packing; what has no words is shown as it was written. */
export function fieldWords(field: string, { t }: Words): string {
  const of = /^(.+)\.priceFen$/.exec(field)?.[1];
  if (of) return t("audit:priceOf", { name: of });
  return HAS_WORDS.has(field) ? t(`audit:field.${field}`) : field;
}

export function factWords(field: string, fact: Fact, words: Words): string {
  if (fact === null || fact === "") return words.t("audit:nothing");
  if (typeof fact === "boolean") return words.t(`common:word.${fact ? "yes" : "no"}`);
  if (typeof fact === "number") return field.endsWith("Fen") ? `¥${formatYuan(fact as Fen)}` : String(fact);
  return VALUES.has(fact) ? words.t(`audit:value.${fact}`) : fact;
}

/**
 * Who did it, as far as the viewer is told: an owner reads the names of the own people, and of others the office alone,
 * which answers for them.
 */
export function actorWords({ by }: Pick<AuditRecord, "by">, viewer: Viewer, { t }: Words) {
  if (!by) return { name: t("audit:program"), office: null, id: null };
  const official = scopesOf(viewer) === null || isOffice(viewer);
  const own = by.organisation?.id === viewer.organisation?.id;
  const office = by.organisation?.name ?? null;
  return official || own
    ? { name: by.name, office, id: by.id }
    : { name: office ?? t("audit:someone"), office: null, id: null };
}

const isOffice = ({ organisation }: Viewer): boolean => organisation?.kind.endsWith("authority") ?? false;
