import type { Gazetteer } from "../../regions/gazetteer";
import type { Digest } from "./digest";
import type { Figures } from "./figures";
import type { Statement } from "./statement";

/** A name in both languages, as it was on the day of sealing. */
export interface Named {
  code: string;
  name: string;
  nameEn: string;
}

/** What a sealed statement says, for people and programs; everything printed is made from it alone. */
export interface SealedStatement {
  kind: "liangqun-statement";
  format: 1;
  number: string;
  partnership: string;
  county: Named;
  month: string;
  version: number;
  figures: Figures;
  /** Every region the figures and signatures name. */
  regions: Named[];
  signatures: { role: string; region: string; name: string; organisation: string; at: string }[];
  entries: Digest;
  closedBy: string;
  closedAt: string;
  figuresHash: string;
}

export interface Sealing {
  digest: Digest;
  gazetteer: Gazetteer;
  by: string;
  at: Date;
}

/** The canonical text: keys in this order, no spaces, one line; its SHA-256 is the statement's hash. */
export function sealedJson(statement: Statement, { digest, gazetteer, by, at }: Sealing): string {
  const named = (code: string): Named => {
    const region = gazetteer.find(code);
    return { code, name: region?.name ?? code, nameEn: region?.nameEn ?? code };
  };
  const codes = [...statement.signers, ...statement.figures.byHelper.map((each) => ({ region: each.helper }))];
  const sealed: SealedStatement = {
    kind: "liangqun-statement",
    format: 1,
    number: statement.number,
    partnership: statement.partnership,
    county: named(statement.county),
    month: statement.month,
    version: statement.version,
    figures: statement.figures,
    regions: [...new Set(codes.map((each) => each.region))].sort().map(named),
    signatures: statement.signatures.map(({ role, region, name, organisation, at: signedAt }) => ({
      role,
      region,
      name,
      organisation,
      at: signedAt.toISOString(),
    })),
    entries: digest,
    closedBy: by,
    closedAt: at.toISOString(),
    figuresHash: statement.figuresHash,
  };
  return JSON.stringify(sealed);
}

/** Reads a sealed text back; only ever called on what was sealed here. */
export const readSealed = (json: string): SealedStatement => JSON.parse(json) as SealedStatement;
