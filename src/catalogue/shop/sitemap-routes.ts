import { Router } from "express";
import { gazetteer } from "../../regions/gazetteer";
import { SellerModel } from "../../sellers/seller";
import { cache } from "../../shared/cache";
import { MINUTE } from "../../shared/time";
import { onSale } from "../on-sale";
import { ProductModel } from "../product";
import { publicAddress } from "./addresses";

export const sitemapRoutes: Router = Router();

/** A sitemap may list fifty thousand addresses; what is newest comes first. */
const MOST = 45_000;
const paths = cache<string[]>({ ms: 10 * MINUTE, max: 1 });

const allPaths = (): Promise<string[]> =>
  paths.get("all", async () => {
    const [book, sellers, products] = await Promise.all([
      gazetteer(),
      SellerModel.find({ state: "open" }, { slug: 1 }).lean(),
      ProductModel.find(await onSale(), { slug: 1 })
        .sort({ approvedAt: -1, _id: -1 })
        .limit(MOST)
        .lean(),
    ]);
    const counties = book.receiving.flatMap(({ slug }) => [`/counties/${slug}`, `/partnerships/${slug}`]);
    return [
      "/",
      "/products",
      "/counties",
      "/campaigns",
      "/contributions",
      ...counties,
      ...sellers.map(({ slug }) => `/sellers/${slug}`),
      ...products.map(({ slug }) => `/products/${slug}`),
    ];
  });

sitemapRoutes.get("/sitemap.xml", async (req, res) => {
  const addresses = (await allPaths()).map(
    (path) => `<url><loc>${escapeXml(publicAddress(req, encodeURI(path)))}</loc></url>`,
  );
  res.type("application/xml").set("Cache-Control", "public, max-age=600");
  res.send(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${addresses.join("\n")}\n</urlset>\n`,
  );
});

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);

/** Carts, orders and accounts are nobody's business; a page of a list is reached from the list. */
sitemapRoutes.get("/robots.txt", (req, res) => {
  const closed = [
    "/cart",
    "/checkout",
    "/orders",
    "/account",
    "/sign-in",
    "/sign-up",
    "/desk",
    "/shelf",
    "/sales",
    "/paydesk",
    "/*?*cursor=",
  ];
  res.type("text/plain").set("Cache-Control", "public, max-age=600");
  res.send(
    [
      "User-agent: *",
      ...closed.map((path) => `Disallow: ${path}`),
      "",
      `Sitemap: ${publicAddress(req, "/sitemap.xml")}`,
      "",
    ].join("\n"),
  );
});
