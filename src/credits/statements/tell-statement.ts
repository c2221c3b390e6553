import { tell } from "../../accounts/notices/tell";
import type { Statement } from "./statement";

/** Every office that signs is told, once per revision of the statement. */
export async function tellSigners(statement: Statement, kind: string, at: Date): Promise<void> {
  for (const signer of statement.signers) await tellSigner(statement, { ...signer, kind }, at);
}

/** `key` names the occasion where it is not the statement's own revision: a reminder comes once. */
export async function tellSigner(
  statement: Statement,
  { role, region, kind, key }: Statement["signers"][number] & { kind: string; key?: string },
  at: Date,
): Promise<void> {
  const { _id, partnership, month, revision, number } = statement;
  await tell(
    {
      key: `${kind}:${_id}:${key ?? revision}:${region}`,
      to: role === "county" ? { county: region } : { helper: region },
      kind,
      params: { number, month },
      href: `/partnerships/${partnership}/statements/${month}`,
    },
    at,
  );
}

/** The city's office is told, once per revision of the statement. */
export async function tellCity(
  { _id, partnership, month, revision, number }: Statement,
  kind: string,
  at: Date,
): Promise<void> {
  await tell(
    {
      key: `${kind}:${_id}:${revision}`,
      to: { city: true },
      kind,
      params: { number, month },
      href: `/partnerships/${partnership}/statements/${month}`,
    },
    at,
  );
}
