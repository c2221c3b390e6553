import PDFDocument from "pdfkit";

/** A sheet that says that it is none, whatever stands in for it in the demonstration. */
export function demoPaper(words: string): Promise<Buffer> {
  const paper = new PDFDocument({ size: "A4" });
  const parts: Buffer[] = [];
  paper.on("data", (part: Buffer) => parts.push(part));
  const done = new Promise<Buffer>((resolve) => paper.on("end", () => resolve(Buffer.concat(parts))));
  paper.fontSize(24).text("Demonstration only", 72, 120).fontSize(16).text(words);
  paper.end();
  return done;
}
