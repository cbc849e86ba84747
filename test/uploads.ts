import type { Files } from '../src/server/files/public.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import type { Answer, TestUser } from './server.ts';

export interface NewUpload {
  readonly id?: string;
  readonly kind: string;
  readonly ownerId: string;
  readonly name: string;
}

export const TUS = { 'tus-resumable': '1.0.0' };

/** Headers with which an upload begins. */
export function uploadHead(about: NewUpload, bytes: number): Record<string, string> {
  const { id = newId(), kind, ownerId, name } = about;
  const metadata = Object.entries({ id, kind, ownerId, filename: name })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  return { ...TUS, 'upload-length': String(bytes), 'upload-metadata': metadata };
}

export function begin(user: TestUser, about: NewUpload, bytes: number): Promise<Answer> {
  return user.call('POST', '/api/v1/uploads', undefined, uploadHead(about, bytes));
}

export function goOn(user: TestUser, url: string, offset: number, part: Buffer): Promise<Answer> {
  return user.call('PATCH', url, part, {
    ...TUS,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  });
}

/** Uploads in one go. @returns the file's id @throws Error where it was refused */
export async function upload(user: TestUser, about: NewUpload, content: Buffer): Promise<string> {
  const begun = await begin(user, about, content.length);
  if (begun.status !== 201) throw new Error(`${begun.status} ${JSON.stringify(begun.body)}`);
  const sent = await goOn(user, String(begun.headers['location']), 0, content);
  if (sent.status !== 204) throw new Error(`${sent.status} ${JSON.stringify(sent.body)}`);
  return begun.body.id;
}

/** What the job of files does soon after an upload; tests without a queue do it themselves. */
export function checkAll({ files }: { files: Files }, organisationId: string): Promise<void> {
  return files.workOff(organisationId);
}
