import { type Request, type Response, Router } from "express";
import { type Member, toMember } from "../../accounts/acting";
import { enter } from "../../accounts/sign-in/sign-in";
import { findUser } from "../../accounts/user";
import { gazetteer } from "../../regions/gazetteer";
import { type FieldError, Refusal } from "../../shared/errors";
import { attempt, phone } from "../../shared/form";
import { limit } from "../../shared/rate-limit";
import { DAY, now } from "../../shared/time";
import { allow, type Viewer, viewerOf } from "../../shared/viewer";
import { ownCase } from "../record/case";
import type { Typed } from "../record/dossier";
import { missingOf, readStep, STEPS, type Step, typedOf, wrongOnly } from "./application";
import { after, formSteps, overviewModel, stepModel } from "./apply-view";
import { foundSeller } from "./found-seller";
import { mayWrite, saveStep } from "./save-step";
import { submitApplication } from "./submit-application";

/** The way into the market for those who sell: founded in the first step, left and taken up again at any other. */
export const applyPages: Router = Router();

/** One person founds a few shops in a lifetime, a script a thousand in an hour. */
const foundingLimit = limit("found-seller", { windowMs: DAY, max: 10, keyOf: (req) => req.viewer?.id });

applyPages.get("/apply", async (req, res) => {
  const { viewer } = req;
  if (!viewer || (viewer.organisation && viewer.organisation.kind !== "seller")) return welcome(req, res, viewer);
  if (!viewer.organisation) return drawStep(req, res, "shop", { typed: { county: viewer.homeRegion ?? "" } });
  await drawOverview(req, res);
});

applyPages.post("/apply", allow(), foundingLimit, async (req, res) => {
  const typed = typedOf("shop", req.body);
  const founded = await attempt(() => foundSeller(viewerOf(req), typed, now()));
  if (!founded.ok) return drawStep(req, res.status(422), "shop", { typed, errors: founded.errors });
  await actForIt(req, res);
  const book = await gazetteer();
  const form = readStep("shop", typed, book);
  const wrong = !form.ok && wrongOnly(form.errors).length > 0;
  res.redirect(303, wrong ? "/apply/shop" : after("shop", missingOf(founded.value, book, now())));
});

for (const step of STEPS) {
  applyPages.get(`/apply/${step}`, allow("seller"), async (req, res) => {
    const seller = await ownCase(viewerOf(req), "look");
    if (!mayWrite(seller)) return res.redirect(303, "/apply");
    const form = readStep(step, seller.typed, await gazetteer());
    await drawStep(req, res, step, { typed: seller.typed, errors: form.ok ? [] : wrongOnly(form.errors) });
  });

  applyPages.post(`/apply/${step}`, allow("seller"), async (req, res) => {
    const typed = typedOf(step, req.body);
    const errors = await saveStep(viewerOf(req), step, typed);
    if (errors.length > 0) return drawStep(req, res.status(422), step, { typed, errors });
    const seller = await ownCase(viewerOf(req), "look");
    res.redirect(303, after(step, missingOf(seller, await gazetteer(), now())));
  });
}

applyPages.post("/apply/submission", allow("seller"), async (req, res) => {
  const sent = await attempt(() => submitApplication(viewerOf(req), now()));
  if (!sent.ok) return drawOverview(req, res.status(422), sent.errors);
  res.redirect(303, "/apply");
});

/** Whoever chose to act for themselves alone acts for the new shop from here on. */
async function actForIt(req: Request, res: Response): Promise<void> {
  if (req.headers.authorization !== undefined || (req.user as Member | undefined)?.acting === undefined) return;
  const user = await findUser(viewerOf(req).id);
  if (user) await enter(await toMember(user, now(), user.actsFor), req, res);
}

function welcome(req: Request, res: Response, viewer: Viewer | undefined): void {
  const { t } = req.words;
  res.render("sellers/welcome", {
    title: t("sellers:welcome.title"),
    description: t("sellers:welcome.lede"),
    organisation: viewer?.organisation?.name ?? null,
  });
}

interface Drawn {
  typed: Typed;
  errors?: FieldError[];
}

async function drawStep(req: Request, res: Response, step: Step, { typed, errors = [] }: Drawn): Promise<void> {
  const viewer = viewerOf(req);
  const seller = viewer.organisation ? await ownCase(viewer, "look") : null;
  if (seller && viewer.organisation?.role !== "owner") throw new Refusal("FORBIDDEN");
  const missing = seller && missingOf(seller, await gazetteer(), now());
  res.set("Cache-Control", "no-store").render(`sellers/apply-${step}`, {
    title: req.words.t(`sellers:apply.title.${seller ? step : "found"}`),
    lede: req.words.t(`sellers:apply.lede.${seller ? step : "found"}`),
    action: seller ? `/apply/${step}` : "/apply",
    steps: formSteps(missing, step, req.words),
    ...(await stepModel(step, step === "people" ? await withOwn(typed, viewer) : typed, req.words)),
    errors,
  });
}

/** Most applicants are the contact themselves: what their account knows is filled in for them. */
async function withOwn(typed: Typed, viewer: Viewer): Promise<Typed> {
  if (typed.contactName !== undefined || typed.contactPhone !== undefined) return typed;
  const mobile = phone.safeParse((await findUser(viewer.id))?.identifier);
  return { ...typed, contactName: viewer.name, contactPhone: mobile.success ? mobile.data : "" };
}

async function drawOverview(req: Request, res: Response, errors: FieldError[] = []): Promise<void> {
  const viewer = viewerOf(req);
  const [seller, book, at] = [await ownCase(viewer, "look"), await gazetteer(), now()];
  const { words } = req;
  const taken = errors.some(({ code }) => code === "already_registered");
  res.set("Cache-Control", "no-store").render("sellers/application", {
    title: words.t("sellers:apply.overview"),
    ...(await overviewModel(seller, book, at, words)),
    owner: viewer.organisation?.role === "owner",
    problem: taken
      ? words.t("fields:already_registered")
      : errors.length > 0
        ? words.t("sellers:apply.incomplete")
        : null,
  });
}
