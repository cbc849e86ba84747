import { mediaTypes } from '../../domain/files/media-type.ts';
import type { AttachmentKind } from '../files/public.ts';
import { findConsentClient } from './sql-consents.ts';
import { findClient } from './sql-scope.ts';

/** The signed form of a consent, photographed or scanned. */
export const consentFiles: AttachmentKind = {
  kind: 'consent',
  isAboutPersons: true,
  most: 10,
  types: mediaTypes,
  read: 'client.read',
  write: 'consent.record',
  remove: 'client.erase',
  find: async (reader, id) => {
    const consent = await reader.first(findConsentClient({ organisationId: reader.organisationId, id }));
    return consent && { recordId: consent.client_id, clientId: consent.client_id };
  },
  hasRecord: async (reader, id) =>
    (await reader.first(findClient({ organisationId: reader.organisationId, id }))) !== undefined,
};
