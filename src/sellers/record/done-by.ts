import { organisationOf } from "../../accounts/organisation";
import { Refusal } from "../../shared/errors";
import { hasRole, type Viewer } from "../../shared/viewer";
import type { DoneBy } from "./dossier";

/** Who a deed is written down for: the person, the office acted for, and on which of the three sides it stands. */
export async function doneBy(viewer: Viewer): Promise<DoneBy> {
  if (!viewer.organisation) throw new Refusal("FORBIDDEN");
  const { id, name } = viewer.organisation;
  return {
    side: hasRole(viewer, "admin") ? "platform" : hasRole(viewer, "county_official") ? "county" : "applicant",
    user: viewer.id,
    name: viewer.name,
    office: name,
    officeEn: (await organisationOf(id))?.nameEn ?? name,
  };
}
