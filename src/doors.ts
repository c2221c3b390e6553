import type { Router } from "express";
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
import { sessionPages } from "./accounts/sessions/session-routes";
import { signInPages } from "./accounts/sign-in/sign-in-routes";
import { signUpPages } from "./accounts/sign-in/sign-up-routes";
import { codePages } from "./accounts/two-factor/doors/code-routes";
import { resetPages } from "./accounts/two-factor/doors/reset-routes";
import { setUpPages } from "./accounts/two-factor/doors/set-up-routes";
import { campaignPages } from "./campaigns/campaign-routes";
import { catalogueApi } from "./catalogue/catalogue-api";
import { historyPages } from "./catalogue/review/pages/history-routes";
import { pricePages } from "./catalogue/review/pages/price-routes";
import { reviewPages } from "./catalogue/review/pages/review-routes";
import { reviewApi } from "./catalogue/review/review-api";
import { shelfApi } from "./catalogue/shelf/api/shelf-api";
import { shelfPages } from "./catalogue/shelf/shelf-routes";
import { countyPages } from "./catalogue/shop/county-routes";
import { sellerPages } from "./catalogue/shop/seller-routes";
import { cataloguePages } from "./catalogue/shop/shop-routes";
import { sitemapRoutes } from "./catalogue/shop/sitemap-routes";
import { importApi } from "./catalogue/stocks/imports/import-api";
import { stockApi } from "./catalogue/stocks/stock-api";
import { stockPages } from "./catalogue/stocks/stock-pages";
import { creditsApi } from "./credits/credit-api";
import { declarationsApi } from "./credits/declarations/api/declarations-api";
import { declarationPages } from "./credits/declarations/pages/declaration-pages";
import { manyParcelPages } from "./orders/bulk/many-routes";
import { joinCampaignPages } from "./orders/cart/campaign-routes";
import { cartApi } from "./orders/cart/cart-api";
import { cartPages } from "./orders/cart/cart-routes";
import { collectPages } from "./orders/handover/collect-routes";
import { signalPages } from "./orders/signals/pages/signal-routes";
import { signalsApi } from "./orders/signals/pages/signals-api";
import { slipPages } from "./orders/slips/slip-routes";
import { workPages } from "./orders/worklist/work-routes";
import { aftersaleApis, aftersalePages } from "./payments/aftersale/doors";
import { checkoutApi } from "./payments/checkout/checkout-api";
import { checkoutPages } from "./payments/checkout/checkout-routes";
import type { Till } from "./payments/checkout/open-payment";
import { orderApi } from "./payments/order-api";
import { orderPages } from "./payments/order-routes";
import { salesApi } from "./payments/sales-api";
import { salesPages } from "./payments/sales-routes";
import { regionsApi } from "./regions/region-api";
import { bulletinPages } from "./reports/bulletin/bulletin-routes";
import { issuePages } from "./reports/bulletin/issue/issue-routes";
import { issuesApi } from "./reports/bulletin/issue/issues-api";
import { cityPages } from "./reports/dashboards/city/city-routes";
import { sideDashboardPages } from "./reports/dashboards/sides/side-routes";
import { deskPages } from "./reports/desk-routes";
import { explainApi } from "./reports/explain/explain-api";
import { explainPages } from "./reports/explain/explain-routes";
import { exportPages } from "./reports/exports/doors/export-routes";
import { exportsApi } from "./reports/exports/doors/exports-api";
import { openPages } from "./reports/open/open-pages";
import { partnershipApis, partnershipPages } from "./reports/partnerships/doors";
import { periodPages } from "./reports/periodic/report-routes";
import { recountsPages } from "./reports/recount/pages/recount-routes";
import { recountsApi } from "./reports/recount/pages/recounts-api";
import { reportPages } from "./reports/report-routes";
import { shopPages } from "./reports/shop/shop-routes";
import { statementsApi } from "./reports/statements/api/statements-api";
import { statementListPages } from "./reports/statements/pages/list-routes";
import { monthPages } from "./reports/statements/pages/month-routes";
import { statementPaperPages } from "./reports/statements/pages/paper-routes";
import { verifyPages } from "./reports/statements/pages/verify-routes";
import { applyPages } from "./sellers/apply/apply-routes";
import { declaredApi } from "./sellers/declared/declared-api";
import { declaredPages } from "./sellers/declared/declared-routes";
import { documentPages } from "./sellers/documents/document-routes";
import { pickupApi } from "./sellers/pickup/pickup-api";
import { pickupPointPages } from "./sellers/pickup/pickup-routes";
import { sellersApi } from "./sellers/seller-api";
import { freightPages } from "./sellers/settings/freight-routes";
import { settingsPages } from "./sellers/settings/settings-routes";
import { vettingPages } from "./sellers/vetting/vetting-routes";
import { payoutAccountPages } from "./settlements/doors/account-routes";
import { settlementDesk } from "./settlements/doors/desk-routes";
import { bankFilePages } from "./settlements/doors/file-routes";
import { recountPages } from "./settlements/doors/recount-routes";
import { settlementPages } from "./settlements/doors/settlement-routes";
import { settlementsApi } from "./settlements/doors/settlements-api";
import type { ApiRouter } from "./shared/api";
import { infoPages, type KnownAccount } from "./web/info-routes";

/** Every JSON door of the product. */
export const apisOf = (till: Till): ApiRouter[] => [
  accountsApi,
  noticesApi,
  membersApi,
  recoveryApi,
  auditApi,
  regionsApi,
  sellersApi,
  pickupApi,
  declaredApi,
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
  statementsApi,
  issuesApi,
  recountsApi(till),
  exportsApi,
  explainApi,
  signalsApi,
  ...partnershipApis,
];

/** Every page of the product, in the order they are asked. */
export const pagesOf = (till: Till): Router[] => [
  cataloguePages,
  countyPages,
  sellerPages,
  applyPages,
  documentPages,
  settingsPages,
  declaredPages,
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
  ...partnershipPages,
  statementListPages,
  monthPages,
  statementPaperPages,
  verifyPages,
  explainPages,
  signalPages,
  periodPages,
  issuePages,
  bulletinPages,
  openPages,
  exportPages,
  recountsPages(till),
  reportPages,
  shopPages,
  cityPages,
  sideDashboardPages,
  deskPages,
  signInPages,
  codePages,
  sessionPages,
  resetPages,
  setUpPages,
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
