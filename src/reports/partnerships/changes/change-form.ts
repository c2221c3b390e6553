import { z } from "zod";
import { CHANGE_KINDS } from "../../../regions/changes/change";
import { line, paragraph } from "../../../shared/form";
import type { RegionCode } from "../../../shared/ids";
import { day } from "../inside";
import type { Asked } from "./ask-change";

export const ChangeForm = z.strictObject({
  kind: z.enum(CHANGE_KINDS),
  helper: z.string().min(1).max(12),
  day,
  sourceTitle: line(120),
  sourceWhere: line(80),
  sourceDay: day,
  note: paragraph(500).default(""),
});
export const CHANGE_TYPED = ["kind", "helper", "day", "sourceTitle", "sourceWhere", "sourceDay", "note"] as const;

export const askedOf = (form: z.infer<typeof ChangeForm>): Asked => ({
  kind: form.kind,
  helper: form.helper as RegionCode,
  day: form.day,
  source: { title: form.sourceTitle, where: form.sourceWhere, day: form.sourceDay },
  note: form.note,
});
