import type { Request, Response } from "express";
import { writeXlsx } from "../../shared/tables/write-xlsx";
import type { Settlement } from "../pages/settlement";
import { masked, payoutAccountOf } from "../paying/payout-account";
import { columnsOf } from "./columns";
import { statementPdf } from "./pdf";
import { allRows, type StatementRow } from "./rows";

/** More than this no bookkeeper prints: the paper then has its sums, and the spreadsheet the lines. */
const PRINTED = 3000;

async function linesOf(settlement: Settlement): Promise<StatementRow[]> {
  const rows: StatementRow[] = [];
  for await (const row of allRows(settlement._id)) rows.push(row);
  return rows;
}

export async function sendPdf(req: Request, res: Response, settlement: Settlement): Promise<void> {
  const rows = settlement.lines > PRINTED * 4 ? [] : await linesOf(settlement);
  const bank = (await payoutAccountOf(settlement.seller))?.bank;
  const account = bank ? `${bank.holder} ${bank.bank} ${masked(bank)}` : null;
  const body = await statementPdf({ settlement, account }, rows, req.words);
  sendFile(res, body, { name: `${settlement.number}.pdf`, type: "application/pdf" });
}

export async function sendXlsx(req: Request, res: Response, settlement: Settlement): Promise<void> {
  const body = await writeXlsx(columnsOf(req.words), await linesOf(settlement));
  sendFile(res, body, {
    name: `${settlement.number}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  });
}

export function sendFile(res: Response, body: Buffer | string, { name, type }: { name: string; type: string }): void {
  res
    .set({
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    })
    .send(body);
}
