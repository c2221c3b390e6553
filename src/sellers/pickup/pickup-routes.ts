import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { isDeliverable, placeName } from "../../regions/deliverable";
import { gazetteer } from "../../regions/gazetteer";
import { type FieldError, invalidField } from "../../shared/errors";
import { attempt, line, read, typed, withoutEmpty } from "../../shared/form";
import type { RegionCode } from "../../shared/ids";
import { now } from "../../shared/time";
import { allow, hasDuty, viewerOf } from "../../shared/viewer";
import { shopOf } from "../shop-of";
import { addPoint, changePoint, type PointContent, pointOf, pointsOf } from "./pickup-point";

/** Where a shop's goods can be collected. The people who answer for its orders keep them. */
export const pickupPointPages: Router = Router();

const FIELDS = ["name", "region", "address", "hours"] as const;
const PointForm = z.strictObject({
  name: line(40, 2),
  region: z
    .string()
    .max(20)
    .transform((code) => code as RegionCode),
  address: line(120, 2),
  hours: line(80, 2),
});

pickupPointPages.get("/shop/pickup-points", allow("seller"), async (req, res) => {
  const viewer = viewerOf(req);
  const shop = await shopOf(viewer, "look");
  const points = await pointsOf(shop._id);
  const shown = [];
  for (const { _id, name, region, address, hours, open } of points)
    shown.push({ id: _id, name, region: await placeName(region, req.words), address, hours, open });
  res.render("sellers/pickup-points", {
    title: req.words.t("sales:points.title"),
    crumbs: [{ href: "/shop", text: req.words.t("common:nav.sales") }],
    mayChange: hasDuty(viewer.organisation?.role ?? "member", "orders"),
    points: shown,
  });
});

pickupPointPages.get("/shop/pickup-points/new", allow("seller"), async (req, res) => {
  await shopOf(viewerOf(req), "orders");
  await drawForm(req, res, { id: null, values: {}, errors: [] });
});

pickupPointPages.post("/shop/pickup-points", allow("seller"), async (req, res) => {
  const shop = await shopOf(viewerOf(req), "orders");
  const form = await readPoint(req.body);
  const added = form.ok ? await attempt(() => addPoint(shop, form.value, now())) : form;
  if (added.ok) return res.redirect(303, "/shop/pickup-points");
  await drawForm(req, res, { id: null, values: typed(req.body, FIELDS), errors: added.errors });
});

pickupPointPages.get("/shop/pickup-points/:id", allow("seller"), async (req, res) => {
  const shop = await shopOf(viewerOf(req), "orders");
  const { _id, name, region, address, hours } = await pointOf(shop._id, String(req.params.id));
  await drawForm(req, res, { id: _id, values: { name, region, address, hours }, errors: [] });
});

pickupPointPages.post("/shop/pickup-points/:id", allow("seller"), async (req, res) => {
  const shop = await shopOf(viewerOf(req), "orders");
  const point = await pointOf(shop._id, String(req.params.id));
  const form = await readPoint(req.body);
  if (!form.ok) return drawForm(req, res, { id: point._id, values: typed(req.body, FIELDS), errors: form.errors });
  await changePoint(shop._id, point._id, form.value);
  res.redirect(303, "/shop/pickup-points");
});

for (const [path, open] of [
  ["/shop/pickup-points/:id/closing", false],
  ["/shop/pickup-points/:id/opening", true],
] as const)
  pickupPointPages.post(path, allow("seller"), async (req, res) => {
    const shop = await shopOf(viewerOf(req), "orders");
    await changePoint(shop._id, String(req.params.id), { open });
    res.redirect(303, "/shop/pickup-points");
  });

const readPoint = async (body: unknown) => {
  const form = read<PointContent>(PointForm, withoutEmpty(body));
  if (!form.ok || (await isDeliverable(form.value.region))) return form;
  return { ok: false as const, errors: invalidField("region", "not_an_option").fields };
};

interface Drawn {
  id: string | null;
  values: Record<string, string>;
  errors: FieldError[];
}

async function drawForm(req: Request, res: Response, { id, values, errors }: Drawn): Promise<void> {
  const { words } = req;
  const { regions } = await gazetteer();
  const groups = (["central", "new", "northeast", "southeast"] as const).map((group) => ({
    label: words.t(`common:group.${group}`),
    options: regions
      .filter((region) => region.group === group)
      .map(({ _id, name, nameEn }) => ({
        value: _id,
        text: words.pick(name, nameEn),
        selected: _id === values.region,
      })),
  }));
  res.status(errors.length > 0 ? 422 : 200).render("sellers/pickup-point", {
    title: words.t(`sales:points.${id ? "editTitle" : "addTitle"}`),
    crumbs: [{ href: "/shop/pickup-points", text: words.t("sales:points.title") }],
    action: id ? `/shop/pickup-points/${id}` : "/shop/pickup-points",
    values,
    groups,
    errors,
  });
}
