import type { Column } from "../../../shared/tables/column";
import type { Words } from "../../../shared/words";
import type { Import } from "./import-record";
import type { PlannedRow } from "./plan-stock";
import { type Preview, problemOf } from "./preview";
import { PRODUCT_COLUMNS, STOCK_COLUMNS } from "./reading/columns";
import type { LineError } from "./reading/read-stock-rows";

export const A_PAGE = 100;
/** Mistakes shown on the page; the file has them all. */
const SHOWN = 50;

/** The page of one import: what it says, what is wrong, what it will change or has changed. */
export function previewView(preview: Preview, page: number, words: Words) {
  const { found, counts, errors, mayConfirm } = preview;
  // While lines are wrong nothing will change: the list of changes would only mislead.
  const changes = errors.length > 0 ? [] : preview.changes;
  const { t } = words;
  const from = (page - 1) * A_PAGE;
  const shown = changes.slice(from, from + A_PAGE);
  const href = `/shelf/import/${found._id}`;
  const addressOf = (to: number) => `${href}?page=${to}#changes`;
  return {
    ...{ id: found._id, name: found.name, kind: found.kind, state: found.state, counts, mayConfirm },
    ignored: found.ignored.join(words.pick("、", ", ")),
    expiresAt: found.expiresAt,
    confirmedAt: found.confirmedAt,
    errors: errors.slice(0, SHOWN).map((error) => errorView(error, words)),
    moreErrors: errors.length > SHOWN ? SHOWN : null,
    changes: shown.map((row) => changeView(row, words)),
    range:
      changes.length > A_PAGE
        ? t("stock:import.page", { from: from + 1, to: from + shown.length, total: changes.length })
        : null,
    previousHref: page > 1 ? addressOf(page - 1) : null,
    nextHref: from + A_PAGE < changes.length ? addressOf(page + 1) : null,
    products: preview.products.slice(0, A_PAGE).map(({ line, fields }) => ({
      line,
      name: fields[0]?.name ?? "",
      sizes: fields.map(({ size, weight, price }) => [size, weight, price && `¥${price}`].filter(Boolean).join(" ")),
    })),
    jobsDone: found.jobsDone,
  };
}

export const errorView = ({ line, ...error }: LineError, words: Words) => ({
  line,
  column: words.t(`stock:column.${error.field}`),
  text: problemOf(error, words),
});

const changeView = ({ line, sku, name, size, pieces, price }: PlannedRow, words: Words) => ({
  ...{ line, sku, pieces, price },
  name: words.pick(name.zh, name.en),
  size: words.pick(size.zh, size.en),
});

export const errorColumns = (words: Words): Column<LineError>[] => {
  const title = (name: string) => words.t(`stock:column.${name}`);
  return [
    { title: title("row"), kind: "number", of: ({ line }) => line },
    { title: title("column"), of: (error) => errorView(error, words).column },
    { title: title("problem"), of: (error) => errorView(error, words).text },
  ];
};

/** The page one starts from. */
export const startView = (recent: readonly Import[], words: Words) => ({
  recent: recent.map(({ _id, name, lines, confirmedAt }) => ({
    href: `/shelf/import/${_id}`,
    text: words.t("stock:import.recentText", { name, count: lines }),
    at: confirmedAt,
  })),
  stockColumns: STOCK_COLUMNS.map((name) => words.t(`stock:column.${name}`)),
  productColumns: PRODUCT_COLUMNS.map((name) => words.t(`stock:column.${name}`)),
});

type Example = Partial<Record<(typeof PRODUCT_COLUMNS)[number], string>>;

/** A template shows by one example how it is meant. */
export const EXAMPLE: Readonly<Record<Words["language"], Example>> = {
  "zh-CN": {
    ...{ name: "高山大米（例子，请删去这一行）", nameEn: "", kind: "米面粮食", size: "5 kg 袋", price: "59.00" },
    ...{
      unit: "袋",
      weight: "5kg",
      stock: "100",
      yearly: "20吨",
      place: "涂市镇",
      summary: "一季稻，九月收割",
      description: "",
    },
  },
  en: {
    ...{ name: "Mountain rice (an example, delete this line)", nameEn: "", kind: "Grain", size: "5 kg bag" },
    ...{
      price: "59.00",
      unit: "袋",
      weight: "5kg",
      stock: "100",
      yearly: "20t",
      place: "涂市镇",
      summary: "",
      description: "",
    },
  },
};

export const templateColumns = (words: Words): Column<Example>[] =>
  PRODUCT_COLUMNS.map((name) => ({ title: words.t(`stock:column.${name}`), of: (row) => row[name] }));
