import { base32 } from "../../../src/accounts/two-factor/base32";
import { codeAt, type Kind, otpauth, stepOf, stepOfCode } from "../../../src/accounts/two-factor/totp";

/** RFC 6238, appendix B: the seeds are the digits repeated to the length of each hash. */
const seed = (length: number): Buffer => Buffer.from("1234567890".repeat(7).slice(0, length), "ascii");
const SEEDS = { sha1: seed(20), sha256: seed(32), sha512: seed(64) } as const;
const VECTORS: [seconds: number, algorithm: keyof typeof SEEDS, code: string][] = [
  [59, "sha1", "94287082"],
  [59, "sha256", "46119246"],
  [59, "sha512", "90693936"],
  [1_111_111_109, "sha1", "07081804"],
  [1_111_111_109, "sha256", "68084774"],
  [1_111_111_109, "sha512", "25091201"],
  [1_111_111_111, "sha1", "14050471"],
  [1_111_111_111, "sha256", "67062674"],
  [1_111_111_111, "sha512", "99943326"],
  [1_234_567_890, "sha1", "89005924"],
  [1_234_567_890, "sha256", "91819424"],
  [1_234_567_890, "sha512", "93441116"],
  [2_000_000_000, "sha1", "69279037"],
  [2_000_000_000, "sha256", "90698825"],
  [2_000_000_000, "sha512", "38618901"],
  [20_000_000_000, "sha1", "65353130"],
  [20_000_000_000, "sha256", "77737706"],
  [20_000_000_000, "sha512", "47863826"],
];

test.each(VECTORS)("at %d seconds %s gives %s", (seconds, algorithm, code) => {
  const kind: Kind = { digits: 8, algorithm };
  expect(codeAt(SEEDS[algorithm], stepOf(new Date(seconds * 1000)), kind)).toBe(code);
});

test.each([
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("base 32 of %j is %j (RFC 4648)", (text, encoded) => {
  expect(base32(Buffer.from(text, "ascii"))).toBe(encoded);
});

test("the codes of now and of the half minutes beside it open, each once, and no other", () => {
  const at = new Date(1_111_111_109_000);
  const now = stepOf(at);
  const secret = SEEDS.sha1;
  for (const step of [now - 1, now, now + 1]) {
    expect(stepOfCode(secret, codeAt(secret, step), { at, after: 0 })).toBe(step);
    expect(stepOfCode(secret, codeAt(secret, step), { at, after: step })).toBeUndefined();
  }
  for (const step of [now - 2, now + 2])
    expect(stepOfCode(secret, codeAt(secret, step), { at, after: 0 })).toBeUndefined();
  for (const wrong of ["", "12345", "0000000", "abcdef", "１２３４５６"])
    expect(stepOfCode(secret, wrong, { at, after: 0 })).toBeUndefined();
});

test("says to the app who issued it and for whom", () => {
  expect(otpauth(SEEDS.sha1, { issuer: "两群好物", account: "ran@example.cn" })).toBe(
    "otpauth://totp/%E4%B8%A4%E7%BE%A4%E5%A5%BD%E7%89%A9:ran%40example.cn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E4%B8%A4%E7%BE%A4%E5%A5%BD%E7%89%A9&algorithm=SHA1&digits=6&period=30",
  );
});
