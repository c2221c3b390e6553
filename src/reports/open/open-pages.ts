import { Router } from "express";
import { z } from "zod";
import { gazetteer } from "../../regions/gazetteer";
import { mustRead, withoutEmpty } from "../../shared/form";
import { dayOf, now } from "../../shared/time";
import { Names } from "../names";
import { FIELDS, type OpenName } from "./open-data";

/** What can be taken away and put elsewhere, explained to whoever wants to. */
export const openPages: Router = Router();

const Figure = z.object({
  figure: z
    .string()
    .regex(/^(partnerships|helpers)\/[\w-]{1,40}$/, "not_an_option")
    .optional(),
});

openPages.get("/open-data", async (req, res) => {
  const [book, { words }] = [await gazetteer(), req];
  const names = new Names(book, words);
  const { figure = `partnerships/${book.partnerships[0]?._id ?? ""}` } = mustRead(
    Figure,
    withoutEmpty(req.query),
    "INVALID_QUERY",
  );
  const day = dayOf(now());
  const pairs = book.partnerships.map((each) => ({
    value: `partnerships/${each._id}`,
    text: [names.helpers(each, day), names.short(each.county)].filter(Boolean).join("—"),
  }));
  const helpers = book.regions
    .filter((region) => region.helper)
    .map(({ _id }) => ({ value: `helpers/${_id}`, text: names.full(_id) }));
  const address = `/embed/${figure}?lang=${words.pick("zh", "en")}`;
  res.set("Cache-Control", "no-store").render("open/open-data", {
    title: words.t("open:title"),
    description: words.t("open:lede"),
    tables: (Object.keys(FIELDS) as OpenName[]).map((name) => ({
      name,
      title: words.t(`open:table.${name}`),
      text: words.t(`open:tableText.${name}`),
      fields: FIELDS[name].map((field) => ({ field, text: words.t(`open:field.${field}`) })),
    })),
    figure,
    figures: [
      { label: words.t("open:embed.partnerships"), options: pairs },
      { label: words.t("open:embed.helpers"), options: helpers },
    ],
    address,
    code: `<iframe src="${String(req.app.get("public url"))}${address}" width="300" height="120" title="${words.t("common:site.name")}" loading="lazy" style="border:0"></iframe>`,
  });
});
