import { z } from "zod";
import { ApiRouter, type Asked } from "../../shared/api";
import { mustRead } from "../../shared/form";
import type { UserId } from "../../shared/ids";
import { now } from "../../shared/time";
import { MEMBER_ROLES, mustBe, mustHaveDuty, type Viewer } from "../../shared/viewer";
import { begin, enter, sessionOf, signUpLimit } from "../sign-in/sign-in";
import { acceptAs, acceptAsNew, NewPerson } from "./accept";
import { type Invitation, openInvitations } from "./invitation";
import { checkRole, Invited, invite, inviteAgain, withdraw } from "./invite";
import { inviteLimit } from "./member-routes";
import { changeRole, membersOf, removeMember } from "./members";

const role = z.enum(MEMBER_ROLES);
const MemberAnswer = z.object({ id: z.string(), name: z.string(), identifier: z.string().optional(), role });
const InvitationAnswer = z.object({ id: z.string(), email: z.string(), role, expiresAt: z.iso.datetime() });
const ById = z.object({ id: z.string().min(1).max(60) });
const Accepted = z.object({ organisationId: z.string(), role });

const invitationAnswer = ({ _id, email, role, expiresAt }: Invitation): z.infer<typeof InvitationAnswer> => ({
  id: _id,
  email,
  role,
  expiresAt: expiresAt.toISOString(),
});

/** The owner's organisation. A token that could bring people in would outlive its own revocation, so only sessions may. */
const owned = ({ viewer, req }: Pick<Asked<unknown, unknown, unknown>, "viewer" | "req">) => {
  const organisation = mustHaveDuty(mustBe(viewer, []), "shop");
  sessionOf(req);
  return organisation;
};

export const membersApi = new ApiRouter("members");

membersApi.router.post(["/members/invitations", "/members/invitations/:id/renewal"], inviteLimit);
membersApi.router.post("/invitations/acceptance", signUpLimit);

membersApi
  .on(
    "get",
    "/members",
    {
      summary: "The people of the organisation one acts for; identifiers and open invitations for its owners",
      roles: [],
      answer: z.object({ items: z.array(MemberAnswer), invitations: z.array(InvitationAnswer) }),
    },
    async ({ viewer }) => {
      const { id, role } = mustHaveDuty(mustBe(viewer, []), "look");
      const owner = role === "owner";
      const people = await membersOf(id);
      return {
        items: people.map(({ identifier, ...rest }) => (owner ? { ...rest, identifier } : rest)),
        invitations: owner ? (await openInvitations(id)).map(invitationAnswer) : [],
      };
    },
  )
  .on(
    "post",
    "/members/invitations",
    { summary: "Invite somebody by mail", roles: [], body: Invited, answer: InvitationAnswer, status: 201 },
    async (asked) => {
      const organisation = owned(asked);
      const { body, viewer, req } = asked;
      const by = viewer as Viewer;
      return invitationAnswer(await invite({ ...body, by, organisation, language: req.words.language }, now()));
    },
  )
  .on(
    "post",
    "/members/invitations/{id}/renewal",
    { summary: "Send an invitation again, with a new link", roles: [], params: ById, answer: InvitationAnswer },
    async (asked) => {
      const organisation = owned(asked).id;
      const { language } = asked.req.words;
      return invitationAnswer(await inviteAgain({ id: asked.params.id, organisation, language }, now()));
    },
  )
  .on(
    "delete",
    "/members/invitations/{id}",
    { summary: "Take an invitation back", roles: [], params: ById, status: 204 },
    async (asked) =>
      withdraw({ id: asked.params.id, organisation: owned(asked).id, by: asked.viewer as Viewer }, now()),
  )
  .on(
    "put",
    "/members/{id}",
    { summary: "Give a member another role", roles: [], params: ById, body: z.strictObject({ role }), status: 204 },
    async (asked) => {
      const organisation = owned(asked);
      checkRole(organisation, asked.body.role);
      await changeRole(
        {
          organisation: organisation.id,
          user: asked.params.id as UserId,
          role: asked.body.role,
          by: asked.viewer as Viewer,
        },
        now(),
      );
    },
  )
  .on(
    "delete",
    "/members/{id}",
    { summary: "Take a member out", roles: [], params: ById, status: 204 },
    async (asked) =>
      removeMember(
        { organisation: owned(asked).id, user: asked.params.id as UserId, by: asked.viewer as Viewer },
        now(),
      ),
  )
  .on(
    "post",
    "/invitations/acceptance",
    {
      summary: "Accept an invitation: signed in, or with a name and a password as a new person",
      body: NewPerson.partial().extend({ token: z.string().min(1).max(100) }),
      answer: Accepted,
    },
    async ({ body: { token, name, password }, viewer, req, res }) => {
      const { language } = req.words;
      if (viewer) await begin(await acceptAs(sessionOf(req), token, now()), req);
      else {
        const person = mustRead(NewPerson, { name, password });
        await enter(await acceptAsNew(token, { person, language }, now()), req, res);
      }
      const { organisation } = mustBe(req.viewer, []);
      return { organisationId: organisation?.id, role: organisation?.role };
    },
  );
