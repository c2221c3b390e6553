import type { Router } from "express";
import { pagesOf } from "../../src/doors";
import type { Person } from "../support/person";
import { openWorld, type World } from "../support/world";

let world: World;
let city: Person;
let admin: Person;
let youyang: Person;
beforeAll(async () => {
  world = await openWorld("cut_addresses");
  [city, admin] = [await world.person("city"), await world.person("admin")];
  youyang = await world.person("youyang");
});
afterAll(() => world.close());

const year = new Date().getFullYear();

test.each([
  ["/partnerships/youyang/changes", "/partnerships/youyang/manage#changes"],
  ["/partnerships/youyang/changes/", "/partnerships/youyang/manage#changes"],
  ["/partnerships/youyang/agreements", "/partnerships/youyang/manage#years"],
  [`/partnerships/youyang/agreements/${year}/1`, `/partnerships/youyang/agreements/${year}`],
  ["/partnerships/youyang/record", "/partnerships/youyang/manage#record"],
  [`/partnerships/youyang/record/${year}/figures`, `/partnerships/youyang/record/${year}`],
  ["/partnerships/youyang/reports", "/partnerships/youyang"],
  ["/partnerships", "/contributions"],
  ["/contributions/reports", "/contributions"],
  ["/entries", "/contributions/entries"],
  ["/dashboards/counties", "/dashboards"],
  ["/dashboards/counties/500242/institutions", "/dashboards/counties/500242"],
  ["/declarations/dec_1/evidence", "/declarations/dec_1"],
  ["/exports/exp_1", "/exports"],
  ["/review/prd_1/papers", "/review/prd_1"],
  ["/desk/sellers/sel_1/documents", "/desk/sellers/sel_1"],
  ["/desk/settlements/files", "/desk/settlements"],
  ["/desk/refunds", "/desk/money"],
  ["/partnerships/a$&b/agreements", "/partnerships/a$&b/manage#years"],
])("%s leads to %s", async (cut, above) => {
  const { headers } = await (cut.startsWith("/desk/") ? admin : city).get(cut).expect(302);
  expect(headers.location).toBe(above);
});

test("who may see the folder's pages arrives at a page, and nobody learns more than there", async () => {
  await youyang.get("/partnerships/youyang/changes").redirects(1).expect(200);
  await youyang.get("/partnerships/fengdu/changes").redirects(1).expect(404);
  await world.guest().get("/partnerships/youyang/changes").redirects(1).expect(303);
});

test("what no page begins with is not there, and nothing but looking is led anywhere", async () => {
  for (const path of ["/nothing", "/nothing/at/all", "/partnerships/youyang/nothing", "/wp-admin/x"])
    await city.get(path).expect(404);
  await city.submit("/partnerships/youyang/record", {}).expect(404);
});

test("every page's address can be cut by a piece", async () => {
  const paths = pagesOf(world.till).flatMap(pathsOf);
  const plain = (path: string): string => path.replace(/[^/]*:[^/]*/g, "x");
  const pages = new Set(paths.map(plain));
  const cuts = new Set(paths.map((path) => plain(path).split("/").slice(0, -1).join("/")));
  const lost: string[] = [];
  for (const cut of cuts) {
    if (cut === "" || pages.has(cut) || PROGRAMS.includes(cut)) continue;
    const { status } = await city.get(cut);
    if (status === 404) lost.push(cut);
  }
  expect(lost).toEqual([]);
});

/** Addresses of what is put into other people's pages, or of pictures: nobody reads them off a screen. */
const PROGRAMS = ["/embed", "/embed/partnerships", "/embed/helpers", "/pictures"];

function pathsOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) return "get" in (route as unknown as { methods: object }).methods ? [String(route.path)] : [];
    return "stack" in handle ? pathsOf(handle as unknown as Router) : [];
  });
}
