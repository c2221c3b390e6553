import path from "node:path";
import compression from "compression";
import express, { type Express, type Response, type Router } from "express";
import { leadToSetUp } from "./accounts/two-factor/lead";
import { pictureRoutes } from "./catalogue/shelf/pictures/picture-routes";
import { DISTRICT_COOKIE } from "./catalogue/shop/district";
import { apisOf, pagesOf } from "./doors";
import { introduceRooms } from "./introduce-rooms";
import { cartLimits, checkoutLimit } from "./orders/cart/cart-limits";
import { CART_COOKIE } from "./orders/cart/cart-owner";
import type { Till } from "./payments/checkout/open-payment";
import { webhookRoutes } from "./payments/webhook-routes";
import { fileLimit } from "./reports/exports/doors/export-routes";
import { openRoutes } from "./reports/open/open-routes";
import { recountLimit } from "./reports/recount/pages/recount-routes";
import type { Config } from "./shared/config";
import { useDataKeys } from "./shared/sealed";
import { takeFiles } from "./shared/uploads/upload";
import { useWords } from "./shared/words";
import { leadUp } from "./web/cut-addresses";
import { answerError, nothingHere } from "./web/errors";
import { healthRoutes } from "./web/health";
import { findWordsForErrors, goOnInChosenLanguage, speakTheReadersLanguage } from "./web/language";
import { openApi } from "./web/openapi";
import { keepPages } from "./web/page-cache";
import { nameRequest } from "./web/request";
import { refuseForgedRequests, setSecurityHeaders } from "./web/security";
import { sessionCookieName, setUpSession } from "./web/session";
import { setUpViews } from "./web/views";
import { knowVisitor } from "./web/visitor";
import { initWords } from "./web/words";

export interface Parts {
  config: Config;
  till: Till;
  /** Where views, locales and public stand. */
  root?: string;
  /** The pages of the local pay desk, where the stand-in provider serves payments. */
  payDesk?: Router;
}

export const ROOT = path.resolve(__dirname, __dirname.includes(`${path.sep}dist${path.sep}`) ? "../.." : "..");

/** The table of contents: what a request passes, in order. The database must be connected. */
export async function createApp({ config, till, root = ROOT, payDesk }: Parts): Promise<Express> {
  const app = express();
  const words = await initWords(root);
  const speak = speakTheReadersLanguage(words, config);
  useWords(words);
  app.set("trust proxy", config.trustProxyHops).set("production", config.production).set("query parser", "simple");
  app.set("public url", config.publicUrl);
  app.disable("x-powered-by").disable("etag");
  setUpViews(app, root);
  introduceRooms();
  useDataKeys(config.dataKeys);

  app.use(nameRequest);
  app.use(healthRoutes(() => till.provider.answers()));
  setSecurityHeaders(app, config);
  app.use("/assets", express.static(path.join(root, "public"), STATIC));
  app.use(pictureRoutes);
  app.use(openRoutes);
  app.use(speak, webhookRoutes(till.provider));
  app.use(keepPages([sessionCookieName(config), CART_COOKIE, DISTRICT_COOKIE]));
  app.use(compression());
  app.use(
    express.urlencoded({ extended: false, limit: "64kb", parameterLimit: 400 }),
    express.json({ limit: "100kb" }),
  );
  if (payDesk) app.use("/paydesk", goOnInChosenLanguage, payDesk);
  setUpSession(app, config);
  app.use(goOnInChosenLanguage);
  app.use(takeFiles);
  app.use(refuseForgedRequests(config));
  app.use(leadToSetUp);
  app.use(knowVisitor);
  app.use(["/cart", "/api/v1/cart", "/campaigns"], cartLimits);
  app.use(["/checkout", "/checkouts", "/api/v1/checkouts"], checkoutLimit);
  app.post("/api/v1/recounts", recountLimit).post("/api/v1/exports", fileLimit);
  openDoors(app, config, till);
  app.use(nothingHere);
  app.use(findWordsForErrors(speak), answerError);
  return app;
}

/** An address with its content's hash in it never changes its content; any other is asked about again within the hour. */
const STATIC: Parameters<typeof express.static>[1] = {
  index: false,
  redirect: false,
  setHeaders: (res) => {
    const hashed = (res as Response).req.query.v !== undefined;
    res.setHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
  },
};

function openDoors(app: Express, config: Config, till: Till): void {
  const apis = apisOf(till);
  const description = openApi(
    apis.flatMap((api) => api.doors),
    config.publicUrl,
  );
  app.get("/api/openapi.json", (_req, res) => void res.json(description));
  for (const api of apis) app.use("/api/v1", api.router);
  const pages = pagesOf(till);
  for (const each of pages) app.use(each);
  app.use(leadUp(pages));
}
