import { type Request, type Response, Router } from "express";
import { gazetteer } from "../../regions/gazetteer";
import { type FieldError, notFound, Refusal } from "../../shared/errors";
import { attempt, read, typed, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import { allow, hasDuty, viewerOf } from "../../shared/viewer";
import { ownCase } from "../record/case";
import { dropRegion, RegionForm, RuleForm, setFreight, setRegion } from "./freight-form";
import { exampleOf, placeChoices, placeWords, regionViews, ruleValues } from "./freight-view";

/** A shop's freight: one rule for everywhere, and others for the places that differ. */
export const freightPages: Router = Router();

const seller = allow("seller");
const FIGURES = ["base", "baseWeight", "step", "stepWeight", "freeOver"] as const;
const HERE = "/shop/settings/freight";

freightPages.get(HERE, seller, async (req, res) => drawFreight(req, res));

freightPages.post(HERE, seller, async (req, res) => {
  const form = read(RuleForm, withoutEmpty(req.body));
  if (!form.ok) return drawFreight(req, res.status(422), { values: typed(req.body, FIGURES), errors: form.errors });
  await setFreight(viewerOf(req), form.value);
  res.redirect(303, `${HERE}?done=1`);
});

freightPages.get(`${HERE}/new`, seller, async (req, res) => drawRegion(req, res, null));
freightPages.get(`${HERE}/:id`, seller, async (req, res) => drawRegion(req, res, String(req.params.id)));

freightPages.post([`${HERE}/new`, `${HERE}/:id`], seller, async (req, res) => {
  const id = typeof req.params.id === "string" ? req.params.id : null;
  const form = read(RegionForm, pricesOnlyWhereSent(withoutEmpty(req.body)));
  const set = form.ok ? await attempt(() => setRegion(viewerOf(req), { ...form.value, id }, now())) : form;
  if (!set.ok) return drawRegion(req, res.status(422), id, set.errors);
  res.redirect(303, `${HERE}?done=1`);
});

freightPages.post(`${HERE}/:id/removal`, seller, async (req, res) => {
  await dropRegion(viewerOf(req), String(req.params.id));
  res.redirect(303, `${HERE}?done=1`);
});

/** The form always has the price fields; of a place that nothing is sent to they say nothing. */
function pricesOnlyWhereSent(body: Record<string, unknown>): Record<string, unknown> {
  if (body.served !== "no") return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !(FIGURES as readonly string[]).includes(name)));
}

interface Refused {
  values: Record<string, string>;
  errors: FieldError[];
}

async function drawFreight(req: Request, res: Response, refused?: Refused): Promise<void> {
  const [viewer, { words }] = [viewerOf(req), req];
  const { freight } = await ownCase(viewer, "look");
  res.set("Cache-Control", "no-store").render("sellers/freight", {
    title: words.t("sellers:freight.title"),
    crumbs: [{ href: "/shop/settings", text: words.t("sellers:settings.title") }],
    owner: hasDuty(viewer.organisation?.role ?? "member", "shop"),
    values: refused?.values ?? ruleValues(freight),
    errors: refused?.errors ?? [],
    regions: await regionViews(freight, words),
    example: await exampleOf(freight, words),
    done: req.query.done === "1" && !refused,
  });
}

async function drawRegion(req: Request, res: Response, id: string | null, errors: FieldError[] = []): Promise<void> {
  const [viewer, { words }] = [viewerOf(req), req];
  if (!hasDuty(viewer.organisation?.role ?? "member", "shop")) throw new Refusal("FORBIDDEN");
  const { freight } = await ownCase(viewer, "look");
  const rules = freight.regions ?? [];
  const rule = rules.find((each) => each.id === id);
  if (id !== null && !rule) throw notFound();
  const again = errors.length > 0;
  const chosen = again ? ticked(req.body) : (rule?.places ?? []);
  res.set("Cache-Control", "no-store").render("sellers/freight-region", {
    title: rule ? await placeWords(rule.places, words) : words.t("sellers:freight.newRegion"),
    crumbs: [
      { href: "/shop/settings", text: words.t("sellers:settings.title") },
      { href: HERE, text: words.t("sellers:freight.title") },
    ],
    action: `${HERE}/${rule?.id ?? "new"}`,
    removal: rule ? `${HERE}/${rule.id}/removal` : null,
    places: placeChoices(
      await gazetteer(),
      chosen,
      rules.filter((each) => each !== rule),
      words,
    ),
    served: again ? String((req.body as Record<string, unknown>).served ?? "yes") : rule && !rule.served ? "no" : "yes",
    values: again ? typed(req.body, FIGURES) : ruleValues(rule?.served ? rule : freight),
    errors,
  });
}

const ticked = (body: unknown): string[] =>
  [(body as Record<string, unknown> | undefined)?.places ?? []]
    .flat()
    .filter((each): each is string => typeof each === "string");
