import { writeZip, type ZipPart } from "../zip";

/** A piece of an official letter. */
export type Piece =
  | { title: string }
  | { heading: string }
  | { text: string }
  | { note: string }
  /** A letter's number under its title; who sends it and when, at its end. */
  | { centred: string }
  | { right: string }
  | { table: { heads: readonly string[]; rows: readonly (readonly string[])[]; align: readonly ("left" | "right")[] } };

export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A letter that can be edited in Word and WPS, set as GB/T 9704 sets official letters: A4, its margins, titles of 22 points,
 * text of 16 points in FangSong with two characters' indent, lines of 28 points. Fonts are named, not carried.
 */
export async function writeLetter(pieces: readonly Piece[]): Promise<Buffer> {
  const bytes: Buffer[] = [];
  for await (const part of writeZip(partsOf(pieces))) bytes.push(part);
  return Buffer.concat(bytes);
}

const partsOf = (pieces: readonly Piece[]): ZipPart[] => [
  {
    path: "[Content_Types].xml",
    content: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${DOCX}.main+xml"/></Types>`,
  },
  {
    path: "_rels/.rels",
    content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
  },
  {
    path: "word/document.xml",
    content: `${HEAD}<w:document xmlns:w="${W}"><w:body>${pieces.map(drawn).join("")}${PAGE}</w:body></w:document>`,
  },
];

/** Twentieths of a point: margins of 37, 26, 35 and 28 millimetres. */
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>';

function drawn(piece: Piece): string {
  if ("table" in piece) return table(piece.table);
  if ("title" in piece)
    return paragraph(piece.title, { font: "方正小标宋简体", size: 44, more: '<w:jc w:val="center"/>', after: 400 });
  if ("heading" in piece) return paragraph(piece.heading, { font: "黑体", size: 32, more: INDENT });
  if ("centred" in piece) return paragraph(piece.centred, { ...TEXT, more: '<w:jc w:val="center"/>', after: 400 });
  if ("right" in piece) return paragraph(piece.right, { ...TEXT, more: '<w:jc w:val="right"/>' });
  if ("note" in piece) return paragraph(piece.note, { font: "仿宋_GB2312", size: 24, more: "" });
  return piece.text
    .split("\n")
    .map((line) => paragraph(line, { ...TEXT, more: INDENT }))
    .join("");
}

const TEXT = { font: "仿宋_GB2312", size: 32 } as const;
const INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>';

interface Look {
  font: string;
  /** Half points. */
  size: number;
  more: string;
  after?: number;
}

const paragraph = (text: string, { font, size, more, after = 0 }: Look): string =>
  `<w:p><w:pPr><w:spacing w:before="0" w:after="${after}" w:line="${size > 24 ? 560 : 400}" w:lineRule="exact"/>${more}</w:pPr>${run(text, font, size)}</w:p>`;

const run = (text: string, font: string, size: number): string =>
  `<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${font}"/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

type Table = Extract<Piece, { table: unknown }>["table"];

const table = ({ heads, rows, align }: Table): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>${BORDERS}</w:tblPr><w:tblGrid>${heads.map(() => "<w:gridCol/>").join("")}</w:tblGrid>${[
    row(heads, { align, head: true }),
    ...rows.map((cells) => row(cells, { align, head: false })),
  ].join("")}</w:tbl>${paragraph("", { font: "仿宋_GB2312", size: 24, more: "" })}`;

const BORDERS = `<w:tblBorders>${["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join("")}</w:tblBorders>`;

const row = (cells: readonly string[], { align, head }: { align: Table["align"]; head: boolean }): string =>
  `<w:tr>${head ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}${cells
    .map((text, index) => {
      const side = head ? "center" : (align[index] ?? "left");
      return `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>${paragraph(text, { font: head ? "黑体" : "仿宋_GB2312", size: 21, more: `<w:jc w:val="${side}"/>` })}</w:tc>`;
    })
    .join("")}</w:tr>`;

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (sign) => SIGNS[sign] as string);
