import { invalidField } from "../../shared/errors";
import type { Table } from "../../shared/tables/read-table";
import { CARRIERS, type Carrier } from "../parcels/carriers";

/** One line of a list of tracking numbers, as it was typed. */
export interface ParcelRow {
  line: number;
  number: string;
  carrier: string;
  trackingNumber: string;
}

/** The columns of a sheet, by any of the titles people give them; our own export has the first. */
export const TITLES = {
  number: ["订单号", "订单编号", "Order number", "Order", "number"],
  carrier: ["快递", "快递公司", "承运商", "物流公司", "Carrier"],
  trackingNumber: ["运单号", "快递单号", "物流单号", "单号", "Tracking number", "trackingNumber"],
} as const;

/** "number carrier tracking", one parcel a line, with blanks, tabs or commas between; empty lines are passed over. */
export function rowsOfText(text: string): ParcelRow[] {
  return text.split(/\r?\n/).flatMap((typed, index) => {
    const [number = "", carrier = "", ...rest] = typed.trim().split(/[\s,，;；]+/);
    return number === "" ? [] : [{ line: index + 1, number, carrier, trackingNumber: rest.join("") }];
  });
}

/** The same from a sheet; lines whose carrier and number are not filled in yet are counted and left. Refuses INVALID (column_missing). */
export function rowsOfTable({ header, rows }: Table): { rows: ParcelRow[]; blank: number } {
  const place = (column: keyof typeof TITLES): number => {
    const titles = TITLES[column].map((title) => title.toLowerCase());
    const at = header.findIndex((title) => titles.includes(title.trim().toLowerCase()));
    if (at === -1) throw invalidField("file", "column_missing", { title: TITLES[column][0] });
    return at;
  };
  const [number, carrier, tracking] = [place("number"), place("carrier"), place("trackingNumber")];
  const read = rows.map(({ line, cells }) => ({
    line,
    number: cells[number] ?? "",
    carrier: cells[carrier] ?? "",
    trackingNumber: cells[tracking] ?? "",
  }));
  const filled = read.filter((row) => row.carrier !== "" || row.trackingNumber !== "");
  return { rows: filled, blank: read.length - filled.length };
}

const NAMES: Partial<Record<Carrier, readonly string[]>> = {
  sf: ["顺丰", "顺丰速运", "顺丰快递", "shunfeng"],
  jd: ["京东", "京东快递", "京东物流"],
  zto: ["中通", "中通快递"],
  yto: ["圆通", "圆通速递", "圆通快递"],
  sto: ["申通", "申通快递"],
  yunda: ["韵达", "韵达快递", "韵达速递"],
  jt: ["极兔", "极兔速递", "j&t"],
  ems: ["邮政", "邮政ems", "中国邮政", "邮政快递包裹"],
  deppon: ["德邦", "德邦快递", "德邦物流"],
  own: ["自己送", "自送", "送货上门"],
};

/** Who is meant by a carrier's code or any of its usual names; null for nobody we know. */
export function carrierNamed(typed: string): Carrier | null {
  const name = typed.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");
  const known = CARRIERS.find((each) => each === name || NAMES[each]?.includes(name));
  return known === "voucher" ? null : (known ?? null);
}
