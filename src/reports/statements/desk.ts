import { waitingForClosing, waitingForSecond, waitingForSignature } from "../../credits/statements/reading/list";
import type { Statement } from "../../credits/statements/statement";
import type { Gazetteer } from "../../regions/gazetteer";
import { hasRole, type Viewer } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { Names } from "../names";
import { monthWord } from "./pages/month-word";

/** What waits for the viewer among the months: signatures, closings, second opinions. Null for those who have none to give. */
export async function statementWork(viewer: Viewer, gazetteer: Gazetteer, words: Words) {
  const waiting = await waitingFor(viewer);
  if (!waiting) return null;
  const names = new Names(gazetteer, words);
  const rows = waiting.flatMap(({ what, statements }) =>
    statements.map(({ partnership, month, county, number, figures }) => ({
      href: `/partnerships/${partnership}/statements/${month}`,
      county: names.short(county),
      monthWord: monthWord(month, words),
      number,
      what: words.t(`statements:desk.${what}`),
      paidFen: figures.paidFen,
      recognisedFen: figures.recognisedFen,
    })),
  );
  return { rows, none: words.t("statements:desk.none") };
}

type Waiting = { what: "sign" | "close" | "second"; statements: Statement[] }[];

async function waitingFor(viewer: Viewer): Promise<Waiting | null> {
  const region = viewer.organisation?.region;
  if (hasRole(viewer, "city_official"))
    return [
      { what: "close", statements: await waitingForClosing() },
      { what: "second", statements: await waitingForSecond(viewer.id) },
    ];
  if (region && hasRole(viewer, "county_official"))
    return [{ what: "sign", statements: await waitingForSignature("county", region) }];
  if (region && hasRole(viewer, "helper_official"))
    return [{ what: "sign", statements: await waitingForSignature("helper", region) }];
  return null;
}
