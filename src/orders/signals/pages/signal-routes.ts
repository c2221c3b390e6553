import { type Request, type Response, Router } from "express";
import { wayToProve } from "../../../accounts/two-factor/prove-again";
import { type Gazetteer, gazetteer } from "../../../regions/gazetteer";
import { attempt, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { allow, hasRole, type Viewer, viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { orderById } from "../../order";
import { CASE_STATES, type SaleCase } from "../case";
import { decideCase } from "../decide";
import { SIGNALS } from "../rules";
import { DecisionForm } from "./decision-form";
import { type Choice, caseFor, countCases, DECIDERS, declarationsNoticed, listCases, READERS } from "./listed";
import { notLookedAt } from "./not-looked-at";
import { type CaseShown, caseView, rowOf } from "./signal-view";

export const signalPages: Router = Router();
const A_PAGE = 25;

signalPages.get("/signals", allow(...READERS), async (req, res) => {
  const [viewer, { words }, book] = [viewerOf(req), req, await gazetteer()];
  const choice = choiceOf(req.query);
  const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
  const { items, nextCursor } = await listCases(viewer, choice, { limit: A_PAGE, cursor });
  res.set("Cache-Control", "no-store").render("signals/list", {
    title: words.t("signals:title"),
    office: viewer.organisation?.name ?? viewer.name,
    lede: words.t(hasRole(viewer, ...DECIDERS) ? "signals:lede" : "signals:ledeReading"),
    states: await statesOf(viewer, choice, words),
    filters: filtersOf(viewer, choice, book, words),
    cases: items.map((each) => rowOf(each, book, words)),
    empty: words.t(`signals:empty.${choice.state}`),
    nextHref: nextCursor && hrefOf(choice, { cursor: nextCursor }),
    previousHref: cursor ? hrefOf(choice) : null,
    notLookedAt: (await notLookedAt(viewer)).map((each) => ({ ...each, href: `/explain?order=${each.number}` })),
    declarations: (await declarationsNoticed(viewer)).map(({ _id, number, signals }) => ({
      ...{ href: `/declarations/${_id}`, number },
      text: words.t("signals:declarations.count", { count: signals.length }),
    })),
  });
});

const statesOf = (viewer: Viewer, choice: Choice, words: Words) =>
  Promise.all(
    CASE_STATES.map(async (state) => ({
      href: hrefOf({ ...choice, state }),
      text: words.t(`signals:state.${state}`),
      count: await countCases(viewer, { ...choice, state }),
      current: state === choice.state,
    })),
  );

function filtersOf(viewer: Viewer, { state, code, county }: Choice, book: Gazetteer, words: Words) {
  const counties = book.receiving.map(({ _id, shortName, nameEn }) => ({
    value: _id,
    text: words.pick(shortName, nameEn),
  }));
  return {
    ...{ state, code: code ?? "", county: county ?? "" },
    codes: SIGNALS.map((value) => ({ value, text: words.t(`signals:code.${value}`) })),
    counties: hasRole(viewer, "city_official", "admin") ? counties : null,
  };
}

function choiceOf(query: Request["query"]): Choice {
  const { county } = query;
  return {
    state: CASE_STATES.find((each) => each === query.state) ?? "open",
    code: SIGNALS.find((each) => each === query.code),
    county: typeof county === "string" && /^[\w-]{1,20}$/.test(county) ? county : undefined,
  };
}

function hrefOf({ state, code, county }: Choice, more: Record<string, string> = {}): string {
  const given = Object.entries({ state, code, county, ...more }).filter(([, value]) => value !== undefined);
  return `/signals?${new URLSearchParams(given as [string, string][])}`;
}

signalPages.get("/signals/:id", allow(...READERS), async (req, res) => {
  await draw(req, res, await caseFor(viewerOf(req), String(req.params.id)), null);
});

signalPages.post("/signals/:id/decision", allow(...DECIDERS), async (req, res) => {
  const viewer = viewerOf(req);
  const found = await caseFor(viewer, String(req.params.id));
  const form = read(DecisionForm, withoutEmpty(req.body));
  const done = form.ok ? await attempt(() => decideCase(viewer, found._id, form.value, now())) : form;
  if (done.ok) return res.redirect(303, `/signals/${found._id}`);
  const { outcome = "", reason = "" } = typed(req.body, ["outcome", "reason"]);
  await draw(req, res, found, { errors: done.errors, outcome, reason: reason.slice(0, 400) });
});

async function draw(req: Request, res: Response, found: SaleCase, refused: CaseShown["refused"]): Promise<void> {
  const [viewer, { words }, book] = [viewerOf(req), req, await gazetteer()];
  const order = await orderById(found.order);
  const way = hasRole(viewer, ...DECIDERS) ? await wayToProve(viewer.id) : null;
  const shown = caseView({ found, order, viewer, book, words, way, refused });
  res
    .status(refused ? 422 : 200)
    .set("Cache-Control", "no-store")
    .render("signals/case", {
      title: words.t("signals:case.title", { number: found.number }),
      crumbs: [{ href: "/signals", text: words.t("signals:title") }],
      case: shown,
    });
}
