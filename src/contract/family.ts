import { Type } from 'typebox';
import { relativeRelations } from '../domain/clients/family.ts';
import { guardianRelations } from '../domain/clients/guardian-relation.ts';
import { ClientItem, GuardianFields, PersonName, Phone } from './clients.ts';
import { Exactly, Id, IdParams, Nothing, Nullable, OneOf, operation } from './operation.ts';

const tag = 'clients';

export const GuardianItem = Exactly({
  id: Id,
  relation: OneOf(guardianRelations),
  name: Type.String(),
  phone: Nullable(Type.String()),
  version: Type.Integer(),
});

export const ListGuardians = operation({
  method: 'GET',
  url: '/api/v1/clients/:id/guardians',
  access: 'client.read',
  tag,
  summary: 'Guardians of a client',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(GuardianItem) }) },
});

export const AddGuardian = operation({
  method: 'POST',
  url: '/api/v1/clients/:id/guardians',
  access: 'client.update',
  tag,
  summary: 'Add a guardian',
  params: IdParams,
  body: Exactly({
    id: Type.Optional(Id),
    ...GuardianFields,
  }),
  response: { 201: GuardianItem },
});

const GuardianParams = Exactly({ id: Id, guardianId: Id });

export const ChangeGuardian = operation({
  method: 'PATCH',
  url: '/api/v1/clients/:id/guardians/:guardianId',
  access: 'client.update',
  tag,
  summary: 'Correct a guardian’s name, phone or relation',
  versioned: true,
  params: GuardianParams,
  body: Exactly({
    relation: Type.Optional(OneOf(guardianRelations)),
    name: Type.Optional(PersonName),
    phone: Type.Optional(Nullable(Phone)),
  }),
  response: { 200: GuardianItem },
});

export const RemoveGuardian = operation({
  method: 'DELETE',
  url: '/api/v1/clients/:id/guardians/:guardianId',
  access: 'client.update',
  tag,
  summary: 'Remove a guardian entered by mistake; one who gave a consent stays, as its evidence',
  params: GuardianParams,
  response: { 200: Nothing },
});

export const RelativeItem = Exactly({
  relativeId: Id,
  relation: OneOf(relativeRelations, 'what the relative is to the client'),
  client: Nullable(ClientItem),
});

export const ListRelatives = operation({
  method: 'GET',
  url: '/api/v1/clients/:id/relatives',
  access: 'client.read',
  tag,
  summary: 'Family of a client among the clients; `client` is null for one whom the caller may not see',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(RelativeItem) }) },
});

const RelativeParams = Exactly({ id: Id, relativeId: Id });

export const LinkRelative = operation({
  method: 'PUT',
  url: '/api/v1/clients/:id/relatives/:relativeId',
  access: 'client.update',
  tag,
  summary: 'Say how two clients are related; both records show it',
  params: RelativeParams,
  body: Exactly({ relation: OneOf(relativeRelations, 'what the relative is to the client') }),
  response: { 200: RelativeItem },
});

export const UnlinkRelative = operation({
  method: 'DELETE',
  url: '/api/v1/clients/:id/relatives/:relativeId',
  access: 'client.update',
  tag,
  summary: 'Two clients are not related after all: removed from both records',
  params: RelativeParams,
  response: { 200: Nothing },
});
