import {
  CONTENT_TEXTS,
  type DeclarationContent,
  emptyLine,
  isEmptyLine,
  LINE_TEXTS,
  type LineContent,
  MECHANISMS,
  MOST_LINES,
} from "../record/content";

type Body = Readonly<Record<string, unknown>>;

const LONGEST = 2000;
const textIn = (body: Body, name: string): string | undefined => {
  const value = body[name];
  return typeof value === "string" ? value.replaceAll("\r\n", "\n").slice(0, LONGEST) : undefined;
};

/** What the form brought, over what was there; nothing is judged. Empty rows are dropped, so that rows keep their places. */
export function typedContent(before: DeclarationContent, body: Body): DeclarationContent {
  const texts = CONTENT_TEXTS.map((name) => [name, textIn(body, name) ?? before[name]]);
  const lines = Array.from({ length: MOST_LINES + 1 }, (_, index) => typedLine(body, index)).filter(
    (line): line is LineContent => line !== null && !isEmptyLine(line),
  );
  return {
    ...(Object.fromEntries(texts) as unknown as DeclarationContent),
    tags: choices(body.tags),
    alsoIn: choices(body.alsoIn),
    lines: lines.length > 0 ? lines : [emptyLine()],
  };
}

function typedLine(body: Body, index: number): LineContent | null {
  const at = `lines.${index}.`;
  if (textIn(body, `${at}name`) === undefined) return null;
  return Object.fromEntries(LINE_TEXTS.map((name) => [name, textIn(body, at + name) ?? ""])) as LineContent;
}

const choices = (value: unknown): string[] =>
  MECHANISMS.filter((each) => (Array.isArray(value) ? value : [value]).includes(each));

/** Another row, or one row less. */
export function applyButton(content: DeclarationContent, button: string): DeclarationContent {
  if (button === "line-add" && content.lines.length < MOST_LINES)
    return { ...content, lines: [...content.lines, emptyLine()] };
  const remove = /^line-remove:(\d{1,2})$/.exec(button);
  if (!remove) return content;
  const lines = content.lines.filter((_, index) => index !== Number(remove[1]));
  return { ...content, lines: lines.length > 0 ? lines : [emptyLine()] };
}
