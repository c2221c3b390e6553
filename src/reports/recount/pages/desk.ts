import { hasRole, type Viewer } from "../../../shared/viewer";
import { type LastRecount, lastRecount } from "../record/last-recount";

/** How the last recount of everything ended, for the city's and the platform's first page; null for others. */
export async function recountWork(viewer: Viewer): Promise<{ last: (LastRecount & { href: string }) | null } | null> {
  if (!hasRole(viewer, "city_official", "admin")) return null;
  const last = await lastRecount();
  return { last: last && { ...last, href: `/recounts/${last.id}` } };
}
