import type { Words } from "../../../shared/words";
import type { Spoken } from "../imports/bring-in";
import type { ColumnName } from "../imports/columns";

/** A template shows by an example how it is meant; its invoice number is no number, so it is never brought in by mistake. */
export const EXAMPLES: Readonly<Record<Words["language"], Partial<Record<ColumnName, string>>[]>> = {
  "zh-CN": [
    {
      ...{ basis: "采购", county: "酉阳", day: "2026-11-03", sellerName: "（例子，请删去这一行）", sellerPhone: "" },
      ...{ sellerNumber: "18 位代码", invoiceNumber: "发票上的号码", invoiceLine: "1", invoiceTotal: "1200.00" },
      ...{ invoiceDay: "2026-11-04", name: "高山大米", category: "农特产品", quantity: "100", unit: "公斤" },
      ...{ amount: "1000.00", low: "8", high: "12", tags: "832 平台" },
    },
  ],
  en: [
    {
      ...{ basis: "Purchase", county: "Youyang", day: "2026-11-03", sellerName: "(an example, delete this line)" },
      ...{
        sellerNumber: "18 characters",
        invoiceNumber: "as on the invoice",
        invoiceLine: "1",
        invoiceTotal: "1200.00",
      },
      ...{ invoiceDay: "2026-11-04", name: "Mountain rice", category: "agricultural", quantity: "100", unit: "kg" },
      ...{ amount: "1000.00", low: "8", high: "12" },
    },
  ],
};

/** How a table may name a thing: as this reader's language does, besides its code. */
export const spokenIn =
  ({ t }: Words): Spoken =>
  (key) => [t(key), t(key, { lng: "zh-CN" }), t(key, { lng: "en" })];
