const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What XML 1.0 cannot carry at all, halves of pairs among it. */
const UNSPEAKABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text between tags. A spreadsheet reads "_x0041_" as the letter A, so an underscore that would begin one is written out. */
export const content = (text: string): string =>
  text
    .replace(UNSPEAKABLE, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>]/g, (sign) => SIGNS[sign] as string);

/** Text inside an attribute. */
export const attribute = (text: string): string =>
  text.replace(UNSPEAKABLE, "").replace(/[&<>"]/g, (sign) => SIGNS[sign] as string);
