import type { MediaType } from '../files/media-type.ts';

/** What may come into the library: documents and pictures that every school can open and print. */
export const materialTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const satisfies readonly MediaType[];
