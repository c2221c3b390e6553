import { COMMON_PASSWORDS } from "../../src/accounts/sign-in/common-passwords";
import { hashPassword, passwordMatches, weakness } from "../../src/accounts/sign-in/password";

const around = { identifier: "lixiaomei@example.cn", places: ["酉阳土家族苗族自治县", "酉阳", "Youyang", "youyang"] };
const why = (password: string) => weakness(password, around)?.code;

test.each([
  ["seven77", "too_short"],
  ["七个字不够长呀", "too_short"],
  ["x".repeat(150) + "y".repeat(51), "too_long"],
  ["12345678", "password_common"],
  ["PASSWORD", "password_common"],
  ["Password2026!", "password_common"],
  ["woaini1314", "password_common"],
  ["１２３４５６７８", "password_common"],
  ["password12345678", "password_common"],
  ["aaaaaaaaaaaa", "password_common"],
  ["abababababab", "password_common"],
  ["hgfedcba", "password_common"],
  ["19900501", "password_common"],
  ["youyang2026", "password_place"],
  ["2026-Youyang!", "password_place"],
  ["酉阳土家族苗族自治县2026", "password_place"],
  ["lixiaomei-and-i", "password_names_you"],
  ["my lixiaomei@example.cn", "password_names_you"],
])("%s is refused: %s", (password, code) => expect(why(password)).toBe(code));

test.each([
  "a kettle on the landing",
  "两座山一张桌子的故事",
  "坡上的橘子熟了没有",
  "no capitals no digits no signs",
  "two-hills-one-table",
  `${"x7".repeat(3)} ☂ umbrella`,
  "y".repeat(60) + "é".repeat(60) + "汉".repeat(80),
])("%s will do", (password) => expect(why(password)).toBeUndefined());

test("every listed password of eight or more is refused, in capitals and with a year behind it too", () => {
  const long = [...COMMON_PASSWORDS].filter((each) => [...each].length >= 8);
  expect(long.length).toBeGreaterThan(400);
  const forms = long.flatMap((each) => [each, each.toUpperCase(), `${each}2026`]);
  expect(forms.filter((form) => why(form) === undefined)).toEqual([]);
});

test("what is stored is argon2id, salted, and opens to the same letters however they were typed", async () => {
  const [one, two] = [await hashPassword("café 两座山的故事"), await hashPassword("café 两座山的故事")];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  await expect(passwordMatches(one, "café 两座山的故事")).resolves.toBe(true);
  await expect(passwordMatches(one, "cafe 两座山的故事")).resolves.toBe(false);
  await expect(passwordMatches(undefined, "café 两座山的故事")).resolves.toBe(false);
  await expect(passwordMatches("no hash", "no hash")).resolves.toBe(false);
});

test("nothing is cut off: a difference in the last of 200 characters counts", async () => {
  const long = "山".repeat(199);
  const hash = await hashPassword(`${long}甲`);
  await expect(passwordMatches(hash, `${long}甲`)).resolves.toBe(true);
  await expect(passwordMatches(hash, `${long}乙`)).resolves.toBe(false);
});
