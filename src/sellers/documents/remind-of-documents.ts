import { tell } from "../../accounts/notices/tell";
import { inTransaction } from "../../shared/db";
import type { SellerId } from "../../shared/ids";
import { log } from "../../shared/log";
import { dayOf } from "../../shared/time";
import { caseById, casesOf, changeCase } from "../record/case";
import { current, isExpired, requiredDocuments, type SellerDocument, soonDay, standing } from "../record/document";
import type { SellerCase } from "../seller";

/** How many shops one round looks at. */
const ROUND = 200;

/**
 * Tells owners of papers that run out within thirty days, and owners and counties of required ones that have run out: each
 * paper once for each. A shop is not closed for it; the county sees it marked.
 */
export async function remindOfDocuments(at: Date): Promise<void> {
  const untold = [
    { validUntil: { $ne: null, $lte: soonDay(at) }, replacedAt: null, soonTold: null },
    { validUntil: { $ne: null, $lt: dayOf(at) }, replacedAt: null, expiryTold: null },
  ];
  const due = await casesOf(
    { state: { $in: ["open", "suspended"] }, $or: untold.map((each) => ({ documents: { $elemMatch: each } })) },
    { _id: 1 },
    ROUND,
  );
  for (const { _id } of due)
    await remind(_id, at).catch((error: unknown) => log.warn({ err: error, seller: _id }, "not reminded yet"));
}

const remind = (id: SellerId, at: Date): Promise<void> =>
  inTransaction(async () => {
    const seller = await caseById(id);
    for (const document of current(seller.documents)) await tellOf(seller, document, at);
    const documents = seller.documents.map((each) => (each.replacedAt ? each : told(each, at)));
    await changeCase(seller, { set: { documents } });
  });

/** A paper found already out is not announced as running out as well. */
function told(document: SellerDocument, at: Date): SellerDocument {
  const how = standing(document, at);
  return {
    ...document,
    soonTold: how === "valid" ? document.soonTold : (document.soonTold ?? at),
    expiryTold: how === "expired" ? (document.expiryTold ?? at) : document.expiryTold,
  };
}

async function tellOf(seller: SellerCase, document: SellerDocument, at: Date): Promise<void> {
  const [out, due] = [isExpired(document, at), standing(document, at) !== "valid"];
  if (out ? document.expiryTold : !due || document.soonTold) return;
  const what = out ? "expired" : "soon";
  const telling = {
    key: `document:${document.id}:${what}`,
    kind: `seller_document_${what}`,
    params: { name: seller.name, day: document.validUntil ?? "" },
  };
  const owner = { organisation: seller.organisation, duty: "shop" as const };
  await tell({ ...telling, to: owner, href: "/shop/documents" }, at);
  if (!out || !requiredDocuments(seller.kind, seller.sells).includes(document.kind)) return;
  const office = { ...telling, kind: "seller_document_expired_office", href: `/desk/sellers/${seller._id}` };
  await tell({ ...office, to: { county: seller.county } }, at);
}
