import { spawn } from "node:child_process";

// A line on stdin lets the child go; the end of stdin means that we died, however suddenly, because the system closes
// our end of the pipe. Nothing is polled while all is well, and a process id used again later cannot deceive it. The
// signal is repeated, for a program that has only just begun may not be listening yet.
const SCRIPT = `
read -r _ && exit 0
left=$3
while [ "$left" -gt 0 ]; do
  [ $((left % 3)) -ne 0 ] || kill -s "$1" "$2" 2>/dev/null
  kill -0 "$2" 2>/dev/null || exit 0
  sleep 1
  left=$((left - 1))
done
kill -s KILL -- "-$2" 2>/dev/null
`;

/**
 * Ties a child, which must be the leader of its own process group, to our life: should we end without having stopped
 * it, it gets the signal, and after the patience (in seconds, a multiple of 3) SIGKILL. Returns the function that lets it go.
 */
export function leash(child, { signal, patienceSeconds }) {
  if (process.platform === "win32" || !child.pid) return () => {};
  const args = ["-c", SCRIPT, "leash", signal, String(child.pid), String(patienceSeconds)];
  const watcher = spawn("sh", args, { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  watcher.on("error", () => {});
  watcher.stdin.on("error", () => {});
  watcher.unref();
  watcher.stdin.unref?.();
  return () => watcher.stdin.end("released\n");
}
