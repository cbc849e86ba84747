import { Type } from 'typebox';
import { licences } from '../domain/materials/licence.ts';
import { materialTypes } from '../domain/materials/material-types.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nullable,
  OneOf,
  operation,
  PlainText,
} from './operation.ts';
import { Party } from './organisations.ts';

const tag = 'materials';
export const materialLanguages = ['zh', 'en', 'none'] as const;

const Title = LineText({ minLength: 1, maxLength: 120 });
const language = OneOf(materialLanguages, 'none: a picture or music without words');
const Source = PlainText({
  minLength: 1,
  maxLength: 500,
  description: 'who made it, and where the licence is permission: who gave it',
});

export const Material = Exactly({
  id: Id,
  title: Type.String(),
  titleEn: Nullable(Type.String()),
  language,
  licence: OneOf(licences, 'SPDX identifier'),
  source: Type.String(),
  /** these four are null until its file is there */
  fileName: Nullable(Type.String()),
  mediaType: Nullable(OneOf(materialTypes)),
  bytes: Nullable(Type.Integer()),
  sha256: Nullable(Type.String()),
  organisation: Party,
  addedAt: Instant,
  isWithdrawn: Type.Boolean({ description: 'not offered for new sessions; published versions keep it' }),
});

export const ListMaterials = operation({
  method: 'GET',
  url: '/api/v1/materials',
  access: 'signed_in',
  tag,
  summary:
    'The library of materials of all organisations, newest first; one whose file has not come yet is seen by its own organisation',
  response: { 200: Exactly({ items: Type.Array(Material) }) },
});

export const AddMaterial = operation({
  method: 'POST',
  url: '/api/v1/materials',
  access: 'playbook.write',
  tag,
  summary:
    'Put a material into the library, with its licence; its file (PDF, Word, PowerPoint, PNG, JPEG) is uploaded to it as kind material',
  body: Exactly({
    id: Type.Optional(Id),
    title: Title,
    titleEn: Type.Optional(Title),
    language,
    licence: OneOf(licences),
    source: Source,
  }),
  response: { 201: Material },
});

export const ReadMaterialFile = operation({
  method: 'GET',
  url: '/api/v1/materials/:id/file',
  access: 'signed_in',
  tag,
  summary: 'The file itself',
  params: IdParams,
  response: {
    200: Type.Unsafe<AsyncIterable<Uint8Array>>(
      Type.String({ description: 'the bytes as they were added; of pictures without metadata' }),
    ),
  },
});

export const WithdrawMaterial = operation({
  method: 'POST',
  url: '/api/v1/materials/:id/withdraw',
  access: 'playbook.publish',
  tag,
  summary: 'Offer a file of the own organisation no more; published versions keep it',
  params: IdParams,
  response: { 200: Material },
});
