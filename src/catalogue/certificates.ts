import type { Certification } from "./product";

/** Whether a certificate still holds on a Shanghai day; buyers never see one that does not. */
export const holdsOn =
  (day: string) =>
  ({ validUntil }: Pick<Certification, "validUntil">): boolean =>
    !validUntil || validUntil >= day;
