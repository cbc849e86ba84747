import type { MediaType } from '../domain/files/media-type.ts';
import { storeFile } from './files/public.ts';
import { forgetOldFile, hasOldFiles, keepFile, readOldFile } from './materials/public.ts';
import type { BlobStore } from './platform/blobs/blob-store.ts';
import { ActorDatabase, systemSettings } from './platform/database/database.ts';
import { newId, NIL_ID } from './platform/database/ids.ts';
import { Keyring } from './platform/keys/keyring.ts';
import type { MasterKeys } from './platform/keys/master-key.ts';

/**
 * Brings files that earlier versions kept in the database into the store, each in a transaction of its own: cut short, it
 * goes on at the next start. An object whose row was not written then is swept away later.
 */
export async function moveMaterialFiles(
  { adminUrl, masterKeys, blobs }: { adminUrl: string; masterKeys: MasterKeys; blobs: BlobStore },
  onStep: (state: 'started' | 'finished') => void,
): Promise<void> {
  const owner = new ActorDatabase({ url: adminUrl, connections: 1, applicationName: 'nuantu-files' });
  try {
    const [[found]] = await owner.global(hasOldFiles);
    if (found?.there !== true) return;
    onStep('started');
    const keyring = new Keyring(masterKeys);
    while (await moveOne(owner, keyring, blobs));
    onStep('finished');
  } finally {
    await owner.close();
  }
}

/** @returns whether there was one */
async function moveOne(owner: ActorDatabase, keyring: Keyring, blobs: BlobStore): Promise<boolean> {
  const [[old]] = await owner.global(readOldFile);
  if (old === undefined) return false;
  const { id: ownerId, organisation_id: organisationId, content } = old;
  await owner.transaction(systemSettings(organisationId), async (transaction) => {
    const keys = await keyring.of(transaction);
    const now = new Date();
    const known = {
      id: newId(now.getTime()),
      kind: 'material',
      ownerId,
      name: old.file_name,
      // earlier versions took what is still taken, and no other
      mediaType: old.media_type as MediaType,
      content,
      // nobody wrote down who did
      addedBy: NIL_ID,
    };
    const { statements, file } = await storeFile(blobs, keys, known, now);
    for (const statement of statements) transaction.push(statement);
    transaction.push(keepFile({ organisationId, id: ownerId, file }));
    transaction.push(forgetOldFile(ownerId));
  });
  return true;
}
