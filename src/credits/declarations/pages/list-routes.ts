import { Router } from "express";
import { type Gazetteer, gazetteer } from "../../../regions/gazetteer";
import { allow, hasRole, type Viewer, viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { CONCERNED, isDeclarer, mayDeclare } from "../record/concerning";
import type { Declaration } from "../record/declaration";
import { countLists, LISTS, type List, listDeclarations, sumsFor } from "../record/lists";
import { regionName } from "./case-view";

export const listPages: Router = Router();

const A_PAGE = 25;

listPages.get("/declarations", allow(...CONCERNED), async (req, res) => {
  const [viewer, { words }] = [viewerOf(req), req];
  const counts = await countLists(viewer);
  const list = listOf(req.query.list, counts);
  const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
  const { items, nextCursor } = await listDeclarations(viewer, list, { limit: A_PAGE, cursor });
  const book = await gazetteer();
  const nameOf = (each: List): string => words.t(`declarations:list.${each}`);
  res.set("Cache-Control", "no-store").render("declarations/list", {
    title: words.t("declarations:title"),
    lede: words.t(`declarations:lede.${roleOf(viewer)}`),
    office: viewer.organisation?.name,
    official: !hasRole(viewer, "institution"),
    mayDeclare: mayDeclare(viewer),
    ...(await sumsFor(viewer)),
    lists: LISTS.map((each) => ({
      href: `/declarations?list=${each}`,
      text: nameOf(each),
      count: counts[each],
      current: each === list,
    })),
    list: nameOf(list),
    empty: words.t(`declarations:empty.${list}`),
    emptyText: words.t(mayDeclare(viewer) ? "declarations:empty.textDeclarer" : "declarations:empty.textOfficial"),
    declarations: items.map((each) => rowOf(each, { viewer, book, words })),
    nextHref: nextCursor && `/declarations?list=${list}&cursor=${nextCursor}`,
    previousHref: cursor ? `/declarations?list=${list}` : null,
  });
});

const roleOf = (viewer: Viewer): string =>
  viewer.roles.find((role) => role !== "buyer" && (CONCERNED as readonly string[]).includes(role)) ?? "institution";

/** What waits comes first; whoever has nothing to do sees what is going on. */
function listOf(asked: unknown, counts: Record<List, number>): List {
  const chosen = LISTS.find((each) => each === asked);
  if (chosen) return chosen;
  return counts.waiting > 0 || counts.going === 0 ? "waiting" : "going";
}

function rowOf(declaration: Declaration, { viewer, book, words }: { viewer: Viewer; book: Gazetteer; words: Words }) {
  const { _id, number, state, facts, content, declarer, signals, correction } = declaration;
  const own = isDeclarer(viewer, declaration);
  const writing = own && (state === "draft" || state === "mended" || state === "rejected");
  const county = facts?.county ?? content.county;
  return {
    href: writing ? `/declarations/${_id}/edit` : `/declarations/${_id}`,
    number,
    state,
    declarer: own ? null : words.pick(declarer.name, declarer.nameEn),
    goods: (facts?.lines ?? content.lines)
      .map(({ name }) => name)
      .filter((name) => name !== "")
      .slice(0, 3),
    county: county === "" ? null : regionName(book, county, words),
    day: facts?.day ?? (content.day || null),
    amountFen: facts?.amountFen ?? null,
    signals: own ? 0 : signals.length,
    correction: correction !== null && state === "confirmed",
  };
}
