import fc from "fast-check";
import { dayOf, month, monthOf, monthStart, monthsFrom, timeProgress } from "../../src/shared/time";

test.each([
  ["2026-10-31T15:59:59.999Z", "2026-10", "2026-10-31"],
  ["2026-10-31T16:00:00.000Z", "2026-11", "2026-11-01"],
  ["2026-12-31T16:00:00.000Z", "2027-01", "2027-01-01"],
  ["2028-02-29T15:59:59.999Z", "2028-02", "2028-02-29"],
])("%s is in %s, on %s", (instant, inMonth, onDay) => {
  expect([monthOf(new Date(instant)), dayOf(new Date(instant))]).toEqual([inMonth, onDay]);
});

test("months and days agree with the calendar of Asia/Shanghai at any instant", () => {
  const calendar = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Shanghai",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const instants = fc.date({
    min: new Date("1992-01-01T00:00:00Z"),
    max: new Date("2099-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, (at) => dayOf(at) === calendar.format(at) && calendar.format(at).startsWith(monthOf(at))),
    { numRuns: 2000 },
  );
});

test("a month begins at midnight in Chongqing", () => {
  expect(monthStart(month("2026-11")).toISOString()).toBe("2026-10-31T16:00:00.000Z");
  expect(monthsFrom(month("2025-11"), month("2026-02"))).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
});

test("the year goes from nothing to everything", () => {
  expect(timeProgress(2026, monthStart(month("2026-01")))).toBe(0);
  expect(timeProgress(2026, monthStart(month("2027-01")))).toBe(1);
  expect(timeProgress(2026, new Date("2026-07-02T04:00:00Z"))).toBeCloseTo(0.5, 2);
});
