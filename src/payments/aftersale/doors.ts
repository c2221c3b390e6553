import type { Router } from "express";
import type { ApiRouter } from "../../shared/api";
import type { Till } from "../checkout/open-payment";
import { clerkPages } from "./doors/clerk-routes";
import { deskRefundApi } from "./doors/desk-api";
import { disputePages } from "./doors/dispute-routes";
import { requestApi } from "./doors/request-api";
import { requestPages } from "./doors/request-routes";
import { shopRefundApi } from "./doors/shop-api";
import { shopRequestPages } from "./doors/shop-routes";

/** Everything about money back: the buyer's side, the shop's and the platform's. Before the shop's own pages, whose order numbers would take its names. */
export const aftersaleApis = (till: Till): ApiRouter[] => [requestApi, shopRefundApi(till), deskRefundApi(till)];

export const aftersalePages = (till: Till): Router[] => [
  requestPages,
  shopRequestPages(till),
  disputePages(till),
  clerkPages(till),
];
