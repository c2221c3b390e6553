import { visibleTo } from "../../src/credits/visible";
import { Gazetteer } from "../../src/regions/gazetteer";
import type { HelperLink, Partnership } from "../../src/regions/partnership";
import type { RegionCode } from "../../src/shared/ids";
import type { Viewer } from "../../src/shared/viewer";
import { BANAN, FENGDU } from "./ground";

const link = (more: Partial<HelperLink>): HelperLink => ({
  ...{ region: BANAN as RegionCode, status: "confirmed", from: "2024-01-01", to: null, source: "" },
  ...more,
});
const seen = (helpers: HelperLink[]) => {
  const partnership = { _id: "fengdu", county: FENGDU, helpers } as Partnership;
  const viewer = { roles: ["helper_official"], organisation: { region: BANAN } } as unknown as Viewer;
  return visibleTo(viewer, new Gazetteer([], [partnership], []), "2026-06-15");
};

test.each([
  ["stands beside", {}, { books: ["fengdu"], former: null }],
  ["stood beside", { to: "2026-06-01" }, { books: [], former: { books: ["fengdu"], helper: BANAN } }],
  ["is only named", { status: "unconfirmed" }, { books: [], former: null }],
  ["is to come", { from: "2026-07-01" }, { books: [], former: null }],
] as const)("a helper that %s the county sees its part of the book", (_name, more, expected) => {
  expect(seen([link(more)])).toEqual(expected);
});
