import { isPaired } from "../../credits/answers/totals-answer";
import { readTotals } from "../../credits/totals/read-totals";
import { sumUp } from "../../credits/totals/sums";
import type { Row } from "../../credits/totals/total";
import { progressOf } from "../../regions/agreement";
import type { Gazetteer } from "../../regions/gazetteer";
import { demoIsLoaded } from "../../shared/demo";
import { notFound } from "../../shared/errors";
import { dayOf, month, yearOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import { entriesHref } from "../links";
import { Names } from "../names";

interface Asked {
  gazetteer: Gazetteer;
  at: Date;
  words: Words;
}

/** A partnership's year as one small figure, for a district's own website. */
export async function partnershipFigure(id: string, { gazetteer, at, words }: Asked) {
  const partnership = gazetteer.partnership(id);
  const names = new Names(gazetteer, words);
  const helpers = names.helpers(partnership, dayOf(at));
  const county = names.short(partnership.county);
  const agreement = gazetteer.agreement(partnership._id, yearOf(at));
  const rows = (await yearsRows(at, partnership._id)).filter(isPaired);
  const { recognisedFen } = sumUp(rows);
  return {
    ...(await figure({ at, words, recognisedFen })),
    name: helpers ? words.t("open:embed.pair", { helpers, county }) : county,
    progress: agreement ? progressOf(agreement, recognisedFen, at).progress : null,
    href: `/partnerships/${partnership._id}`,
  };
}

/** What a helper district's purchases and campaigns came to in all the counties it stood beside this year. */
export async function helperFigure(code: string, { gazetteer, at, words }: Asked) {
  const region = gazetteer.find(code);
  if (!region?.helper) throw notFound();
  const rows = (await yearsRows(at)).filter((row) => isPaired(row) && row.helper === region._id);
  const { recognisedFen } = sumUp(rows);
  const year = yearOf(at);
  const span = { from: month(`${year}-01`), to: month(`${year}-12`) };
  return {
    ...(await figure({ at, words, recognisedFen })),
    name: words.pick(region.name, region.nameEn),
    progress: null,
    href: entriesHref(null, { ...span, measure: "recognised", basis: "paired", helper: region._id }),
  };
}

async function yearsRows(at: Date, book?: Row["book"]): Promise<Row[]> {
  const year = yearOf(at);
  const { rows } = await readTotals({ from: month(`${year}-01`), to: month(`${year}-12`), ...(book && { book }) });
  return rows;
}

const figure = async ({ at, words, recognisedFen }: { at: Date; words: Words; recognisedFen: number }) => ({
  layout: false,
  recognisedFen,
  asOf: at,
  demo: await demoIsLoaded(),
  what: words.t("open:embed.what", { year: yearOf(at) }),
});
