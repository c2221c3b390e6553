import { type Request, type Response, Router } from "express";
import { organisationOf } from "../../accounts/organisation";
import type { FieldError } from "../../shared/errors";
import { attempt, read, typed, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import { allow, hasDuty, viewerOf } from "../../shared/viewer";
import { ownCase } from "../record/case";
import { changeShop, ShopForm } from "./change-shop";
import { exampleOf, regionViews } from "./freight-view";

/** What a producer says of the shop, and where its freight and its papers are kept. */
export const settingsPages: Router = Router();

const seller = allow("seller");
const FIELDS = ["name", "nameEn", "place", "story", "storyEn", "contactName", "contactPhone"] as const;

settingsPages.get("/shop/settings", seller, async (req, res) => draw(req, res));

settingsPages.post("/shop/settings", seller, async (req, res) => {
  const form = read(ShopForm, withoutEmpty(req.body));
  const changed = form.ok ? await attempt(() => changeShop(viewerOf(req), form.value, now())) : form;
  if (!changed.ok) return draw(req, res.status(422), { values: typed(req.body, FIELDS), errors: changed.errors });
  res.redirect(303, "/shop/settings?done=1");
});

interface Refused {
  values: Record<string, string>;
  errors: FieldError[];
}

async function draw(req: Request, res: Response, refused?: Refused): Promise<void> {
  const [viewer, { words }] = [viewerOf(req), req];
  const shop = await ownCase(viewer, "look");
  const contact = (await organisationOf(shop.organisation))?.contact;
  const saved = {
    name: shop.name,
    nameEn: shop.nameEn === shop.name ? "" : shop.nameEn,
    place: shop.place,
    story: shop.story,
    storyEn: shop.storyEn,
    contactName: contact?.name ?? String(shop.typed.contactName ?? ""),
    contactPhone: contact?.phone ?? String(shop.typed.contactPhone ?? ""),
  };
  res.set("Cache-Control", "no-store").render("sellers/settings", {
    title: words.t("sellers:settings.title"),
    name: words.pick(shop.name, shop.nameEn),
    state: shop.state,
    shopHref: shop.state === "open" ? `/sellers/${shop.slug}` : null,
    owner: hasDuty(viewer.organisation?.role ?? "member", "shop"),
    values: refused?.values ?? saved,
    errors: refused?.errors ?? [],
    labels: Object.fromEntries(FIELDS.map((name) => [name, words.t(`sellers:settings.${name}`)])),
    done: req.query.done === "1" && !refused,
    freight: shop.freight,
    regions: await regionViews(shop.freight, words),
    example: await exampleOf(shop.freight, words),
  });
}
