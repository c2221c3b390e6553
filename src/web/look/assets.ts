import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Addresses of our own files carry a hash of their content, so that a browser may keep them for a year and still sees
 * every change. A name without a file is a mistake of ours and stops the page.
 */
export function assetAddresses(folder: string, kept: boolean): (name: string) => string {
  const addresses = new Map<string, { address: string; changedMs: number }>();
  return (name) => {
    const known = addresses.get(name);
    if (known && kept) return known.address;
    const file = path.join(folder, name);
    const changedMs = statSync(file).mtimeMs;
    if (known?.changedMs === changedMs) return known.address;
    const hash = createHash("sha256").update(readFileSync(file)).digest("base64url").slice(0, 10);
    const address = `/assets/${name}?v=${hash}`;
    addresses.set(name, { address, changedMs });
    return address;
  };
}
