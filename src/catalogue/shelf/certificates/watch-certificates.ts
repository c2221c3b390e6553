import { tell } from "../../../accounts/notices/tell";
import { sellerById } from "../../../sellers/seller";
import { inTransaction } from "../../../shared/db";
import { dayOf } from "../../../shared/time";
import { holdsOn } from "../../certificates";
import { derived, type Product, ProductModel } from "../../product";
import { changeDraft, type Draft, DraftModel, followingFrom, warningDay, warningKey } from "../draft";

const A_ROUND = 200;

/**
 * A chore: shops are told thirty days before a certificate runs out, and goods lose one that has. Safe to run twice: who was
 * told is written down with the telling, and what is gone is not found again.
 */
export async function watchCertificates(at: Date): Promise<void> {
  const today = dayOf(at);
  const due = (await DraftModel.find({ warnOn: { $lte: today, $ne: null } })
    .sort({ warnOn: 1 })
    .limit(A_ROUND)
    .lean()) as Draft[];
  for (const draft of due) await warn(draft, today, at);
  const lapsed = (await ProductModel.find({ "certifications.validUntil": { $lt: today, $type: "string" } })
    .limit(A_ROUND)
    .lean()) as Product[];
  for (const product of lapsed) await strip(product, today, at);
}

/** Once per certificate and end; a renewed one has another end. */
async function warn(draft: Draft, today: string, at: Date): Promise<void> {
  const shop = await sellerById(draft.seller);
  const due = draft.content.certificates.filter(
    (each) => each.validUntil !== "" && warningDay(each) <= today && !draft.warned.includes(warningKey(each)),
  );
  const warned = [...draft.warned, ...due.map(warningKey)];
  await inTransaction(async () => {
    await changeDraft(draft, { warned, ...followingFrom(draft.content, warned) });
    if (!shop) return;
    for (const certificate of due)
      await tell(
        {
          key: `certificate:${draft._id}:${warningKey(certificate)}`,
          to: { organisation: shop.organisation, duty: "goods" },
          kind: "certificate_ends",
          params: { certificate: certificate.name, goods: draft.content.name, day: certificate.validUntil },
          href: `/shelf/${draft._id}/certificates`,
        },
        at,
      );
  });
}

async function strip(product: Product, today: string, at: Date): Promise<void> {
  const certifications = product.certifications.filter(holdsOn(today));
  const { marks, tokens } = await derived({ ...product, certifications });
  await ProductModel.updateOne(
    { _id: product._id, version: product.version },
    { $set: { certifications, marks, tokens, updatedAt: at }, $inc: { version: 1 } },
  );
}
