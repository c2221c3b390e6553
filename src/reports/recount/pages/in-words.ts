import { formatYuan } from "../../../shared/money";
import type { Words } from "../../../shared/words";
import { CODES, type Found } from "../found";

/** A difference for people: what it is, what is kept and what should be, and what mends it. */
export function inWords({ code, subject, where, unit, kept, should }: Found, words: Words) {
  const t = (key: string): string => words.t(`recount:${key}`);
  const said = (value: Found["kept"]): string => {
    if (value === null || value === "") return t("nothing");
    if (unit === "fen") return formatYuan(Number(value) as never);
    return unit === "count" ? words.t("recount:plain", { value }) : String(value);
  };
  return {
    part: t(`part.${CODES[code]}`),
    title: t(`code.${code}.title`),
    subject: `${t(`subject.${subject.kind}`)} ${subject.name || subject.id}`,
    where,
    kept: said(kept),
    should: said(should),
    mend: t(`code.${code}.mend`),
  };
}

/** The same for a screen of text. */
export function linesOf(found: Found, words: Words): string[] {
  const { title, subject, where, kept, should, mend } = inWords(found, words);
  const what = [found.book, subject, where].filter(Boolean).join(" · ");
  return [`✗ [${found.code}] ${title} · ${what}`, `    ${words.t("recount:keptShould", { kept, should })} → ${mend}`];
}
