import { concerning } from "../../../credits/declarations/record/concerning";
import { type Declaration, DeclarationModel } from "../../../credits/declarations/record/declaration";
import { quantityText } from "../../../credits/declarations/record/facts";
import { Names } from "../../names";
import { type ExportColumn, table } from "../files/table";
import type { Kind } from "./kind";

/** The declarations that concern the asker, newest first; drafts are their writers' alone. */
export const declarationsKind: Kind = {
  formats: ["xlsx", "csv", "pdf"],
  async open({ viewer, at, gazetteer, words }, asOf) {
    const mine = { $and: [concerning(viewer), { facts: { $ne: null } }] };
    const total = await asOf(DeclarationModel.countDocuments(mine)).exec();
    const found = asOf(DeclarationModel.find(mine).sort({ _id: -1 }));
    return {
      title: words.t("exports:title.declarations"),
      facts: [
        { name: words.t("exports:fact.rows"), value: total },
        { name: words.t("exports:fact.asOf"), value: at },
        { name: words.t("common:word.note"), value: words.t("exports:fact.signedApart") },
      ],
      tables: [
        table({
          name: words.t("exports:kind.declarations"),
          columns: columnsOf(new Names(gazetteer, words)),
          rows: found.lean().cursor({ batchSize: 200 }) as unknown as AsyncIterable<Declaration>,
          total,
        }),
      ],
      due: null,
      scope: { books: [], former: null },
    };
  },
};

function columnsOf(names: Names): ExportColumn<Declaration>[] {
  const { words } = names;
  const title = (key: string) => ({ title: words.t(`exports:column.${key}`) });
  return [
    { ...title("declaration"), width: 24, paper: 104, of: (each) => each.number },
    {
      title: words.t("common:word.status"),
      width: 12,
      paper: 54,
      of: (each) => words.t(`common:state.declaration.${each.state}`),
    },
    { ...title("declarer"), width: 28, paper: 0, of: ({ declarer }) => words.pick(declarer.name, declarer.nameEn) },
    { ...title("basis"), width: 12, paper: 52, of: ({ facts }) => facts && words.t(`common:basis.${facts.basis}`) },
    { ...title("county"), width: 18, paper: 90, of: ({ county }) => county && names.full(county) },
    { ...title("helper"), width: 14, paper: 60, of: ({ helper }) => helper && names.full(helper) },
    { ...title("day"), width: 12, paper: 58, of: ({ facts }) => facts?.day },
    { ...title("seller"), width: 26, paper: 110, of: ({ facts }) => facts?.seller.name },
    { ...title("buyer"), width: 26, of: ({ facts }) => facts?.buyer.name },
    { ...title("goods"), width: 40, of: (each) => goodsOf(each) },
    { ...title("recognised"), kind: "yuan", paper: 80, of: ({ facts }) => facts?.amountFen },
    { ...title("signedOnly"), kind: "yuan", of: ({ facts }) => facts?.signedFen },
    {
      ...title("invoice"),
      width: 26,
      of: ({ facts }) => facts && [facts.invoice.code, facts.invoice.number].filter(Boolean).join(" "),
    },
    { ...title("submittedAt"), kind: "instant", of: (each) => each.submittedAt },
    { ...title("countyConfirmedAt"), kind: "instant", of: ({ confirmed }) => confirmed.county?.at },
    { ...title("helperConfirmedAt"), kind: "instant", of: ({ confirmed }) => confirmed.helper?.at },
  ];
}

const goodsOf = ({ facts }: Declaration): string | undefined =>
  facts?.lines.map(({ name, milli, unit }) => `${name} ${quantityText(milli)} ${unit}`).join("; ");
