import { Router } from "express";
import { readTotals } from "../../../credits/totals/read-totals";
import { type Gazetteer, gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import { attempt, withoutEmpty } from "../../../shared/form";
import { month, monthsOfYear, now, yearOf } from "../../../shared/time";
import { allow } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { cityDashboard } from "./city-dashboard-view";
import { cityFigures } from "./city-figures";
import { cityForm } from "./city-form";
import { type CityFilter, known, readCityFilter } from "./city-query";
import { sendTable } from "./city-tables";
import type { CityGround } from "./counties";
import { slides } from "./slides";

/** The whole city for those who answer for it; exact at every request, so nothing here is kept by a cache. */
export const cityPages: Router = Router();
cityPages.use(["/dashboards/city", "/dashboards/city.csv"], allow("city_official", "admin"), (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});

cityPages.get("/dashboards/city", async (req, res) => {
  const [at, book] = [now(), await gazetteer()];
  const read = await attempt(() => readCityFilter(req.query, at, book));
  if (!read.ok) return void res.status(400).render("dashboards/city-refused", refused(req, read.errors, book));
  const dashboard = cityDashboard(await groundOf(read.value, { at, book, words: req.words }));
  if (read.value.view !== "present") return void res.render("dashboards/city", dashboard);
  res.render("dashboards/present", { ...slides(dashboard, read.value, req.words), layout: "present" });
});

cityPages.get("/dashboards/city.csv", async (req, res) => {
  const [at, book] = [now(), await gazetteer()];
  const filter = await readCityFilter(req.query, at, book);
  const ground = await groundOf(filter, { at, book, words: req.words });
  await sendTable(res, String(req.query.table), cityDashboard(ground), filter, req.words);
});

/** One read of two calendar years as of one instant; everything on the page is computed from its rows. */
async function groundOf(
  filter: CityFilter,
  { at, book, words }: { at: Date; book: Gazetteer; words: Words },
): Promise<CityGround> {
  const { year } = filter;
  const { rows } = await readTotals({ from: month(`${year - 1}-01`), to: month(`${year}-12`) });
  return { figures: cityFigures(rows, filter, book), filter, gazetteer: book, words, at };
}

/** The form again, with what was asked and a word beside it; no figures, for they would be those of something else. */
function refused(req: { query: unknown; words: Words }, errors: FieldError[], book: Gazetteer) {
  const year = yearOf(now());
  const given = known(withoutEmpty(req.query));
  const form = cityForm({ year, years: [year], months: monthsOfYear(year), given }, book, req.words);
  return {
    title: req.words.t("dashboards:refused.title"),
    stylesheet: "css/dashboard.css",
    form,
    errors,
    labels: Object.fromEntries(form.fields.map(({ name, label }) => [name, label])),
  };
}
