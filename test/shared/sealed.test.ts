import { seal, unseal, useDataKeys } from "../../src/shared/sealed";

const key = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString("base64")}`;
const ACCOUNT = "6222 0000 1111 2222 333";

beforeEach(() => useDataKeys([key("new", 1), key("old", 2)]));

test("what is sealed is opened for what it belongs to, and never looks the same twice", () => {
  const sealed = seal(ACCOUNT, "seller_1");
  expect(sealed).not.toContain("6222");
  expect(seal(ACCOUNT, "seller_1")).not.toBe(sealed);
  expect(unseal(sealed, "seller_1")).toBe(ACCOUNT);
});

test("it opens for nothing else: another owner, a changed letter, a lost key", () => {
  const sealed = seal(ACCOUNT, "seller_1");
  expect(() => unseal(sealed, "seller_2")).toThrow();
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`;
  expect(() => unseal(changed, "seller_1")).toThrow();
  useDataKeys([key("other", 3)]);
  expect(() => unseal(sealed, "seller_1")).toThrow("cannot be opened");
  expect(() => unseal("", "seller_1")).toThrow("cannot be opened");
});

test("keys are changed by putting a new one first", () => {
  useDataKeys([key("old", 2)]);
  const before = seal(ACCOUNT, "s");
  useDataKeys([key("new", 1), key("old", 2)]);
  expect(unseal(before, "s")).toBe(ACCOUNT);
  expect(seal(ACCOUNT, "s")).toMatch(/^new\./);
});

test("without a key nothing is sealed, and a wrong key is no key", () => {
  useDataKeys([]);
  expect(() => seal(ACCOUNT, "s")).toThrow("no data key");
  expect(() => useDataKeys(["short:AAAA"])).toThrow("not name:base64");
});
