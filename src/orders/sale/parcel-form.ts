import { z } from "zod";
import { digits, type FormResult, line, read, whole, withoutEmpty } from "../../shared/form";
import type { Order } from "../order-record";
import { CARRIERS, SENDING_CARRIERS } from "../parcels/carriers";
import type { Sending } from "../parcels/send-parcel";

const tracking = line(40, 4).pipe(z.string().regex(/^[A-Za-z0-9-]+$/, "tracking_number"));

/** Who brings it and under which number. */
export const ParcelFacts = z.object({ carrier: z.enum(SENDING_CARRIERS), trackingNumber: tracking });

/** The body of POST /sales/{number}/parcels: lines by their name or their SKU, everything left when there are none. */
export const ParcelBody = z.strictObject({
  carrier: z.enum(CARRIERS),
  trackingNumber: tracking,
  lines: z
    .array(z.strictObject({ sku: z.string().max(40), quantity: whole(1, 9999) }))
    .min(1)
    .max(100)
    .optional(),
});

/** The page's form: carrier, number, and one field "pieces.<line>" for each line with something to choose. */
export function readParcel(order: Order, body: unknown): FormResult<Sending> {
  const given = withoutEmpty(body);
  const facts = read(ParcelFacts, given);
  const asked = order.lines
    .map(({ line }) => ({ line, typed: given[`pieces.${line}`] }))
    .filter(({ typed }) => typed !== undefined)
    .map(({ line, typed }) => ({ line, pieces: read(digits(0, 9999), typed) }));
  const unread = asked.flatMap(({ line, pieces }) =>
    pieces.ok ? [] : [{ field: `pieces.${line}`, code: "not_a_whole_number" }],
  );
  if (!facts.ok || unread.length > 0) return { ok: false, errors: [...(facts.ok ? [] : facts.errors), ...unread] };
  const lines = asked.flatMap(({ line, pieces }) =>
    pieces.ok && pieces.value > 0 ? [{ line, quantity: pieces.value }] : [],
  );
  if (asked.length > 0 && lines.length === 0) return { ok: false, errors: [{ field: "lines", code: "required" }] };
  return { ok: true, value: { ...facts.value, lines: asked.length > 0 ? lines : undefined } };
}
