import { inTransaction } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import type { Month } from "../../shared/time";
import { hasRole, type Viewer } from "../../shared/viewer";
import { auditStatement } from "./audit-statement";
import { propose } from "./propose";
import { type Signature, type Statement, StatementModel } from "./statement";
import { tellCity } from "./tell-statement";

/** The side a viewer may sign for; undefined for everybody else. */
export function sideOf(statement: Statement, viewer: Viewer): Statement["signers"][number] | undefined {
  const region = viewer.organisation?.region;
  const role = hasRole(viewer, "county_official")
    ? "county"
    : hasRole(viewer, "helper_official")
      ? "helper"
      : undefined;
  return statement.signers.find((each) => each.role === role && each.region === region);
}

export interface Signing {
  partnership: PartnershipId;
  month: Month;
  /** The hash of the figures the signer has read. */
  figuresHash: string;
}

/**
 * One side signs the figures it has read; who signs has just proved again who they are, which the door sees to. Each side
 * once, each person for one side, no organisation for two. Refuses NOT_FOUND for a side that is not of this statement,
 * STATEMENT_CHANGED when the figures are not those any more, STATEMENT_MOVED_ON when it is signed by this side or closed.
 */
export async function sign({ partnership, month, figuresHash }: Signing, viewer: Viewer, at: Date): Promise<Statement> {
  const statement = await propose(partnership, month, at);
  const side = sideOf(statement, viewer);
  if (!side || !viewer.organisation) throw notFound();
  if (statement.state !== "proposed" || statement.signatures.some((each) => each.region === side.region))
    throw new Refusal("STATEMENT_MOVED_ON");
  if (statement.figuresHash !== figuresHash) throw new Refusal("STATEMENT_CHANGED");
  const signature: Signature = {
    ...side,
    by: viewer.id,
    name: viewer.name,
    organisation: viewer.organisation.name,
    figuresHash,
    at,
  };
  return write(statement, { signature, by: viewer });
}

const write = (statement: Statement, { signature, by }: { signature: Signature; by: Viewer }): Promise<Statement> =>
  inTransaction(async () => {
    const { at, organisation: note } = signature;
    const all = isComplete(statement, [...statement.signatures, signature]);
    const signed = (await StatementModel.findOneAndUpdate(
      { _id: statement._id, revision: statement.revision, "signatures.by": { $ne: by.id } },
      {
        $set: { state: all ? "signed" : "proposed" },
        $push: { signatures: signature, history: { what: "signed", by: by.id, name: by.name, note, at } },
        $inc: { revision: 1 },
      },
      { returnDocument: "after" },
    ).lean()) as Statement | null;
    if (!signed) throw new Refusal("STATEMENT_MOVED_ON");
    const { paidFen, recognisedFen } = statement.figures;
    await auditStatement(
      "statement.signed",
      { statement, by, after: { paidFen, recognisedFen, figuresHash: signature.figuresHash } },
      at,
    );
    if (all) await tellCity(signed, "statement_signed", at);
    return signed;
  });

const isComplete = ({ signers }: Statement, signatures: readonly { region: RegionCode }[]): boolean =>
  signers.every((signer) => signatures.some((each) => each.region === signer.region));
