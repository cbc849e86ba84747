import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import * as contract from '../../contract/files.ts';
import type { Routes } from '../platform/http/route.ts';
import { listFiles, openFile, readSpace, removeFile } from './read-files.ts';
import { sendFile } from './send-file.ts';
import { readOffset, readUploadHead, requireVersion, VERSION } from './tus.ts';
import { type FileParts, Uploads } from './uploads.ts';

export function fileRoutes(routes: Routes, parts: FileParts): void {
  uploadRoutes(routes, new Uploads(parts));
  routes.on(contract.ListFiles, ({ query, work, workFor, reachOf }) =>
    listFiles(parts, { work, workFor, reachOf }, query),
  );
  for (const [operation, part] of [
    [contract.ReadFile, 'content'],
    [contract.ReadPreview, 'preview'],
  ] as const)
    routes.on(operation, async ({ params, work, workFor, reachOf, request, reply }) =>
      sendFile(request, reply, await openFile(parts, { work, workFor, reachOf }, params, part)),
    );
  routes.on(contract.RemoveFile, async ({ params, work, workFor, reachOf }) => {
    // what others added goes by who may take away things of the whole organisation
    const mayRemove = (permission: Parameters<typeof reachOf>[0]) =>
      reachOf(permission)?.scope === 'organisation';
    await removeFile(parts, { work, workFor, reachOf, mayRemove }, params);
    return null;
  });
  routes.on(contract.ReadFileSpace, ({ work }) => work.read((reading) => readSpace(parts, reading)));
}

/** Told as tus tells it, and as our own answers do. */
function uploadRoutes(routes: Routes, uploads: Uploads): void {
  routes.on(contract.BeginUpload, async ({ work, workFor, reachOf, request, reply }) => {
    requireVersion(request.headers);
    const head = readUploadHead(request.headers);
    const upload = await uploads.begin({ work, workFor, reachOf }, head);
    tell(reply, upload.offset, null);
    reply.header('location', `/api/v1/uploads/${head.kind}/${upload.id}`);
    return upload;
  });
  routes.on(contract.ReadUpload, async ({ params, work, workFor, reachOf, reply }) => {
    const { view, expiresAt } = await uploads.read({ work, workFor, reachOf }, params.kind, params.id);
    tell(reply, view.offset, expiresAt);
    reply.header('upload-length', String(view.bytes));
    return view;
  });
  routes.on(contract.ContinueUpload, async ({ params, body, work, workFor, reachOf, request, reply }) => {
    requireVersion(request.headers);
    const from = { ...params, offset: readOffset(request.headers) };
    const { offset, expiresAt } = await uploads.goOn(
      { work, workFor, reachOf },
      from,
      body as unknown as Readable,
    );
    tell(reply, offset, expiresAt);
    return null;
  });
  routes.on(contract.EndUpload, async ({ params, work, workFor, reachOf, reply }) => {
    await uploads.end({ work, workFor, reachOf }, params.kind, params.id);
    reply.header('tus-resumable', VERSION);
    return null;
  });
}

function tell(reply: FastifyReply, offset: number, expiresAt: Date | null): void {
  reply.headers({
    'tus-resumable': VERSION,
    'upload-offset': String(offset),
    ...(expiresAt === null ? {} : { 'upload-expires': expiresAt.toUTCString() }),
  });
}
