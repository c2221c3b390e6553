import { setClock } from "../../src/shared/time";
import { promise } from "../credits/ground";
import { openWorld, type World } from "../support/world";

let world: World;
const api = async (path: string, status = 200) => (await world.guest().get(`/api/v1${path}`).expect(status)).body;

beforeAll(async () => {
  world = await openWorld("regions_api");
  await promise("fengdu", 2026, 200_000_000);
  setClock(() => new Date("2026-11-23T04:00:00Z"));
});
afterAll(() => world.close());

test("all 41 regions, 17 of which receive and 24 of which help", async () => {
  const { items, nextCursor } = await api("/regions");
  expect([items.length, nextCursor]).toEqual([41, null]);
  expect(items.filter((each: { receiving: boolean }) => each.receiving)).toHaveLength(17);
  expect(items.filter((each: { helper: boolean }) => each.helper)).toHaveLength(24);
  expect(items).toContainEqual({
    code: "500242",
    name: "酉阳土家族苗族自治县",
    shortName: "酉阳",
    group: "southeast",
    receiving: true,
    helper: false,
  });
  expect(items).toContainEqual(expect.objectContaining({ code: "CQ-LJXQ", group: "zone", helper: true }));
});

test("page by page where asked", async () => {
  const first = await api("/regions?limit=30");
  const second = await api(`/regions?limit=30&cursor=${first.nextCursor}`);
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([30, 11, null]);
  expect(new Set([...first.items, ...second.items].map((each: { code: string }) => each.code)).size).toBe(41);
});

test("partnerships with their helpers, as far as they are known", async () => {
  const { items } = await api("/partnerships");
  expect(items).toHaveLength(17);
  const byId = (id: string) => items.find((each: { id: string }) => each.id === id);
  expect(byId("fengdu")).toMatchObject({
    county: { code: "500230", name: "丰都县" },
    helpers: [
      { code: "500113", name: "巴南区", status: "confirmed", from: "2022-01-01", to: null },
      { code: "500153", name: "荣昌区", status: "confirmed" },
    ],
    agreement: { targetFen: 200_000_000 },
  });
  expect(byId("chengkou")).toMatchObject({ helpers: [], agreement: null });
});

test("one partnership, in the reader's language", async () => {
  const answer = await world.guest().get("/api/v1/partnerships/youyang").set("accept-language", "en").expect(200);
  expect(answer.body).toMatchObject({ id: "youyang", county: { name: "Youyang" }, helpers: [{ name: "Jiangbei" }] });
});

test.each(["/partnerships/nowhere", "/partnerships/__proto__", "/partnerships/constructor"])(
  "%s is not found",
  async (path) => {
    expect(await api(path, 404)).toMatchObject({ code: "NOT_FOUND" });
  },
);

test.each(["/regions?limit=0", "/regions?colour=red", "/partnerships?limit=1&limit=2"])(
  "%s is refused",
  async (path) => {
    expect((await api(path, 400)).code).toBe("INVALID_QUERY");
  },
);
