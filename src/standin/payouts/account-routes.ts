import express, { Router } from "express";
import { notFound } from "../../shared/errors";
import { now } from "../../shared/time";
import { accountOfLink, finishAccount } from "./accounts";

/** The page on which a producer would tell the provider who they are; here one button says so. */
export const accountDesk: Router = Router();

accountDesk.get("/accounts/:token", async (req, res) => {
  const account = await accountOfLink(req.params.token, now());
  if (!account) throw notFound();
  res.render("standin/account", {
    layout: false,
    title: req.words.t("standin:account.title"),
    address: `/paydesk/accounts/${req.params.token}`,
    name: account.name,
    backUrl: account.link?.refreshUrl,
  });
});

accountDesk.post("/accounts/:token", express.urlencoded({ extended: false, limit: "10kb" }), async (req, res) => {
  const back = await finishAccount(req.params.token as string, now());
  if (!back) throw notFound();
  res.redirect(303, back);
});
