import { z } from "zod";
import type { AgreementVersion } from "../../regions/agreements/agreement-version";
import { CHANGE_KINDS, CHANGE_STATES, type PartnershipChange } from "../../regions/changes/change";
import type { RecordFigure } from "../../regions/record/figure";
import { RECORD_KIND_NAMES } from "../../regions/record/kinds";
import { type Paper, type Stamp, VERSION_STATES } from "../../regions/two-sides";

/** What programs are told; people are named as they were called. */
const StampAnswer = z
  .object({ name: z.string(), organisation: z.string(), speaks: z.string(), at: z.string() })
  .nullable();
const PaperAnswer = z.object({ name: z.string(), bytes: z.int(), sha256: z.string() }).nullable();

const stampAnswer = (stamp: Stamp | null) =>
  stamp && {
    name: stamp.name,
    organisation: stamp.organisationName,
    speaks: stamp.speaks,
    at: stamp.at.toISOString(),
  };
const paperAnswer = (paper: Paper | null) => paper && { name: paper.name, bytes: paper.bytes, sha256: paper.sha256 };

export const AgreementAnswer = z.object({
  partnershipId: z.string(),
  year: z.int(),
  version: z.int(),
  state: z.enum(VERSION_STATES),
  targetFen: z.int(),
  beforeFen: z.int().nullable(),
  signedOn: z.string().nullable(),
  document: PaperAnswer,
  reason: z.string(),
  by: StampAnswer,
  decidedBy: StampAnswer,
  inForceFrom: z.string().nullable(),
  inForceTo: z.string().nullable(),
});

export const agreementAnswer = (version: AgreementVersion): z.infer<typeof AgreementAnswer> => ({
  partnershipId: version.partnership,
  year: version.year,
  version: version.version,
  state: version.state,
  targetFen: version.targetFen,
  beforeFen: version.beforeFen,
  signedOn: version.signedOn,
  document: paperAnswer(version.document),
  reason: version.reason,
  by: stampAnswer(version.by),
  decidedBy: stampAnswer(version.decidedBy),
  inForceFrom: version.inForceFrom?.toISOString() ?? null,
  inForceTo: version.inForceTo?.toISOString() ?? null,
});

export const ChangeAnswer = z.object({
  id: z.string(),
  partnershipId: z.string(),
  kind: z.enum(CHANGE_KINDS),
  helper: z.string(),
  day: z.string(),
  source: z.object({ title: z.string(), where: z.string(), day: z.string() }),
  note: z.string(),
  state: z.enum(CHANGE_STATES),
  suggestedBy: StampAnswer,
  proposedBy: StampAnswer,
  decidedBy: StampAnswer,
});

export const changeAnswer = (change: PartnershipChange): z.infer<typeof ChangeAnswer> => ({
  id: change._id,
  partnershipId: change.partnership,
  kind: change.kind,
  helper: change.helper,
  day: change.day,
  source: { title: change.source.title, where: change.source.where, day: change.source.day },
  note: change.note,
  state: change.state,
  suggestedBy: stampAnswer(change.suggestedBy),
  proposedBy: stampAnswer(change.proposedBy),
  decidedBy: stampAnswer(change.decidedBy),
});

export const FigureAnswer = z.object({
  id: z.string(),
  partnershipId: z.string(),
  year: z.int(),
  line: z.string(),
  version: z.int(),
  kind: z.enum(RECORD_KIND_NAMES),
  promised: z.boolean(),
  name: z.string(),
  value: z.int(),
  unit: z.string(),
  source: z.string(),
  note: z.string(),
  state: z.enum(VERSION_STATES),
  paper: PaperAnswer,
});

export const figureAnswer = (figure: RecordFigure): z.infer<typeof FigureAnswer> => ({
  id: figure._id,
  partnershipId: figure.partnership,
  year: figure.year,
  line: figure.line,
  version: figure.version,
  kind: figure.kind,
  promised: figure.promised,
  name: figure.name,
  value: figure.value,
  unit: figure.unit,
  source: figure.source,
  note: figure.note,
  state: figure.state,
  paper: paperAnswer(figure.paper),
});

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
