/** In what a figure of the wider record is counted. */
export const RECORD_UNITS = ["fen", "projects", "persons", "posts", "visits", "person_times", "own"] as const;
export type RecordUnit = (typeof RECORD_UNITS)[number];

/**
 * What the two sides write down about a year beside the sales (协作档案): the headings of the city's own reports on the
 * mechanism. "other" is what they name themselves.
 */
export const RECORD_KINDS = {
  funds: "fen",
  projects: "projects",
  funds_in_place: "fen",
  medical_staff: "persons",
  teachers: "persons",
  technicians: "persons",
  jobs_offered: "posts",
  jobs_hired: "persons",
  trained: "persons",
  leader_visits: "visits",
  study_visitors: "person_times",
  tourists: "person_times",
  other: "own",
} as const satisfies Record<string, RecordUnit>;
export type RecordKind = keyof typeof RECORD_KINDS;
export const RECORD_KIND_NAMES = Object.keys(RECORD_KINDS) as RecordKind[];
