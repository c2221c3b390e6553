import { run, which } from "./run.mjs";
import { step } from "./say.mjs";

/** How apt-get may be called here: [command, leading arguments], or undefined when it may not. */
async function aptGet() {
  const apt = which("apt-get");
  if (!apt) return undefined;
  if (process.getuid?.() === 0) return [apt, []];
  const sudo = which("sudo");
  if (!sudo) return undefined;
  if ((await run(sudo, ["-n", "true"])).code === 0) return [sudo, ["-n", apt]];
  return process.stdin.isTTY ? [sudo, [apt]] : undefined; // someone is there to type the password
}

/** Installs Debian packages; says so, and returns whether it worked. The first package list that works is enough. */
export async function aptInstall(...choices) {
  const apt = await aptGet();
  if (!apt) return false;
  const [command, leading] = apt;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const call = (...args) => run(command, [...leading, "-q", "-o", "DPkg::Lock::Timeout=180", ...args], { env });
  let last = "";
  for (const packages of choices) {
    const names = packages.join(" ");
    const done = await step(`用 apt-get 安装 ${names}`, `installing ${names} with apt-get`, async () => {
      await call("update"); // a failure shows in the install below
      const { code, output } = await call("install", "-y", "--no-install-recommends", ...packages);
      last = output;
      return code === 0;
    });
    if (done) return true;
  }
  process.stderr.write(`${last.trim().split("\n").slice(-5).join("\n")}\n`);
  return false;
}
