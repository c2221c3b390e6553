import { carryShopNames } from "./catalogue/carry-shop-names";
import { keepGuestCarts } from "./orders/cart/keep-guest-cart";
import { answerTheDeclarations } from "./orders/declared/answer-declarations";
import { tellStocks } from "./orders/parcels/tell-stocks";
import { forgetRecognition } from "./payments/refunds/forget-recognition";
import { keepAccounts } from "./settlements/account/keep-accounts";
import { hearPayouts } from "./settlements/paying/transfers";

let introduced = false;

/** Rooms below tell rooms above by lists of listeners, which are filled here, once a process, before anything is asked. */
export function introduceRooms(): void {
  if (introduced) return;
  introduced = true;
  keepGuestCarts();
  tellStocks();
  carryShopNames();
  keepAccounts();
  answerTheDeclarations();
  hearPayouts();
  forgetRecognition();
}
