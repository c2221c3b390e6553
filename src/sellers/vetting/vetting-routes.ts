import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { organisationOf } from "../../accounts/organisation";
import { gazetteer } from "../../regions/gazetteer";
import { type FieldError, notFound } from "../../shared/errors";
import { digits, read, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import { fileById, sendFile } from "../../shared/uploads/files";
import { allow, hasRole, viewerOf } from "../../shared/viewer";
import { claimsOf, deedViews, documentViews } from "../record/case-view";
import { missingDocuments } from "../record/document";
import { doneBy } from "../record/done-by";
import { caseFor, countCases, LISTS, type List, listCases, VETTERS } from "./cases";
import { DECISIONS, type Decision, decide, decisionsFor, RULES } from "./decide";
import { reason, reasonMissing } from "./reason";

/** Where counties and the platform vet those who want to sell. */
export const vettingPages: Router = Router();

const vetter = allow(...VETTERS);
const DecisionForm = z.strictObject({ reason: reason.default(""), version: digits(0, 999_999).optional() });

vettingPages.get("/desk/sellers", vetter, async (req, res) => {
  const [viewer, at, { words }] = [viewerOf(req), now(), req];
  const list: List = LISTS.find((each) => each === req.query.list) ?? "waiting";
  const before =
    typeof req.query.before === "string" && /^\w{1,60}$/.test(req.query.before) ? req.query.before : undefined;
  const [counts, { cases, next }] = [await countCases(viewer, at), await listCases(list, viewer, { at, before })];
  const by = await doneBy(viewer);
  const [book, admin] = [await gazetteer(), hasRole(viewer, "admin")];
  const nameOf = (each: List): string => words.t(`sellers:vetting.list.${listKey(each, admin)}`);
  res.set("Cache-Control", "no-store").render("sellers/vetting-list", {
    title: words.t("sellers:vetting.title"),
    lede: words.t(admin ? "sellers:vetting.ledeAdmin" : "sellers:vetting.lede"),
    office: words.pick(by.office, by.officeEn),
    lists: LISTS.map((each) => ({
      href: `/desk/sellers?list=${each}`,
      text: nameOf(each),
      count: counts[each],
      current: each === list,
    })),
    list: nameOf(list),
    empty: words.t(`sellers:vetting.empty.${listKey(list, admin)}`),
    admin,
    cases: cases.map((seller) => ({
      href: `/desk/sellers/${seller._id}`,
      name: words.pick(seller.name, seller.nameEn),
      state: seller.state,
      movedAt: seller.movedAt ?? seller.openedAt,
      expired: marked(seller.state) && missingDocuments(seller, at).some(({ why }) => why === "expired"),
      ...claimsOf(seller, book, words),
    })),
    nextHref: next && `/desk/sellers?list=${list}&before=${next}`,
  });
});

const marked = (state: string): boolean => state === "open" || state === "suspended";

/** The two lists of waiting sellers are called by who is to decide next. */
const listKey = (list: List, admin: boolean): string =>
  list === "waiting" ? "waiting" : list === "elsewhere" ? (admin ? "atCounty" : "atPlatform") : list;

vettingPages.get("/desk/sellers/:id", vetter, async (req, res) => draw(req, res));

vettingPages.get("/desk/sellers/:id/documents/:document", vetter, async (req, res) => {
  const { documents } = await caseFor(viewerOf(req), String(req.params.id));
  const found = documents.find((each) => each.id === req.params.document);
  if (!found) throw notFound();
  sendFile(res, await fileById(found.file), "inline");
});

for (const decision of DECISIONS)
  vettingPages.post(`/desk/sellers/:id/${decision}`, vetter, async (req, res) => {
    const [id, viewer] = [String(req.params.id), viewerOf(req)];
    const form = read(DecisionForm, withoutEmpty(req.body));
    const errors = form.ok ? reasonMissing(decision, form.value.reason) : form.errors;
    if (!form.ok || errors.length > 0) return draw(req, res.status(422), { decision, errors });
    await decide(viewer, { id, decision, ...form.value }, now());
    res.redirect(303, `/desk/sellers/${id}?done=${decision}`);
  });

interface Refused {
  decision: Decision;
  errors: FieldError[];
}

async function draw(req: Request, res: Response, refused?: Refused): Promise<void> {
  const [viewer, at, { words }] = [viewerOf(req), now(), req];
  const seller = await caseFor(viewer, String(req.params.id));
  const organisation = await organisationOf(seller.organisation);
  const body = (req.body ?? {}) as Record<string, unknown>;
  res.set("Cache-Control", "no-store").render("sellers/vetting-case", {
    title: words.pick(seller.name, seller.nameEn),
    crumbs: [
      { href: "/desk", text: words.t("common:nav.desk") },
      { href: "/desk/sellers", text: words.t("sellers:vetting.title") },
    ],
    id: seller._id,
    state: seller.state,
    version: seller.version,
    claims: claimsOf(seller, await gazetteer(), words),
    registrationNumber: organisation?.registrationNumber ?? (seller.typed.registrationNumber || null),
    contact: organisation?.contact ?? null,
    shopHref: seller.state === "open" ? `/sellers/${seller.slug}` : null,
    papers: documentViews(seller, { where: `/desk/sellers/${seller._id}/documents`, at, words }),
    missing: missingDocuments(seller, at).map(({ kind, why }) =>
      words.t(`sellers:vetting.missing.${why}`, { name: words.t(`sellers:document.kind.${kind}`) }),
    ),
    history: deedViews(seller, words, "official").reverse(),
    decisions: decisionsFor(viewer, seller).map((decision) => ({
      decision,
      needsReason: RULES[decision].needsReason,
      action: `/desk/sellers/${seller._id}/${decision}`,
      version: seller.version,
      reason: refused?.decision === decision && typeof body.reason === "string" ? body.reason.slice(0, 400) : "",
      errors: refused?.decision === decision ? refused.errors : [],
      button: words.t(`sellers:vetting.do.${decision}`),
      help: words.t(`sellers:vetting.help.${decision}`),
    })),
    done: doneWord(req),
  });
}

const doneWord = (req: Request): string | null => {
  const done = DECISIONS.find((each) => each === req.query.done);
  return done ? req.words.t(`sellers:vetting.done.${done}`) : null;
};
