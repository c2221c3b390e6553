import { z } from "zod";
import { digits, line, paragraph, read, whole } from "../../src/shared/form";

const order = z.strictObject({ quantity: whole(1, 99) });
const list = z.strictObject({ limit: digits(1, 100) });

test.each([
  [{}, { field: "quantity", code: "required" }],
  [{ quantity: "3" }, { field: "quantity", code: "wrong_type" }],
  [{ quantity: 1.5 }, { field: "quantity", code: "not_a_whole_number" }],
  [{ quantity: 0 }, { field: "quantity", code: "too_small", params: { minimum: 1 } }],
  [{ quantity: 100 }, { field: "quantity", code: "too_big", params: { maximum: 99 } }],
])("a number in JSON, %j, is refused with what is wrong about it", (body, error) => {
  expect(read(order, body)).toEqual({ ok: false, errors: [error] });
});

test.each([
  [{ limit: "1e2" }, { field: "limit", code: "not_a_whole_number" }],
  [{ limit: "0" }, { field: "limit", code: "too_small", params: { minimum: 1 } }],
  [{ limit: "101" }, { field: "limit", code: "too_big", params: { maximum: 100 } }],
])("a number in an address, %j, is refused with what is wrong about it", (query, error) => {
  expect(read(list, query)).toEqual({ ok: false, errors: [error] });
});

test("half a sign, which the database would keep as another, is refused; a whole one of two halves is not", () => {
  const error = { field: "", code: "control_characters" };
  for (const kind of [line, paragraph]) {
    expect(read(kind(9), "米\ud842")).toEqual({ ok: false, errors: [error] });
    expect(read(kind(9), "𠮷")).toEqual({ ok: true, value: "𠮷" });
  }
});

test("signs that nobody sees are no text", () => {
  const nothing = " \u200b\u2060\ufeff\u3164 ";
  expect(read(line(9), nothing)).toMatchObject({ ok: false, errors: [{ code: "required" }] });
  expect(read(paragraph(9), nothing)).toEqual({ ok: true, value: "" });
  expect(read(line(9), "👩‍🌾")).toEqual({ ok: true, value: "👩‍🌾" });
});
