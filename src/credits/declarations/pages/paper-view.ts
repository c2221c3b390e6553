import type { Words } from "../../../shared/words";
import type { Declaration } from "../record/declaration";
import type { Evidence } from "../record/evidence";

/** One paper as a page shows it: what it is, where it opens, its fingerprint. */
export const paperView = ({ _id }: Pick<Declaration, "_id">, paper: Evidence, words: Words) => ({
  id: paper.id,
  kind: words.t(`declarations:evidence.kind.${paper.kind}`),
  name: paper.name,
  href: `/declarations/${_id}/evidence/${paper.id}`,
  picture: paper.mediaType.startsWith("image/"),
  kilobytes: Math.max(1, Math.round(paper.bytes / 1000)),
  short: paper.sha256.slice(0, 12),
  sha256: paper.sha256,
  sentSha256: paper.sentSha256 === paper.sha256 ? null : paper.sentSha256,
  at: paper.at,
  by: paper.by.name,
  removedAt: paper.removedAt,
});
