import { Router } from "express";
import { z } from "zod";
import type { Till } from "../../payments/checkout/open-payment";
import { type Seller, SellerModel } from "../../sellers/seller";
import { notFound } from "../../shared/errors";
import { attempt, line, read, withoutEmpty } from "../../shared/form";
import type { SellerId } from "../../shared/ids";
import { now } from "../../shared/time";
import { balanceOf } from "../pages/balance";
import { closeNow } from "../pages/close";
import { openPageOf, settlementsOf } from "../pages/list";
import { settlementByNumber } from "../pages/settlement";
import { correctAccount, readAmount } from "../paying/correct-account";
import { dueAgain } from "../paying/payment";
import { masked, payoutAccountOf } from "../paying/payout-account";
import { openRows } from "../statement/rows";
import { rowView, settlementRow } from "../statement/view";
import { clerkOf, clerksOnly, textsOf } from "./clerk";
import { payPages } from "./pay-routes";
import { DEEDS, drawStatement, SettlementNumber } from "./settlement-routes";

const ShopId = z.string().regex(/^[a-z]+_[a-z0-9_-]{1,60}$/i);

/** The clerk's desk: closing pages, paying what is due, and every shop's account. */
export function settlementDesk(till: Till): Router {
  const router = Router();
  router.use("/desk/settlements", clerksOnly);
  router.use(payPages(till));

  router.post("/desk/settlements/closings", async (req, res) => {
    const sellers = textsOf(req.body?.seller).filter((each) => ShopId.safeParse(each).success);
    let count = 0;
    for (const seller of sellers) if (await closeNow(seller as SellerId, clerkOf(req), now())) count++;
    res.redirect(303, `/desk/settlements?done=${count > 0 ? "closed" : "nothing"}&count=${count}`);
  });

  router.get("/desk/settlements/shops/:id", async (req, res) => {
    const shop = await shopById(req.params.id);
    res.render("settlements/shop", { ...(await shopView(shop, req.words)), done: req.query.done === "corrected" });
  });

  router.post("/desk/settlements/shops/:id/corrections", async (req, res) => {
    const shop = await shopById(req.params.id as string);
    const form = read(CorrectionForm, withoutEmpty(req.body));
    const done = form.ok
      ? await attempt(async () =>
          correctAccount(shop, { ...form.value, amountFen: readAmount(form.value.amount) }, clerkOf(req), now()),
        )
      : form;
    if (done.ok) return res.redirect(303, `/desk/settlements/shops/${shop._id}?done=corrected`);
    const { amount = "", note = "", key = "" } = (req.body ?? {}) as Record<string, unknown>;
    const values = {
      amount: String(amount).slice(0, 20),
      note: String(note).slice(0, 200),
      key: String(key).slice(0, 60),
    };
    res.status(422).render("settlements/shop", { ...(await shopView(shop, req.words)), values, errors: done.errors });
  });

  router.post("/desk/settlements/:number/dues", async (req, res) => {
    const number = SettlementNumber.safeParse(req.params.number);
    if (!number.success) throw notFound();
    await dueAgain(await settlementByNumber(number.data), clerkOf(req), now());
    res.redirect(303, "/desk/settlements");
  });

  router.get("/desk/settlements/:number", async (req, res, next) => {
    const number = SettlementNumber.safeParse(req.params.number);
    if (!number.success) return next();
    const drawn = { base: "/desk/settlements", ordersAt: null, view: "settlements/desk-show" };
    await drawStatement(req, res, await settlementByNumber(number.data), drawn);
  });

  return router;
}

const CorrectionForm = z.strictObject({
  amount: z.string().max(20),
  note: line(200, 4),
  key: z.string().regex(/^[\w-]{8,60}$/),
});

async function shopById(id: string): Promise<Seller> {
  const known = ShopId.safeParse(id);
  const shop = known.success ? ((await SellerModel.findById(known.data).lean()) as Seller | null) : null;
  if (!shop) throw notFound();
  return shop;
}

async function shopView(shop: Seller, words: Express.Request["words"]) {
  const at = now();
  const [account, open] = [await payoutAccountOf(shop._id), await openPageOf(shop._id)];
  const { items } = await settlementsOf(shop._id, { limit: 24 });
  const rows = await openRows(shop._id, open?._id ?? null, DEEDS);
  return {
    title: words.pick(shop.name, shop.nameEn),
    crumbs: [{ href: "/desk/settlements", text: words.t("settlements:desk.title") }],
    id: shop._id,
    asOf: at,
    balance: await balanceOf(shop._id, at),
    held: shop.state === "suspended",
    bank: account?.bank ? `${account.bank.holder} ${account.bank.bank} ${masked(account.bank)}` : null,
    providerReady: account?.provider?.ready ?? false,
    settlements: items.map((each) => settlementRow(each, words, "/desk/settlements")),
    rows: rows.map((row) => rowView(row, words, null)),
    values: { amount: "", note: "", key: `fix-${at.getTime()}` },
    errors: [],
  };
}
