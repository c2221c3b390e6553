import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { gazetteer } from "../../regions/gazetteer";
import { invalidField } from "../../shared/errors";
import { mustRead, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import { cardsOf } from "../card";
import { bestSelling } from "../goods-of-county";
import { frontGoods, partnershipsOf, yearFigure } from "../pages/front-page";
import { frontView } from "../pages/front-view";
import { marketView } from "../pages/market-view";
import { productView } from "../pages/product-view";
import { purchaseCredit } from "../pages/purchase-credit";
import { structuredData } from "../pages/structured-data";
import { suggest } from "../pages/suggest";
import { facetsFor } from "../search/facets";
import { chooseGently } from "../search/filters";
import { search } from "../search/search";
import { productShown } from "../shown";
import { publicAddress } from "./addresses";
import { districtGroups, districtOf, keepDistrict } from "./district";

export const cataloguePages: Router = Router();

const PAGE = 24;

cataloguePages.get("/", async (req, res) => {
  const [book, at] = [await gazetteer(), now()];
  const mine = districtOf(req, book);
  const [partnership] = partnershipsOf(mine.region, book, at);
  const county = partnership ? book.region(partnership.county) : null;
  const [front, figure] = await Promise.all([frontGoods(book, at), yearFigure(partnership?._id, book, at)]);
  res.render("catalogue/front", {
    canonical: publicAddress(req, "/"),
    ...frontView({ front, mine, county, figure, book, words: req.words, at }),
  });
});

cataloguePages.get("/products", async (req, res) => {
  const [book, at] = [await gazetteer(), now()];
  const { choices, cursor, ignored } = chooseGently(req.query, book);
  const [found, facets] = await Promise.all([
    search(choices, { limit: PAGE, cursor }, book, at),
    facetsFor(choices, book, at),
  ]);
  const view = marketView({ choices, found, facets, ignored, book, words: req.words });
  if (found.items.length > 0) return res.render("catalogue/market", { ...view, nothing: null });
  const { products, ...nothing } = await suggest(choices, book, at);
  res.render("catalogue/market", {
    ...view,
    nothing: { ...nothing, q: choices.q, products: cardsOf(products, book, req.words) },
  });
});

cataloguePages.get("/products/:slug", async (req, res) => {
  const [book, at] = [await gazetteer(), now()];
  const shown = await productShown(req.params.slug);
  const { product } = shown;
  const [ofSeller, ofCounty] = await Promise.all([
    bestSelling({ seller: product.seller }, 5),
    bestSelling({ originCounty: product.originCounty }, 9),
  ]);
  const others = ofSeller.filter((each) => each._id !== product._id).slice(0, 4);
  const related = {
    ofSeller: others,
    ofCounty: ofCounty.filter((each) => each._id !== product._id && each.seller !== product.seller).slice(0, 4),
  };
  const mine = districtOf(req, book);
  const address = publicAddress(req, `/products/${product.slug}`);
  res.render("catalogue/product", {
    ...productView({ shown, related, book, words: req.words, at }),
    credit: purchaseCredit(product.originCounty, mine, { book, words: req.words, at }),
    districts: mine.settled ? [] : districtGroups(book, req.words, mine.region),
    path: req.path,
    canonical: address,
    picture: product.images[0] ? publicAddress(req, product.images[0].url) : null,
    structured: structuredData(shown, { address, site: publicAddress(req, "") }, req.words),
  });
});

const DistrictForm = z.strictObject({ district: z.string().max(20).optional(), back: z.string().max(300).optional() });

/** "I live in …": kept for a year in a cookie. An empty choice forgets it. */
cataloguePages.post("/district", async (req: Request, res: Response) => {
  const form = mustRead(DistrictForm, withoutEmpty(req.body));
  const region = form.district ? (await gazetteer()).find(form.district) : null;
  if (region === undefined) throw invalidField("district", "not_an_option");
  keepDistrict(req, res, region);
  res.redirect(303, localPath(form.back));
});

/** Only an address of this site: what a form carries could be anybody's. */
const localPath = (path: string | undefined): string => (path && /^\/(?![/\\])[\w/?=&%.~-]*$/.test(path) ? path : "/");
