import { audit, type Facts } from "../../../accounts/audit/audit";
import type { AuditDeed } from "../../../accounts/audit/deeds";
import type { RegionCode } from "../../../shared/ids";
import type { Viewer } from "../../../shared/viewer";
import type { Seen } from "../seen";

interface Deed {
  what: AuditDeed & `product.${string}`;
  by: Viewer;
  before?: Facts;
  after?: Facts;
  note?: string | null;
}

/** Writes an official's decision on goods into the audit log, in the decision's transaction; the shop and the county may read it. */
export const auditGoods = ({ id, draft, product, seller }: Seen, { note, ...deed }: Deed, at: Date): Promise<void> =>
  audit(
    {
      ...deed,
      subject: { kind: "product", id, name: draft?.content.name ?? product?.name ?? null },
      note: note ?? "",
      organisation: seller.organisation,
      regions: [seller.county, (draft?.content.originCounty ?? product?.originCounty) as RegionCode],
    },
    at,
  );
