import type { Request, Response } from "express";
import type { Order } from "../../../orders/order-record";
import type { FieldError } from "../../../shared/errors";
import { type FormResult, typed } from "../../../shared/form";
import { cancellable } from "../../cancel-order";
import { readPieces } from "./ask-form";

/** Null: all of it, as a form without numbers of pieces means. */
export function readCancellation(order: Order, body: unknown): FormResult<{ line: string; quantity: number }[] | null> {
  const someNumber = Object.keys((body ?? {}) as object).some((field) => field.startsWith("quantity."));
  if (!someNumber) return { ok: true, value: null };
  const pieces = readPieces(order, body);
  if (!pieces.ok) return pieces;
  const most = new Map(order.lines.map((line) => [line.line, cancellable(order, line)]));
  const tooMany = pieces.value.find(({ line, quantity }) => quantity > (most.get(line) ?? 0));
  if (tooMany)
    return {
      ok: false,
      errors: [{ field: "lines", code: "too_big", params: { maximum: most.get(tooMany.line) ?? 0 } }],
    };
  return { ok: true, value: pieces.value.map(({ line, quantity }) => ({ line, quantity })) };
}

/** What has not been sent and can be given up, piece by piece. */
export function drawCancellation(req: Request, res: Response, order: Order, errors: FieldError[] = []): void {
  const { words } = req;
  const given = (name: string): string => typed(req.body, [name])[name]?.slice(0, 6) ?? "";
  const lines = order.lines.map((line) => ({ line, most: cancellable(order, line) })).filter(({ most }) => most > 0);
  res.status(errors.length > 0 ? 422 : 200).render("aftersale/cancel", {
    title: words.t("aftersale:cancel.title"),
    crumbs: [
      { href: "/orders", text: words.t("orders:list.title") },
      { href: `/orders/${order.number}`, text: order.number },
    ],
    number: order.number,
    lines: lines.map(({ line, most }) => ({
      name: `quantity.${line.sku}`,
      label: `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}`,
      image: line.image ? { url: line.image, alt: "" } : null,
      max: most,
      value: given(`quantity.${line.sku}`) || "0",
    })),
    possible: lines.length > 0,
    sentSome: order.state === "shipped",
    errors,
  });
}
