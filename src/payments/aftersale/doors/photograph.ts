import type { Response } from "express";
import type { RefundRequest } from "../../../orders/requests/refund-request";
import { notFound } from "../../../shared/errors";
import { fileById, sendFile } from "../../../shared/uploads/files";

/**
 * Sends one of a request's photographs. Whoever calls this has loaded the request through its own side's door: there is no
 * way to a photograph by the file's name alone.
 */
export async function sendPhotograph(
  res: Response,
  request: RefundRequest,
  { place, size }: { place: unknown; size: unknown },
): Promise<void> {
  const photograph = /^[0-5]$/.test(String(place)) ? request.photographs[Number(place)] : undefined;
  if (!photograph || (size !== "full" && size !== "small")) throw notFound();
  sendFile(res, await fileById(photograph[size]), "inline");
}
