import { Router } from "express";
import type { HandedIn } from "../../credits/declarations/record/declaration";
import { quantityText } from "../../credits/declarations/record/facts";
import { declarationsOfSeller, declaredSums, declarerForSeller } from "../../credits/declarations/record/of-seller";
import { type Gazetteer, gazetteer } from "../../regions/gazetteer";
import { allow, viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { openShopOf } from "./open-shop";

/** What others say they bought of the shop's goods, or sold for it, outside the platform: to be read, and nothing else. */
export const declaredPages: Router = Router();

const A_PAGE = 25;
const HREF = "/shop/declarations";

declaredPages.get(HREF, allow("seller"), async (req, res) => {
  const [{ words }, shop] = [req, await openShopOf(viewerOf(req))];
  const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
  const { items, nextCursor } = shop
    ? await declarationsOfSeller(shop._id, { limit: A_PAGE, cursor })
    : { items: [], nextCursor: null };
  const book = await gazetteer();
  res.set("Cache-Control", "no-store").render("sellers/declared", {
    title: words.t("declarations:declared.title"),
    sums: shop && items.length > 0 ? await declaredSums(shop._id) : null,
    declarations: items.map((each) => rowOf(each, book, words)),
    nextHref: nextCursor && `${HREF}?cursor=${encodeURIComponent(nextCursor)}`,
    previousHref: cursor ? HREF : null,
  });
});

function rowOf(declaration: HandedIn, book: Gazetteer, words: Words) {
  const { number, state, facts } = declaration;
  const called = (code: string): string => {
    const region = book.find(code);
    return region ? words.pick(region.shortName, region.nameEn) : code;
  };
  const { name, region } = declarerForSeller(declaration);
  return {
    ...{ number, state, basis: facts.basis, day: facts.day, amountFen: facts.amountFen, invoice: facts.invoice.number },
    declarer: name
      ? words.pick(name.zh, name.en)
      : words.t("declarations:declared.institution", { district: called(region) }),
    helper: called(facts.helper),
    goods: facts.lines.map((line) => `${line.name} ${quantityText(line.milli)} ${line.unit}`),
  };
}
