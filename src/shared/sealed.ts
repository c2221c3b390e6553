import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import { newNonce } from "./ids";

/**
 * Texts that must not be readable in a stolen copy of the database: AES-256-GCM with a key that is not in it. Each sealed
 * text names its key, so that keys can be changed, and is bound to what it belongs to, so that it cannot be moved there.
 */
export interface DataKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Reads "name:base64" of 32 bytes; null for anything else. */
export function readDataKey(text: string): DataKey | null {
  const match = /^([a-z0-9]{1,12}):([A-Za-z0-9+/_-]{43,44}=?)$/.exec(text);
  const key = Buffer.from(match?.[2] ?? "", "base64");
  return match?.[1] && key.length === 32 ? { id: match[1], key } : null;
}

let keys: readonly DataKey[] = [];

/** Said once when the program starts. The first seals, all of them open. */
export function useDataKeys(texts: readonly string[]): void {
  keys = texts.map((text) => {
    const key = readDataKey(text);
    if (!key) throw new Error("a data key is not name:base64 of 32 bytes");
    return key;
  });
}

/** `about` names whose text it is; the same is needed to open it. */
export function seal(text: string, about: string): string {
  const [first] = keys;
  if (!first) throw new Error("no data key was given");
  const nonce = newNonce();
  const cipher = createCipheriv("aes-256-gcm", first.key, nonce).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [first.id, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString("base64url"))].join(".");
}

/** Throws when the text was changed, belongs to something else, or its key is not among ours. */
export function unseal(sealed: string, about: string): string {
  const [id, ...parts] = sealed.split(".");
  const [nonce, tag, body] = parts.map((part) => Buffer.from(part, "base64url"));
  const known = keys.find((each) => each.id === id);
  if (!known || !nonce || tag?.length !== 16 || !body) throw new Error("a sealed text cannot be opened");
  const decipher = createDecipheriv("aes-256-gcm", known.key, nonce).setAAD(Buffer.from(about));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
}

const markWith = ({ key }: DataKey, text: string, about: string): Buffer =>
  createHmac("sha256", createHmac("sha256", key).update(`mark ${about}`).digest())
    .update(text)
    .digest();

/** A mark that only a holder of our keys can make over this text; "" where no key was given, which is nobody's mark. */
export function markOf(text: string, about: string): string {
  const [first] = keys;
  return first ? `${first.id}.${markWith(first, text, about).toString("base64url")}` : "";
}

/** Whether the mark was made over this text by one of our keys. */
export function isMarkOf(mark: string, text: string, about: string): boolean {
  const [id, code] = mark.split(".");
  const known = keys.find((each) => each.id === id);
  const given = Buffer.from(code ?? "", "base64url");
  return known !== undefined && given.length === 32 && timingSafeEqual(given, markWith(known, text, about));
}
