import * as help from '../../contract/helpers.ts';
import * as contract from '../../contract/volunteers.ts';
import { addressBlock } from '../platform/http/address-block.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import { findHelpers, readHelper } from './helpers.ts';
import type { EntryFollower } from '../books/public.ts';
import { joinBrought } from './join-brought.ts';
import { addNote, readNote } from './notes.ts';
import { holderOf } from './own-entries.ts';
import { putOwnProfile } from './own-profile.ts';
import { readOwnVolunteer } from './own-volunteer.ts';
import { addQualification, readQualification, withdrawQualification } from './qualifications.ts';
import { listVolunteers, readVolunteer, type ServedHours } from './read-volunteers.ts';
import { registerVolunteer, type RegistrationParts } from './register.ts';
import { createTeam, listTeams, putMember, readTeam, refuseTakenName, removeMember } from './teams.ts';

export function volunteerRoutes(
  routes: Routes,
  parts: RegistrationParts & { readonly followers: readonly EntryFollower[]; readonly hours: ServedHours },
): void {
  ownRoutes(routes, parts);
  staffRoutes(routes, parts.hours);
  routes.on(contract.JoinBroughtVolunteer, ({ work, params, body }) =>
    work.change((change) =>
      joinBrought(
        change,
        { askedId: params.id, broughtId: body.broughtId, madeSure: body.madeSure?.trim() ?? '' },
        parts.followers,
      ),
    ),
  );
  helperRoutes(routes);
}

/** For whoever wants to volunteer, and for volunteers about themselves. */
function ownRoutes(routes: Routes, parts: RegistrationParts): void {
  routes.on(contract.RegisterVolunteer, ({ body, origin, request, creation }) =>
    registerVolunteer(parts, { origin, network: addressBlock(request.ip), creation }, body),
  );

  routes.on(contract.ReadOwnVolunteer, async (call) => {
    const own = await readOwnVolunteer(parts, holderOf(call));
    call.reply.header('etag', etag(own.profile?.version ?? 0));
    return own;
  });

  routes.on(contract.PutOwnVolunteer, async ({ actor, work, version, body, reply }) => {
    const profile = await work.change((change) =>
      putOwnProfile(change, actor.accountId, { version, entered: body }),
    );
    reply.header('etag', etag(profile.version));
    return profile;
  });
}

function staffRoutes(routes: Routes, hours: ServedHours): void {
  routes.on(contract.ListVolunteers, ({ work, query }) =>
    work.read((reading) => listVolunteers(reading, hours, query)),
  );

  routes.on(contract.ReadVolunteer, ({ work, params }) =>
    work.read((reading) => readVolunteer(reading, params.id)),
  );

  routes.on(contract.ListVolunteerTeams, ({ work }) => work.read(listTeams));

  routes.on(contract.CreateVolunteerTeam, ({ actor, work, body, creation }) =>
    work
      .create(creation, {
        make: (change) => createTeam(change, actor.accountId, body),
        readBack: (reading) => readTeam(reading, body.id),
      })
      .catch(refuseTakenName),
  );

  routes.on(contract.PutTeamMember, ({ actor, work, params: { id: teamId, volunteerId } }) =>
    work.change((change) => putMember(change, { teamId, volunteerId, accountId: actor.accountId })),
  );

  routes.on(contract.RemoveTeamMember, ({ work, params: { id: teamId, volunteerId } }) =>
    work.change((change) => removeMember(change, { teamId, volunteerId })),
  );

  routes.on(contract.AddQualification, ({ actor, work, params, body, creation }) =>
    work.create(creation, {
      make: (change) =>
        addQualification(change, { volunteerId: params.id, accountId: actor.accountId }, body),
      readBack: (reading) => readQualification(reading, params.id, body.id),
    }),
  );

  routes.on(contract.WithdrawQualification, ({ actor, work, params, body }) =>
    work.change((change) =>
      withdrawQualification(change, { id: params.id, accountId: actor.accountId }, body.reason),
    ),
  );

  routes.on(contract.AddVolunteerNote, ({ actor, work, params, body, creation }) =>
    work.create(creation, {
      make: (change) => addNote(change, { volunteerId: params.id, accountId: actor.accountId }, body),
      readBack: (reading) => readNote(reading, params.id, body.id),
    }),
  );
}

/** For whoever writes down who helped. */
function helperRoutes(routes: Routes): void {
  routes.on(help.FindHelpers, ({ work, query }) => work.read((reading) => findHelpers(reading, query)));

  routes.on(help.ReadHelper, ({ work, params, query }) =>
    work.read((reading) => readHelper(reading, params.id, query)),
  );
}
