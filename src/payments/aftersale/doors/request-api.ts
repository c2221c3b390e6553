import { z } from "zod";
import { orderOfBuyer } from "../../../orders/order";
import type { Order } from "../../../orders/order-record";
import { OrderAnswer, orderAnswer } from "../../../orders/order-view";
import { amendRequest, askRefund } from "../../../orders/requests/ask-refund";
import { requestOf } from "../../../orders/requests/move-request";
import { readPhotographs } from "../../../orders/requests/photographs";
import { REFUND_REASONS } from "../../../orders/requests/refund-request";
import { takeFurther, withdrawRequest } from "../../../orders/requests/take-further";
import { ApiRouter } from "../../../shared/api";
import { invalidField } from "../../../shared/errors";
import { paragraph, whole } from "../../../shared/form";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { viewerOf } from "../../../shared/viewer";
import { paymentsOf } from "../../checkout/checkout-view";
import { PHOTOGRAPHS } from "./request-routes";

takesFiles("/api/v1/orders/:number/refund-requests/:id/photographs", PHOTOGRAPHS);

const ByNumber = z.object({ number: z.string().max(40) });
const ByRequest = ByNumber.extend({ id: z.string().max(60) });
const RequestBody = z.strictObject({
  lines: z
    .array(z.strictObject({ sku: z.string().max(40), quantity: whole(1, 9999) }))
    .min(1)
    .max(100),
  reason: z.enum(REFUND_REASONS),
  note: paragraph(500).default(""),
  noPhoto: paragraph(200).default(""),
});
/** JSON carries no photographs: they follow, and until then the note stands for them. */
const asked = (body: z.infer<typeof RequestBody>) => ({ ...body, instead: body.note });
const FurtherBody = z.strictObject({ words: paragraph(500).pipe(z.string().min(5)) });

const one = async (order: Order): Promise<OrderAnswer> =>
  orderAnswer(order, (await paymentsOf([order])).get(order._id) ?? []);

/** What a buyer's program may do about money back; a program's request may add its photographs afterwards. */
export const requestApi: ApiRouter = new ApiRouter("orders")
  .on(
    "post",
    "/orders/{number}/refund-requests",
    {
      summary: "Ask money back for some pieces; damage needs a note, and its photographs may follow",
      roles: [],
      params: ByNumber,
      body: RequestBody,
      answer: OrderAnswer,
    },
    async ({ params, body, req }) =>
      one(await askRefund(await orderOfBuyer(viewerOf(req), params.number), asked(body), now())),
  )
  .on(
    "put",
    "/orders/{number}/refund-requests/{id}",
    {
      summary: "Say it better, while nobody has answered",
      roles: [],
      params: ByRequest,
      body: RequestBody,
      answer: OrderAnswer,
    },
    async ({ params, body, req }) =>
      one(await amendRequest(await orderOfBuyer(viewerOf(req), params.number), params.id, asked(body), now())),
  )
  .on(
    "post",
    "/orders/{number}/refund-requests/{id}/photographs",
    { summary: "Add photographs (multipart, field “photographs”)", roles: [], params: ByRequest, answer: OrderAnswer },
    async ({ params, req }) => {
      const order = await orderOfBuyer(viewerOf(req), params.number);
      const { lines, reason, note, noPhoto } = requestOf(order, params.id);
      const photographs = await readPhotographs(filesOf(req));
      if (photographs.length === 0) throw invalidField(PHOTOGRAPHS.field, "required");
      return one(await amendRequest(order, params.id, { lines, reason, note, noPhoto, photographs }, now()));
    },
  )
  .on(
    "post",
    "/orders/{number}/refund-requests/{id}/withdrawal",
    { summary: "Take the request back", roles: [], params: ByRequest, answer: OrderAnswer },
    async ({ params, req }) =>
      one(await withdrawRequest(await orderOfBuyer(viewerOf(req), params.number), params.id, now())),
  )
  .on(
    "post",
    "/orders/{number}/refund-requests/{id}/escalation",
    {
      summary: "Take the shop's “no” to the platform, within seven days",
      roles: [],
      params: ByRequest,
      body: FurtherBody,
      answer: OrderAnswer,
    },
    async ({ params, body, req }) =>
      one(await takeFurther(await orderOfBuyer(viewerOf(req), params.number), params.id, body.words, now())),
  );
