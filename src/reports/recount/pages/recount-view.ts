import { type Gazetteer, gazetteer } from "../../../regions/gazetteer";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { CODES, COUNTED, type Code, PARTS, REBUILT } from "../found";
import { MOST_KEPT, type Recount } from "../record/recount-record";

/** A run in one line. */
export function lineOf(recount: Recount, book: Gazetteer, words: Words) {
  const { _id, how, by, startedAt, endedAt, counted, differences } = recount;
  const outcome = outcomeOf(recount);
  return {
    href: `/recounts/${_id}`,
    startedAt,
    how: words.t(`recount:how.${how}`, { name: by?.name ?? "" }),
    scope: scopeWords(recount, book, words),
    entries: counted.entries,
    outcome,
    outcomeText: words.t(`recount:state.${outcome}`, { count: differences }),
    tone: TONES[outcome],
    seconds: endedAt ? Math.max(1, Math.round((endedAt.getTime() - startedAt.getTime()) / 1000)) : null,
  };
}

const TONES = {
  running: "amber",
  sound: "moss",
  differs: "vermilion",
  interrupted: "plain",
  failed: "vermilion",
} as const;
type Outcome = keyof typeof TONES;

const outcomeOf = ({ state, differences }: Recount): Outcome =>
  state === "done" ? (differences === 0 ? "sound" : "differs") : state;

function scopeWords({ books }: Recount, book: Gazetteer, words: Words): string {
  if (books === null) return words.t("recount:scope.all");
  const names = new Names(book, words);
  return words.t("recount:scope.books", { names: names.list(books.map((id) => book.countyOf(id)._id)) });
}

/** A run with everything it looked at and every kind of difference it named. */
export async function recountView(recount: Recount, { code, words }: { code: Code | undefined; words: Words }) {
  const { _id, part, counted, of, byCode, leftOut, mend, state, differences } = recount;
  const href = `/recounts/${_id}`;
  const line = lineOf(recount, await gazetteer(), words);
  const codes = (Object.keys(byCode) as Code[]).sort((a, b) => placeOf(a) - placeOf(b));
  return {
    ...line,
    running: state === "running",
    stateText: words.t(`recount:stateText.${line.outcome}`),
    partWord: words.t(`recount:part.${part}`),
    counted: COUNTED.map((name) => ({
      label: words.t(`recount:countedName.${name}`),
      count: counted[name],
      of: state === "running" && (name === "entries" || name === "orders") && of[name] > 0 ? of[name] : null,
    })),
    leftOut: leftOut.map(({ part: left, why }) => words.t(`recount:leftOut.${left}.${why}`)),
    kinds:
      codes.length > 1
        ? [
            { href, text: words.t("recount:all"), count: differences, current: code === undefined },
            ...codes.map((each) => ({
              href: `${href}?code=${each}`,
              text: words.t(`recount:code.${each}.title`),
              count: byCode[each] ?? 0,
              current: each === code,
            })),
          ]
        : [],
    beyond: differences > MOST_KEPT ? words.t("recount:beyond", { count: differences, most: MOST_KEPT }) : null,
    differs: differences > 0,
    fileHref: differences > 0 ? `${href}.csv` : null,
    mend,
    mendable: state === "done" && codes.some((each) => REBUILT.includes(each)),
  };
}

/** In the order the parts are compared, and inside a part as the codes are listed. */
const ORDER = Object.keys(CODES);
const placeOf = (code: Code): number => PARTS.indexOf(CODES[code]) * 100 + ORDER.indexOf(code);
