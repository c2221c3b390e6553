import { readFileSync } from "node:fs";
import type { Refusal } from "../../src/shared/errors";
import { readTable } from "../../src/shared/tables/read-table";

/** Reads two files and says of the second what it was refused for and how far the process had to grow for it, in bytes. */
async function main(): Promise<void> {
  const [honest, liar] = process.argv.slice(2) as [string, string];
  const body = readFileSync(liar);
  // With this everything a reading needs has been loaded.
  await readTable({ body: readFileSync(honest) });
  const peak = (): number => process.resourceUsage().maxRSS * 1024;
  const before = peak();
  const { fields } = (await readTable({ body }).catch((error: Refusal) => error)) as Refusal;
  process.stdout.write(JSON.stringify({ code: fields[0]?.code, grown: peak() - before }));
}

void main();
