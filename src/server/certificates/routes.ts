import type { FastifyReply, FastifyRequest } from 'fastify';
import * as contract from '../../contract/certificates.ts';
import type { Routes } from '../platform/http/route.ts';
import { holderOf } from '../volunteers/public.ts';
import { issueCertificates, listBatches, readBatch } from './batches.ts';
import {
  issueCertificate,
  listVolunteerCertificates,
  readCertificate,
  readFile,
  revokeCertificate,
} from './certificates.ts';
import {
  issueOwnCertificate,
  listOwnCertificates,
  type OwnCertificateParts,
  readOwnFile,
} from './own-certificates.ts';
import { listKeys, renewKey, revokeKey } from './signing-keys.ts';

interface CertificateParts extends OwnCertificateParts {
  /** of the installation, as strangers will reach it */
  readonly originOf: (request: FastifyRequest) => string;
}

export function certificateRoutes(routes: Routes, parts: CertificateParts): void {
  staffRoutes(routes, parts);
  batchRoutes(routes, parts);
  ownRoutes(routes, parts);
  keyRoutes(routes);
}

function staffRoutes(routes: Routes, { originOf }: CertificateParts): void {
  routes.on(contract.IssueCertificate, ({ actor, work, body, creation, request }) =>
    work.create(creation, {
      make: (change) =>
        issueCertificate(change, { accountId: actor.accountId, origin: originOf(request) }, body),
      readBack: (reading) => readCertificate(reading, body.id),
    }),
  );

  routes.on(contract.ListVolunteerCertificates, ({ work, params }) =>
    work.read((reading) => listVolunteerCertificates(reading, params.id)),
  );

  routes.on(contract.ReadCertificateFile, async ({ work, params, query, reply }) => {
    const { language = 'zh' } = query;
    return answerPdf(reply, await work.read((reading) => readFile(reading, params.id, language)));
  });

  routes.on(contract.RevokeCertificate, ({ actor, work, params, body }) =>
    work.change((change) => revokeCertificate(change, { id: params.id, accountId: actor.accountId }, body)),
  );
}

function batchRoutes(routes: Routes, { originOf }: CertificateParts): void {
  routes.on(contract.IssueCertificates, ({ actor, work, body, creation, request }) =>
    work.create(creation, {
      make: (change) =>
        issueCertificates(change, { accountId: actor.accountId, origin: originOf(request) }, body),
      readBack: (reading) => readBatch(reading, body.id),
    }),
  );

  routes.on(contract.ListCertificateBatches, ({ work, query }) =>
    work.read((reading) => listBatches(reading, query)),
  );

  routes.on(contract.ReadCertificateBatch, ({ work, params }) =>
    work.read((reading) => readBatch(reading, params.id)),
  );
}

/** For volunteers about themselves. */
function ownRoutes(routes: Routes, parts: CertificateParts): void {
  routes.on(contract.ListOwnCertificates, (call) => listOwnCertificates(parts, holderOf(call)));

  routes.on(contract.IssueOwnCertificate, (call) => {
    const { body, creation, request } = call;
    return issueOwnCertificate(parts, holderOf(call), { origin: parts.originOf(request), creation, body });
  });

  routes.on(contract.ReadOwnCertificateFile, async (call) => {
    const { params, query, reply } = call;
    const asked = { id: params.id, language: query.language ?? 'zh' };
    return answerPdf(reply, await readOwnFile(parts, holderOf(call), asked));
  });
}

function keyRoutes(routes: Routes): void {
  routes.on(contract.ListSigningKeys, ({ work }) => work.read(listKeys));
  routes.on(contract.RenewSigningKey, ({ work }) => work.change(renewKey));
  routes.on(contract.RevokeSigningKey, ({ work, params }) =>
    work.change((change) => revokeKey(change, params.id)),
  );
}

function answerPdf(reply: FastifyReply, { content, name }: Awaited<ReturnType<typeof readFile>>): Buffer {
  reply.type('application/pdf').header('content-disposition', `attachment; filename="${name}"`);
  return content;
}
