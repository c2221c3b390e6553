import { Router } from "express";
import { sellerById } from "../../sellers/seller";
import type { SellerId } from "../../shared/ids";
import { now } from "../../shared/time";
import type { Words } from "../../shared/words";
import { healAccounts } from "../recount/heal";
import { type AccountDifference, recountAccounts } from "../recount/recount";
import { clerksOnly } from "./clerk";

/** The recount: both sides of every account, what differs by name, and the postings that are missing put back. */
export const recountPages: Router = Router();
recountPages.use("/desk/settlements/recount", clerksOnly);

/** A market has some hundred shops; the sums below the table are always those of all. */
const SHOWN = 300;

recountPages.get("/desk/settlements/recount", async (req, res) => {
  const { words } = req;
  const { orders, postings, accounts, differences } = await recountAccounts();
  const names = new Map<SellerId, string>();
  for (const { seller } of [...accounts, ...differences])
    if (!names.has(seller)) names.set(seller, await nameOf(seller, words));
  const whole = (field: "paidOutFen" | "owedFen" | "receivedFen" | "refundedFen" | "chargesFen" | "otherFen"): number =>
    accounts.reduce((sum, account) => sum + account[field], 0);
  res.render("settlements/recount", {
    title: words.t("settlements:recount.title"),
    crumbs: [{ href: "/desk/settlements", text: words.t("settlements:desk.title") }],
    asOf: now(),
    counts: { orders, postings },
    healed: /^\d{1,6}$/.exec(String(req.query.healed ?? ""))?.[0] ?? null,
    sound: differences.length === 0,
    differences: differences.map((each) => differenceView(each, names.get(each.seller) ?? "", words)),
    mendable: differences.some((each) => each.kind === "order"),
    accounts: accounts
      .toSorted((a, b) => Math.abs(b.differenceFen) - Math.abs(a.differenceFen) || b.receivedFen - a.receivedFen)
      .slice(0, SHOWN)
      .map((account) => ({
        ...account,
        name: names.get(account.seller),
        href: `/desk/settlements/shops/${account.seller}`,
        backFen: 0 - account.refundedFen,
        differs: account.differenceFen !== 0,
      })),
    sums: {
      paidOutFen: whole("paidOutFen"),
      owedFen: whole("owedFen"),
      receivedFen: whole("receivedFen"),
      backFen: 0 - whole("refundedFen"),
      chargesFen: whole("chargesFen"),
      otherFen: whole("otherFen"),
    },
  });
});

recountPages.post("/desk/settlements/recount", async (_req, res) => {
  const healed = await healAccounts(now());
  res.redirect(303, `/desk/settlements/recount?healed=${healed}`);
});

async function nameOf(id: SellerId, words: Words): Promise<string> {
  const seller = await sellerById(id);
  return seller ? words.pick(seller.name, seller.nameEn) : id;
}

function differenceView(difference: AccountDifference, name: string, words: Words) {
  const { kind, number } = difference;
  const what = difference.kind === "page" ? `page_${difference.what}` : kind;
  return {
    name,
    number,
    what: words.t(`settlements:recount.what.${what}`),
    expectedFen: difference.kind === "orphan" ? 0 : difference.expectedFen,
    foundFen: difference.kind === "page" ? difference.foundFen : difference.postedFen,
  };
}
