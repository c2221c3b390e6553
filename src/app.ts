import path from "node:path";
import compression from "compression";
import express, { type Express, type Response, type Router } from "express";
import demoAccounts from "../seeds/demo-accounts.json";
import { accountPages } from "./accounts/account-routes";
import { accountsApi } from "./accounts/accounts-api";
import { auditApi } from "./accounts/audit/pages/audit-api";
import { auditPages } from "./accounts/audit/pages/audit-routes";
import { mailPages } from "./accounts/mail/mail-routes";
import { invitationPages } from "./accounts/members/invitation-routes";
import { memberPages } from "./accounts/members/member-routes";
import { membersApi } from "./accounts/members/members-api";
import { inboxPages } from "./accounts/notices/inbox-routes";
import { noticesApi } from "./accounts/notices/notices-api";
import { recoveryApi } from "./accounts/recovery/recovery-api";
import { recoveryPages } from "./accounts/recovery/recovery-routes";
import { signInPages } from "./accounts/sign-in-routes";
import { signUpPages } from "./accounts/sign-up-routes";
import { campaignPages } from "./campaigns/campaign-routes";
import { carryShopNames } from "./catalogue/carry-shop-names";
import { catalogueApi } from "./catalogue/catalogue-api";
import { historyPages } from "./catalogue/review/pages/history-routes";
import { pricePages } from "./catalogue/review/pages/price-routes";
import { reviewPages } from "./catalogue/review/pages/review-routes";
import { reviewApi } from "./catalogue/review/review-api";
import { shelfApi } from "./catalogue/shelf/api/shelf-api";
import { pictureRoutes } from "./catalogue/shelf/pictures/picture-routes";
import { shelfPages } from "./catalogue/shelf/shelf-routes";
import { countyPages } from "./catalogue/shop/county-routes";
import { DISTRICT_COOKIE } from "./catalogue/shop/district";
import { sellerPages } from "./catalogue/shop/seller-routes";
import { cataloguePages } from "./catalogue/shop/shop-routes";
import { sitemapRoutes } from "./catalogue/shop/sitemap-routes";
import { importApi } from "./catalogue/stocks/imports/import-api";
import { stockApi } from "./catalogue/stocks/stock-api";
import { stockPages } from "./catalogue/stocks/stock-pages";
import { creditsApi } from "./credits/credit-api";
import { declarationsApi } from "./credits/declarations/api/declarations-api";
import { declarationPages } from "./credits/declarations/pages/declaration-pages";
import { joinCampaignPages } from "./orders/campaign-routes";
import { cartApi } from "./orders/cart-api";
import { cartLimits, checkoutLimit } from "./orders/cart-limits";
import { CART_COOKIE } from "./orders/cart-owner";
import { cartPages } from "./orders/cart-routes";
import { answerTheDeclarations } from "./orders/declared/answer-declarations";
import { collectPages } from "./orders/handover/collect-routes";
import { keepGuestCarts } from "./orders/keep-guest-cart";
import { manyParcelPages } from "./orders/parcels/many-routes";
import { tellStocks } from "./orders/parcels/tell-stocks";
import { slipPages } from "./orders/slips/slip-routes";
import { workPages } from "./orders/worklist/work-routes";
import { aftersaleApis, aftersalePages } from "./payments/aftersale/doors";
import { checkoutApi } from "./payments/checkout-api";
import { checkoutPages } from "./payments/checkout-routes";
import type { Till } from "./payments/open-payment";
import { orderApi } from "./payments/order-api";
import { orderPages } from "./payments/order-routes";
import { salesApi } from "./payments/sales-api";
import { salesPages } from "./payments/sales-routes";
import { webhookRoutes } from "./payments/webhook-routes";
import { regionsApi } from "./regions/region-api";
import { deskPages } from "./reports/desk-routes";
import { reportPages } from "./reports/report-routes";
import { shopPages } from "./reports/shop/shop-routes";
import { applyPages } from "./sellers/apply/apply-routes";
import { documentPages } from "./sellers/documents/document-routes";
import { pickupPointPages } from "./sellers/pickup/pickup-routes";
import { sellersApi } from "./sellers/seller-api";
import { freightPages } from "./sellers/settings/freight-routes";
import { settingsPages } from "./sellers/settings/settings-routes";
import { vettingPages } from "./sellers/vetting/vetting-routes";
import { keepAccounts } from "./settlements/account/keep-accounts";
import { payoutAccountPages } from "./settlements/doors/account-routes";
import { settlementDesk } from "./settlements/doors/desk-routes";
import { bankFilePages } from "./settlements/doors/file-routes";
import { recountPages } from "./settlements/doors/recount-routes";
import { settlementPages } from "./settlements/doors/settlement-routes";
import { settlementsApi } from "./settlements/doors/settlements-api";
import { hearPayouts } from "./settlements/paying/transfers";
import type { ApiRouter } from "./shared/api";
import type { Config } from "./shared/config";
import { useDataKeys } from "./shared/sealed";
import { takeFiles } from "./shared/uploads/upload";
import { answerError, nothingHere } from "./web/errors";
import { healthRoutes } from "./web/health";
import { infoPages, type KnownAccount } from "./web/info-routes";
import { goOnInChosenLanguage, speakTheReadersLanguage } from "./web/language";
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
  app.set("trust proxy", config.trustProxyHops).set("production", config.production).set("query parser", "simple");
  app.set("public url", config.publicUrl);
  app.disable("x-powered-by").disable("etag");
  setUpViews(app, root);
  keepGuestCarts();
  tellStocks();
  carryShopNames();
  keepAccounts();
  answerTheDeclarations();
  hearPayouts();
  useDataKeys(config.dataKeys);

  app.use(nameRequest);
  app.use(healthRoutes(() => till.provider.answers()));
  setSecurityHeaders(app, config);
  app.use("/assets", express.static(path.join(root, "public"), STATIC));
  app.use(pictureRoutes);
  app.use(speakTheReadersLanguage(words, config));
  app.use(webhookRoutes(till.provider));
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
  app.use(knowVisitor);
  app.use(["/cart", "/api/v1/cart"], cartLimits);
  app.use(["/checkout", "/checkouts", "/api/v1/checkouts"], checkoutLimit);
  openDoors(app, config, till);
  app.use(nothingHere);
  app.use(answerError);
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
  for (const pages of pagesOf(till)) app.use(pages);
}

