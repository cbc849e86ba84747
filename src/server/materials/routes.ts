import * as contract from '../../contract/materials.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Routes } from '../platform/http/route.ts';
import { addMaterial, listMaterials, withdrawMaterial } from './service.ts';
import * as sql from './sql.ts';

export function materialRoutes(routes: Routes): void {
  routes.on(contract.ListMaterials, ({ work }) => work.read(listMaterials));
  routes.on(contract.AddMaterial, ({ query, body, work }) =>
    work.change((change) => addMaterial(change, query, Buffer.from(body))),
  );
  routes.on(contract.WithdrawMaterial, ({ params, work }) =>
    work.change((change) => withdrawMaterial(change, params.id)),
  );

  routes.on(contract.ReadMaterialFile, async ({ params, work, reply }) => {
    const row = await work.read((reading) => reading.first(sql.readFile({ id: params.id })));
    if (row === undefined) throw new AppError('not_found');
    const name = encodeURIComponent(row.file_name);
    reply.type(row.media_type).header('content-disposition', `attachment; filename*=UTF-8''${name}`);
    return row.content;
  });
}
