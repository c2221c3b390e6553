import { type Request, Router } from "express";
import type { Seller } from "../../../sellers/seller";
import { shopOf } from "../../../sellers/shop-of";
import { now } from "../../../shared/time";
import { allow, type Viewer, viewerOf } from "../../../shared/viewer";
import { discardChanges, removeDraft } from "../moves/remove-draft";
import { restProduct, wakeProduct } from "../moves/rest-product";
import { withdrawDraft } from "../moves/submit-draft";
import { copyDraft } from "../writing/new-draft";

export const deedPages: Router = Router();

interface Deed {
  shop: Seller;
  id: string;
  by: Viewer;
  at: Date;
}

/** What is done with a product as a whole: one small form each, and where one stands afterwards. */
const DEEDS: Readonly<Record<string, (deed: Deed) => Promise<string>>> = {
  withdrawal: async ({ shop, id, by, at }) => here(await withdrawDraft(shop, id, by, at)),
  rest: async ({ shop, id, by, at }) => here(await restProduct(shop, id, by, at)),
  comeback: async ({ shop, id, by, at }) => here(await wakeProduct(shop, id, by, at)),
  discarding: async ({ shop, id, by, at }) => here(await discardChanges(shop, id, by, at)),
  copies: async ({ shop, id, by, at }) => here(await copyDraft(shop, id, by.id, at)),
  removal: async ({ shop, id }) => {
    await removeDraft(shop, id);
    return "/shelf";
  },
};

const here = ({ _id }: { _id: string }): string => `/shelf/${_id}`;

for (const [noun, deed] of Object.entries(DEEDS))
  deedPages.post(`/shelf/:id/${noun}`, allow("seller"), async (req: Request, res) => {
    const by = viewerOf(req);
    const shop = await shopOf(by, "goods");
    res.redirect(303, await deed({ shop, id: String(req.params.id), by, at: now() }));
  });