/** Every JSON door of the product. */
export const apisOf = (till: Till): ApiRouter[] => [
  accountsApi,
  noticesApi,
  membersApi,
  recoveryApi,
  auditApi,
  regionsApi,
  sellersApi,
  catalogueApi,
  reviewApi,
  shelfApi,
  stockApi,
  importApi,
  cartApi,
  checkoutApi(till),
  orderApi(till),
  ...aftersaleApis(till),
  salesApi(),
  settlementsApi,
  declarationsApi,
  creditsApi,
];

const pagesOf = (till: Till): Router[] => [
  cataloguePages,
  countyPages,
  sellerPages,
  applyPages,
  documentPages,
  settingsPages,
  freightPages,
  vettingPages,
  sitemapRoutes,
  stockPages,
  shelfPages,
  historyPages,
  pricePages,
  reviewPages,
  campaignPages,
  joinCampaignPages,
  cartPages,
  checkoutPages(till),
  orderPages(till),
  ...aftersalePages(till),
  workPages,
  slipPages,
  manyParcelPages,
  collectPages,
  pickupPointPages,
  salesPages(),
  payoutAccountPages(till),
  settlementPages,
  recountPages,
  bankFilePages,
  settlementDesk(till),
  declarationPages,
  reportPages,
  shopPages,
  deskPages,
  signInPages,
  signUpPages,
  accountPages,
  inboxPages,
  memberPages,
  invitationPages,
  recoveryPages,
  auditPages,
  mailPages,
  infoPages(demoAccounts as KnownAccount[]),
];
