/** An order's number as people type or paste it: small letters, wide letters, spaces and quotation marks around it. */
export function orderNumber(typed: string): string | null {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z-]/g, "");
  return /^[0-9A-Z-]{4,40}$/.test(plain) ? plain : null;
}
