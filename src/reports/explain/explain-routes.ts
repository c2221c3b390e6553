import { Router } from "express";
import { OFFICIALS } from "../../credits/visible";
import { gazetteer } from "../../regions/gazetteer";
import { now } from "../../shared/time";
import { allow, viewerOf } from "../../shared/viewer";
import { caseFor } from "./case";
import { explainView } from "./explain-view";
import { orderNumber } from "./order-number";

export const explainPages: Router = Router();

/** A question and its answer on one page; an order one may not ask about is answered like a number nobody has. */
explainPages.get("/explain", allow(...OFFICIALS), async (req, res) => {
  const [viewer, { words }] = [viewerOf(req), req];
  const typed = typeof req.query.order === "string" ? req.query.order.trim().slice(0, 40) : "";
  const number = orderNumber(typed);
  const book = await gazetteer();
  const found = number ? await caseFor(viewer, number, book, now()) : null;
  const missing = typed !== "" && !found;
  res
    .status(missing ? 404 : 200)
    .set("Cache-Control", "no-store")
    .render("explain/order", {
      title: words.t("explain:title"),
      office: viewer.organisation?.name ?? viewer.name,
      typed,
      missing,
      explained: found && explainView(found, { viewer, gazetteer: book, words }),
    });
});
