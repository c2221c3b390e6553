import { createHmac, timingSafeEqual } from "node:crypto";
import { base32 } from "./base32";

/** Time-based one-time passwords (RFC 6238) as every authenticator app counts them: SHA-1, thirty seconds, six digits. */
const STEP_SECONDS = 30;
const DIGITS = 6;

/** The number of the half minute an instant is in. */
export const stepOf = (at: Date): number => Math.floor(at.getTime() / 1000 / STEP_SECONDS);

export interface Kind {
  digits?: number;
  algorithm?: "sha1" | "sha256" | "sha512";
}

/** The code of a step (RFC 4226 §5.3): the last nibble of the HMAC says where four bytes are cut out of it. */
export function codeAt(secret: Buffer, step: number, { digits = DIGITS, algorithm = "sha1" }: Kind = {}): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

/**
 * The step whose code this is: now, or one beside it, for clocks differ and people type slowly. Undefined for a wrong code
 * and for one of a step at or before `after`, so that no code opens twice. Every step is compared, in the same time.
 */
export function stepOfCode(
  secret: Buffer,
  code: string,
  { at, after }: { at: Date; after: number },
): number | undefined {
  const now = stepOf(at);
  const right = [now - 1, now, now + 1].filter((step) => same(codeAt(secret, step), code));
  return right.find((step) => step > after);
}

function same(code: string, given: string): boolean {
  const [a, b] = [Buffer.from(code), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What the QR code says to the app. */
export function otpauth(secret: Buffer, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
