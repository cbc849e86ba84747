import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../domain/canonical-json.ts';

/** SHA-256 of the canonical JSON, in hexadecimal: what a protocol and a release are known by. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
