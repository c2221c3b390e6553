import { Router } from "express";
import { isPaired } from "../../../credits/answers/totals-answer";
import { closableFrom } from "../../../credits/statements/book-month";
import { lastSealed, newest, statementsOf } from "../../../credits/statements/reading/list";
import type { Statement } from "../../../credits/statements/statement";
import { totalsAsOf } from "../../../credits/totals/read-totals";
import { sumUp } from "../../../credits/totals/sums";
import type { Row } from "../../../credits/totals/total";
import { visibleTo } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { inSnapshot } from "../../../shared/db";
import { dayOf, type Month, monthsFrom, now } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { linkedAmounts } from "../../links";
import { Names } from "../../names";
import { periodChips } from "../../periodic/period";
import { reportYear, yearChips } from "../../year";
import { standingOf } from "./standing";

/** The months of a partnership's year: the closed ones for everybody, all of them for those whose book it is. */
export const statementListPages: Router = Router();

statementListPages.get("/partnerships/:id/statements", async (req, res) => {
  const [at, book, { words, viewer }] = [now(), await gazetteer(), req];
  const partnership = book.partnership(String(req.params.id));
  const shown = await reportYear(req.query, at);
  const statements = await statementsOf(partnership._id, shown.span);
  const insider = visibleTo(viewer, book, dayOf(at)).books.includes(partnership._id);
  const own = viewer?.organisation?.region;
  const mayOpen = (month: Month): boolean =>
    insider || (newest(statements, month)?.signers.some((each) => each.region === own) ?? false);
  const { rows } = await inSnapshot((asOf) => totalsAsOf(asOf, { book: partnership._id, ...shown.span }));
  const months = monthsFrom(shown.span.from, shown.span.to)
    .toReversed()
    .filter((month) => mayOpen(month) || lastSealed(statements, month))
    .map((month) => monthRow({ month, statements, rows, inside: mayOpen(month), at, words }));
  const county = new Names(book, words).short(partnership.county);
  const path = `/partnerships/${partnership._id}`;
  res.set("Cache-Control", "no-store").render("statements/list", {
    title: words.t("statements:list.title", { county, year: shown.year }),
    description: words.t("statements:list.description", { county, year: shown.year }),
    breadcrumb: [
      { href: "/contributions", text: words.t("reports:city.title") },
      { href: path, text: county },
    ],
    years: yearChips(`${path}/statements`, shown),
    year: shown.year,
    months: months.map((row) => ({
      ...row,
      ...linkedAmounts(partnership._id, row, { from: row.month, to: row.month, basis: "paired" }),
      href: `${path}/statements/${row.month}`,
    })),
    note: words.t(`statements:list.${insider ? "insiderNote" : "publicNote"}`),
    periods: periodChips({ year: shown.year, quarter: -1 }, { base: path, at, words }),
    asOf: at,
  });
});

interface RowFacts {
  month: Month;
  statements: readonly Statement[];
  rows: readonly Row[];
  inside: boolean;
  at: Date;
  words: Words;
}

/** A closed month says what was sealed; any other what its entries add up to now. */
function monthRow({ month, statements, rows, inside, at, words }: RowFacts) {
  const statement = (inside ? newest(statements, month) : lastSealed(statements, month)) ?? null;
  const live = sumUp(rows.filter((row) => row.period === month && isPaired(row)));
  const { paidFen, recognisedFen } = statement?.sealed ? statement.figures : live;
  const standing = standingOf(statement, at >= closableFrom(month), words);
  return {
    month,
    paidFen,
    recognisedFen,
    standing,
    number: statement?.number ?? null,
    closed: standing.stamp === "sealed",
  };
}
