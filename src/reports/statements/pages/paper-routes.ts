import { Router } from "express";
import { type Statement, StatementModel, statementId } from "../../../credits/statements/statement";
import { notFound } from "../../../shared/errors";
import type { PartnershipId } from "../../../shared/ids";
import { isMonth } from "../../../shared/time";
import { sendSealed } from "../papers/send-sealed";

/** A sealed month's papers, byte for byte as they were sealed, for everybody. */
export const statementPaperPages: Router = Router();

type Kind = "pdf" | "xlsx" | "json";

statementPaperPages.get("/partnerships/:id/statements/:month/:file", async (req, res, next) => {
  const [, version, kind] = /^v([1-9]\d{0,3})\.(pdf|xlsx|json)$/.exec(req.params.file) ?? [];
  if (!version || !isMonth(req.params.month)) return next();
  const id = statementId(req.params.id as PartnershipId, req.params.month, Number(version));
  const statement = (await StatementModel.findById(id).lean()) as Statement | null;
  if (!statement?.sealed) throw notFound();
  await sendSealed(res, { name: statement.number, sealed: statement.sealed, kind: kind as Kind, open: true });
});
