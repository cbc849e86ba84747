import * as contract from '../../contract/materials.ts';
import { openReady, sendFile } from '../files/public.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Doors } from '../platform/work/doors.ts';
import { AppError } from '../platform/work/errors.ts';
import { addMaterial, listMaterials, readOwnMaterial, withdrawMaterial } from './service.ts';
import * as sql from './sql.ts';

export function materialRoutes(routes: Routes, { doors, blobs }: { doors: Doors; blobs: BlobStore }): void {
  routes.on(contract.ListMaterials, ({ work }) => work.read(listMaterials));
  routes.on(contract.AddMaterial, ({ body, creation, work }) =>
    work.create(creation, {
      make: (change) => addMaterial(change, body),
      readBack: (reading) => readOwnMaterial(reading, body.id ?? ''),
    }),
  );
  routes.on(contract.WithdrawMaterial, ({ params, work }) =>
    work.change((change) => withdrawMaterial(change, params.id)),
  );

  routes.on(contract.ReadMaterialFile, async ({ params, work, origin, request, reply }) => {
    const row = await work.read((reading) => reading.first(sql.readFileOf({ id: params.id })));
    if (row === undefined || row.file_id === null) throw new AppError('not_found');
    // every organisation reads the library, and its owner's key alone opens the file
    const owner = doors.open(row.organisation_id, origin);
    const file = await openReady(blobs, owner, { kind: 'material', id: row.file_id }, 'content');
    return sendFile(request, reply, file);
  });
}
