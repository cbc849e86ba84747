import { Type } from 'typebox';
import { mediaTypes } from '../domain/files/media-type.ts';
import { Exactly, Id, Instant, Nothing, Nullable, OneOf, operation } from './operation.ts';

const tag = 'files';
/** The largest file, in bytes. */
export const FILE_LIMIT = 20_000_000;
/** Uploads that were not finished go after this time. */
export const UPLOAD_HOURS = 24;

/** What a file hangs on: a consent, an encounter, a material, a course. Who may is the right of that. */
const Kind = Type.String({ pattern: '^[a-z_]{1,40}$', description: 'consent, encounter, material, course' });
const KindParams = Exactly({ kind: Kind, id: Id });

export const fileStates = ['uploading', 'unchecked', 'ready', 'refused'] as const;
export const fileRefusals = ['type', 'heic', 'picture_broken', 'picture_too_large', 'infected'] as const;

export const FileItem = Exactly({
  id: Id,
  ownerId: Id,
  name: Type.String(),
  state: OneOf(fileStates, 'unchecked: all of it is here, and nobody reads it until it was looked at'),
  mediaType: Nullable(OneOf(mediaTypes)),
  bytes: Type.Integer(),
  received: Type.Integer({ description: 'bytes that are here' }),
  hasPreview: Type.Boolean(),
  isDelayed: Type.Boolean({
    description: 'looking at it failed, or it waits for that for ten minutes; it is tried again',
  }),
  refusal: Nullable(OneOf(fileRefusals)),
  addedBy: Id,
  addedAt: Instant,
});

export const ListFiles = operation({
  method: 'GET',
  url: '/api/v1/files',
  access: 'signed_in',
  tag,
  summary:
    'Files of one kind that a page shows together: those of all consents of a client, of all encounters of a case',
  query: Exactly({ kind: Kind, recordId: Id }),
  response: { 200: Exactly({ items: Type.Array(FileItem) }) },
});

const bytesOf = (description: string) => Type.Unsafe<AsyncIterable<Uint8Array>>(Type.String({ description }));

export const ReadFile = operation({
  method: 'GET',
  url: '/api/v1/files/:kind/:id/content',
  access: 'signed_in',
  tag,
  summary: 'The file itself, or the range of it that is asked for; read by whoever may read what it hangs on',
  params: KindParams,
  response: { 200: bytesOf('the bytes; of pictures without what the camera wrote beside the picture') },
});

export const ReadPreview = operation({
  method: 'GET',
  url: '/api/v1/files/:kind/:id/preview',
  access: 'signed_in',
  tag,
  summary: 'A small picture of a picture',
  params: KindParams,
  response: { 200: bytesOf('JPEG of at most 480 pixels') },
});

export const RemoveFile = operation({
  method: 'DELETE',
  url: '/api/v1/files/:kind/:id',
  access: 'signed_in',
  tag,
  summary: 'Remove a file for good, by whoever added it or a supervisor; ends an upload (tus termination)',
  params: KindParams,
  response: { 204: Nothing },
});

export const UploadStatus = Exactly({
  id: Id,
  offset: Type.Integer(),
  bytes: Type.Integer(),
  state: OneOf(fileStates),
});

export const BeginUpload = operation({
  method: 'POST',
  url: '/api/v1/uploads',
  access: 'signed_in',
  tag,
  summary:
    'Begin a resumable upload (tus 1.0.0, creation): Upload-Length, and Upload-Metadata with kind, ownerId, filename and, so that a repeat is harmless, id. Belongs to the account that began it',
  response: { 201: UploadStatus },
});

export const ReadUpload = operation({
  method: 'GET',
  url: '/api/v1/uploads/:kind/:id',
  access: 'signed_in',
  tag,
  summary: 'How far an upload got (Upload-Offset); also by HEAD, as tus says',
  params: KindParams,
  response: { 200: UploadStatus },
});

export const ContinueUpload = operation({
  method: 'PATCH',
  url: '/api/v1/uploads/:kind/:id',
  access: 'signed_in',
  tag,
  summary: 'The bytes from Upload-Offset on; what arrived before a cut is kept',
  params: KindParams,
  stream: true,
  bodyLimit: FILE_LIMIT,
  response: { 204: Nothing },
});

export const EndUpload = operation({
  method: 'DELETE',
  url: '/api/v1/uploads/:kind/:id',
  access: 'signed_in',
  tag,
  summary: 'End an upload and forget what was received (tus termination)',
  params: KindParams,
  response: { 204: Nothing },
});

export const ReadFileSpace = operation({
  method: 'GET',
  url: '/api/v1/file-space',
  access: 'site.manage',
  tag,
  summary: 'How much room the organisation’s files take, and what of them could not be looked at yet',
  response: {
    200: Exactly({
      usedBytes: Type.Integer(),
      quotaBytes: Type.Integer(),
      files: Type.Integer(),
      delayed: Type.Integer({ description: 'that wait to be looked at for more than ten minutes' }),
      missing: Type.Integer({ description: 'that the store has no more' }),
    }),
  },
});
