import { carrierNamed, rowsOfTable, rowsOfText } from "../../src/orders/bulk/read-rows";

test("lines are read with whatever stands between their parts, and keep their numbers", () => {
  const text = "LQ1-A 顺丰 SF123\n\n  LQ2-B\tzto\tZTO 55 \r\nLQ3-C，圆通，YT1";
  expect(rowsOfText(text)).toEqual([
    { line: 1, number: "LQ1-A", carrier: "顺丰", trackingNumber: "SF123" },
    { line: 3, number: "LQ2-B", carrier: "zto", trackingNumber: "ZTO55" },
    { line: 4, number: "LQ3-C", carrier: "圆通", trackingNumber: "YT1" },
  ]);
  expect(rowsOfText(" \n\n")).toEqual([]);
});

test("a sheet's columns are known by their titles in any order; lines not filled in yet are counted and left", () => {
  const table = {
    header: ["收货人", "运单号", "订单号", "快递公司"],
    rows: [
      { line: 2, cells: ["周敏", "SF1234", "LQ1-A", "顺丰"] },
      { line: 3, cells: ["陈丽", "", "LQ2-B", ""] },
      { line: 4, cells: ["罗燕", "", "LQ3-C", "中通"] },
    ],
  };
  expect(rowsOfTable(table)).toEqual({
    rows: [
      { line: 2, number: "LQ1-A", carrier: "顺丰", trackingNumber: "SF1234" },
      { line: 4, number: "LQ3-C", carrier: "中通", trackingNumber: "" },
    ],
    blank: 1,
  });
  expect(() => rowsOfTable({ header: ["订单号", "运单号"], rows: [] })).toThrow("INVALID");
});

test.each([
  ["顺丰速运", "sf"],
  ["SF", "sf"],
  [" 韵达 快递 ", "yunda"],
  ["邮政EMS", "ems"],
  ["Ｊ＆Ｔ", "jt"],
  ["自己送", "own"],
  ["voucher", null],
  ["某某快递", null],
  ["", null],
])("%j is the carrier %s", (typed, carrier) => expect(carrierNamed(typed)).toBe(carrier));
