import type { Request } from "express";
import { z } from "zod";
import type { Seller } from "../../../sellers/seller";
import { shopOf } from "../../../sellers/shop-of";
import { ApiRouter } from "../../../shared/api";
import { inTransaction } from "../../../shared/db";
import { invalidField, Refusal } from "../../../shared/errors";
import { query } from "../../../shared/form";
import { paging } from "../../../shared/page";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { type Duty, type Viewer, viewerOf } from "../../../shared/viewer";
import { type Draft, draftOf } from "../draft";
import { removeDraft } from "../moves/remove-draft";
import { restProduct, wakeProduct } from "../moves/rest-product";
import { submitDraft, withdrawDraft } from "../moves/submit-draft";
import { SHELF_LISTS, shelfPage } from "../pages/shelf-list";
import { keepPictures, PICTURE_BYTES, PICTURES_AT_ONCE, readPictures } from "../pictures/add-pictures";
import { dropUnused, filesIn } from "../pictures/unused";
import { emptyContent, newDraftWith, newProductId } from "../writing/new-draft";
import { removePicture } from "../writing/rows";
import { saveDraft } from "../writing/save-draft";
import { ShelfProduct, shelfAnswer, spoken } from "./answer";
import { ListingBody, written } from "./body";
import { patchProduct } from "./change";

interface Asking {
  shop: Seller;
  by: Viewer;
  at: Date;
}

const asking = async (req: Request, duty: Duty): Promise<Asking> => {
  const by = viewerOf(req);
  return { shop: await shopOf(by, duty), by, at: now() };
};

const roles = ["seller"] as const;
const ById = z.object({ id: z.string().max(40) });
const OfPicture = z.object({ id: z.string().max(40), picture: z.string().max(40) });
const answered = (draft: Draft, req: Request) => shelfAnswer(draft, req.words);

/** A shop's own goods; another shop's are not there. */
export const shelfApi = new ApiRouter("shelf")
  .on(
    "get",
    "/shelf/products",
    {
      summary: "The shop's own goods, the newest first",
      roles,
      query: query({ list: z.enum(SHELF_LISTS).default("all"), q: z.string().max(60).default(""), ...paging }),
      answer: z.object({ items: z.array(ShelfProduct), nextCursor: z.string().nullable() }),
    },
    async ({ query: asked, req }) => {
      const { shop } = await asking(req, "look");
      const { items, nextCursor } = await shelfPage(shop._id, { ...asked, q: asked.q.trim() });
      return { items: await Promise.all(items.map(({ draft }) => answered(draft, req))), nextCursor };
    },
  )
  .on(
    "post",
    "/shelf/products",
    {
      summary: "Begin a product; it may be complete already",
      roles,
      body: ListingBody,
      answer: ShelfProduct,
      status: 201,
    },
    async ({ body, req }) => {
      const { shop, by, at } = await asking(req, "goods");
      const id = newProductId(at);
      const empty = emptyContent(shop, id);
      const variants = body.variants ? [] : empty.variants;
      const begun = { _id: id, content: { ...empty, variants }, variantsMade: variants.length };
      return answered(await newDraftWith(shop, { id, content: written(begun, body).content, by: by.id }, at), req);
    },
  )
  .on(
    "get",
    "/shelf/products/{id}",
    { summary: "One of the shop's own goods as it is being written", roles, params: ById, answer: ShelfProduct },
    async ({ params, req }) => {
      const { shop } = await asking(req, "look");
      return answered(await draftOf(shop._id, params.id), req);
    },
  )
  .on(
    "patch",
    "/shelf/products/{id}",
    {
      summary: "Change a product; prices within bounds change at once, everything else waits to be handed in",
      roles,
      params: ById,
      body: ListingBody,
      answer: ShelfProduct,
    },
    async ({ params, body, req }) => {
      const { shop, by, at } = await asking(req, "goods");
      return answered(await patchProduct({ shop, id: params.id, body, by }, at), req);
    },
  )
  .on(
    "delete",
    "/shelf/products/{id}",
    { summary: "Delete a draft that was never handed in", roles, params: ById },
    async ({ params, req }) => {
      const { shop } = await asking(req, "goods");
      await removeDraft(shop, params.id);
    },
  )
  .on(
    "post",
    "/shelf/products/{id}/submission",
    { summary: "Hand a product in to its county", roles, params: ById, answer: ShelfProduct, status: 201 },
    async ({ params, req }) => {
      const { shop, by, at } = await asking(req, "goods");
      return answered(await inPrograms(() => submitDraft(shop, params.id, by, at)), req);
    },
  )
  .on(
    "delete",
    "/shelf/products/{id}/submission",
    { summary: "Take it back to change it", roles, params: ById, answer: ShelfProduct },
    async ({ params, req }) => {
      const { shop, by, at } = await asking(req, "goods");
      return answered(await withdrawDraft(shop, params.id, by, at), req);
    },
  )
  .on(
    "post",
    "/shelf/products/{id}/rest",
    { summary: "Take a product off the market", roles, params: ById, answer: ShelfProduct, status: 201 },
    async ({ params, req }) => {
      const { shop, by, at } = await asking(req, "goods");
      await restProduct(shop, params.id, by, at);
      return answered(await draftOf(shop._id, params.id), req);
    },
  )
  .on(
    "delete",
    "/shelf/products/{id}/rest",
    { summary: "Bring it back", roles, params: ById, answer: ShelfProduct },
    async ({ params, req }) => {
      const { shop, by, at } = await asking(req, "goods");
      await wakeProduct(shop, params.id, by, at);
      return answered(await draftOf(shop._id, params.id), req);
    },
  )
  .on(
    "post",
    "/shelf/products/{id}/pictures",
    {
      summary: "Add pictures (multipart/form-data, field pictures): JPEG, PNG or WebP of at most 10 MB each",
      roles,
      params: ById,
      answer: ShelfProduct,
      status: 201,
    },
    async ({ params, req }) => answered(await addPictures(req, params.id), req),
  )
  .on(
    "delete",
    "/shelf/products/{id}/pictures/{picture}",
    { summary: "Remove a picture", roles, params: OfPicture, answer: ShelfProduct },
    async ({ params, req }) => {
      const { shop, by, at } = await asking(req, "goods");
      const draft = await draftOf(shop._id, params.id);
      const picture = draft.content.pictures.find(({ id }) => id === params.picture);
      if (!picture) throw new Refusal("NOT_FOUND");
      const saved = await saveDraft(draft, removePicture(draft.content, picture.id), { by, at });
      await dropUnused(shop._id, filesIn({ pictures: [picture] }));
      return answered(saved, req);
    },
  );

takesFiles("/api/v1/shelf/products/:id/pictures", {
  field: "pictures",
  maxFiles: PICTURES_AT_ONCE,
  maxBytes: PICTURE_BYTES,
});

async function addPictures(req: Request, id: string): Promise<Draft> {
  const { shop, by, at } = await asking(req, "goods");
  const draft = await draftOf(shop._id, id);
  const sent = filesOf(req);
  if (sent.length === 0) throw invalidField("pictures", "required");
  const pictures = await readPictures(draft.content, sent);
  return inTransaction(async () => {
    const content = await keepPictures(draft.content, pictures, shop.organisation, at);
    return saveDraft(draft, content, { by, at });
  });
}

/** Fields named as programs know them. */
async function inPrograms<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    if (error instanceof Refusal && error.fields.length > 0)
      throw new Refusal(error.code, { params: error.params, fields: error.fields.map(spoken) });
    throw error;
  }
}
