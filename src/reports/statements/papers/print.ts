import type { Paper } from "../../../credits/statements/close";
import { statementPdf } from "./pdf";
import { statementXlsx } from "./xlsx";

export const PDF = "application/pdf";
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The papers of a sealed statement, from its text alone: printed twice, they are the same bytes. */
export const print = async (json: string): Promise<Paper[]> => [
  { kind: "pdf", mediaType: PDF, body: await statementPdf(json) },
  { kind: "xlsx", mediaType: XLSX, body: await statementXlsx(json) },
];
