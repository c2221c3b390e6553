import { type Guard, wholeNumber } from "../shared/db";

const amount = wholeNumber(0);

/** What the database itself holds every order to, whatever writes it. */
export const ORDER_GUARD: Guard = {
  properties: {
    goodsFen: amount,
    freightFen: amount,
    totalFen: amount,
    refundedFen: amount,
    lines: {
      bsonType: "array",
      items: {
        properties: {
          quantity: wholeNumber(1),
          unitFen: amount,
          goodsFen: amount,
          paidFen: amount,
          refundedFen: amount,
          refundedQuantity: amount,
        },
      },
    },
  },
};
