import type { OrderId, SellerId, Sku } from "../../shared/ids";

/**
 * What the stock pages need to know of orders, which stand above this room: the orders put their answers in when the program
 * starts (`tellStocks`). Until then nothing is known, and the pages do without.
 */
export const fromOrders: {
  /** Pieces of paid orders that still wait to be sent or handed over: they lie on the shelf and are no longer to be counted. */
  unsent: (seller: SellerId, skus: readonly Sku[]) => Promise<Map<Sku, number>>;
  /** The numbers people know a shop's orders by. */
  numbers: (seller: SellerId, orders: readonly OrderId[]) => Promise<Map<OrderId, string>>;
} = {
  unsent: () => Promise.resolve(new Map()),
  numbers: () => Promise.resolve(new Map()),
};
