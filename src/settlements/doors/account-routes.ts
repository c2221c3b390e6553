import { type Request, type Response, Router } from "express";
import { wayToProve } from "../../accounts/two-factor/prove-again";
import type { Till } from "../../payments/checkout/open-payment";
import { shopOf } from "../../sellers/shop-of";
import type { FieldError } from "../../shared/errors";
import { attempt, read, typed, withoutEmpty } from "../../shared/form";
import { limit } from "../../shared/rate-limit";
import { MINUTE, now } from "../../shared/time";
import { allow, hasDuty, seated, viewerOf } from "../../shared/viewer";
import { BankForm, changeBankAccount, providerPage, refreshProvider } from "../paying/change-account";
import { masked, payoutAccountOf } from "../paying/payout-account";

const seller = allow("seller");

/** Somebody at an unlocked screen must not be able to try passwords here instead of at the door. */
const guessLimit = limit("bank-account", {
  windowMs: 15 * MINUTE,
  max: 10,
  keyOf: (req) => req.viewer?.id,
  failuresOnly: true,
});

/**
 * Where a shop's money goes to: seen by whoever looks after it, changed by its owner alone. A token must not be able to turn
 * it elsewhere: neither by an account here nor on the provider's page.
 */
export function payoutAccountPages(till: Till): Router {
  const router = Router();

  router.get("/settlements/account", seller, async (req, res) => draw(req, res, till));

  router.post("/settlements/account", seller, seated, guessLimit, async (req, res) => {
    const viewer = viewerOf(req);
    const shop = await shopOf(viewer, "shop");
    const form = read(BankForm, withoutEmpty(req.body));
    const done = form.ok ? await attempt(() => changeBankAccount(shop, form.value, viewer, now())) : form;
    if (!done.ok) return draw(req, res, till, done.errors);
    res.redirect(303, "/settlements/account?done=bank");
  });

  router.post("/settlements/account/provider", seller, seated, async (req, res) => {
    const shop = await shopOf(viewerOf(req), "shop");
    res.redirect(303, await providerPage(shop, till));
  });

  return router;
}

const DONE = ["bank", "provider"];

async function draw(req: Request, res: Response, till: Till, errors: FieldError[] = []): Promise<void> {
  const viewer = viewerOf(req);
  const shop = await shopOf(viewer, "finance");
  const known = await payoutAccountOf(shop._id);
  const account = known && (await refreshProvider(known, till.provider));
  const { bank = null, provider = null, changes = [] } = account ?? {};
  const done = DONE.find((each) => each === req.query.done) ?? null;
  res
    .status(errors.length > 0 ? 422 : 200)
    .set("Cache-Control", "no-store")
    .render("settlements/account", {
      title: req.words.t("settlements:account.title"),
      crumbs: [{ href: "/settlements", text: req.words.t("settlements:title") }],
      owner: viewer.organisation ? hasDuty(viewer.organisation.role, "shop") : false,
      bank: bank && { holder: bank.holder, bank: bank.bank, number: masked(bank) },
      changedAt: changes.at(-1)?.at ?? null,
      providerReady: provider?.ready ?? false,
      providerBegun: provider !== null,
      done: done === "provider" && !provider?.ready ? null : done,
      way: await wayToProve(viewer.id),
      values: typed(req.body, ["holder", "bank"]),
      errors,
      labels: {
        ...Object.fromEntries(
          ["holder", "bank", "number", "password"].map((field) => [field, req.words.t(`settlements:account.${field}`)]),
        ),
        code: req.words.t("two-factor:prove.code"),
      },
    });
}
