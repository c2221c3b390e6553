// What the commands say. All of it goes to stderr, in Chinese and English, so that stdout belongs to the program started.

const live = process.stderr.isTTY === true;
const write = (text) => process.stderr.write(text);

/** One short line in both languages. */
export function say(zh, en) {
  write(`· ${zh} / ${en}\n`);
}

/** A failure the reader can mend: shown as a page of advice, without a stack trace. */
export class Stop extends Error {
  constructor(zh, en) {
    super(`${zh}\n${en}`);
    this.name = "Stop";
  }
}

/** Does one long piece of work and shows the seconds going by, so that nobody wonders whether it hangs. */
export async function step(zh, en, work) {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  write(`· ${zh} / ${en} …${live ? "" : "\n"}`);
  const tick = () => write(live ? `\r\x1b[K· ${zh} / ${en} … ${seconds()} s` : `    … ${seconds()} s\n`);
  const timer = setInterval(tick, live ? 1000 : 10_000);
  try {
    const result = await work();
    write(live ? `\r\x1b[K✓ ${zh} / ${en} ${seconds()} s\n` : `  ✓ ${seconds()} s\n`);
    return result;
  } catch (error) {
    write(live ? `\r\x1b[K✗ ${zh} / ${en} ${seconds()} s\n` : `  ✗ ${seconds()} s\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** The last line of every command: runs it, and turns what it throws into words and an exit code. */
export async function main(command) {
  try {
    process.exitCode = (await command()) ?? 0;
  } catch (error) {
    write(`\n✗ ${error instanceof Stop ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
