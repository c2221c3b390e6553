import { DOCX, type Piece, writeLetter } from "../../../shared/papers/docx";
import { dayOf } from "../../../shared/time";
import { PDF } from "../../statements/papers/print";
import { SITE } from "../../statements/papers/wording";
import { bulletinPdf } from "../bulletin-pdf";
import { readSealedIssue, type SealedBulletin } from "./sealed-issue";

export interface IssuePaper {
  kind: "pdf" | "docx";
  mediaType: string;
  body: Buffer;
}

/** An issued bulletin as a paper and as a letter, from its text alone: printed twice, they are the same bytes. */
export async function printIssue(json: string): Promise<IssuePaper[]> {
  const sealed = readSealedIssue(json);
  const pieces = lettersOf(sealed);
  const head = {
    title: `${sealed.title} ${sealed.number}`,
    author: SITE,
    at: new Date(sealed.issuedAt),
    note: `${SITE} · ${sealed.number}`,
    page: (page: number, pages: number) => `第 ${page} / ${pages} 页`,
  };
  return [
    { kind: "pdf", mediaType: PDF, body: await bulletinPdf(head, pieces) },
    { kind: "docx", mediaType: DOCX, body: await writeLetter(pieces) },
  ];
}

/** The words around a sealed bulletin stand here, as those of a statement do (decision 021): format 1. */
const lettersOf = ({
  title,
  number,
  pieces,
  replaces,
  correction,
  asOf,
  office,
  issuedOn,
}: SealedBulletin): Piece[] => [
  { title },
  { centred: number },
  ...(replaces
    ? [{ text: `本通报替代${dayWord(replaces.issuedOn)}印发的${replaces.number}。更正说明：${correction}` }]
    : []),
  ...pieces,
  ...(office ? [{ right: office }] : []),
  { right: dayWord(issuedOn) },
  {
    note: `数据截至${dayWord(dayOf(new Date(asOf)))}；表中金额单位为元，文中以万元计的四舍五入到百元。核验：在本平台“核验”页（/verify）输入文号或文件的 SHA-256。`,
  },
];

/** 2026年11月5日, as letters are dated. */
export const dayWord = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
