/** What kind of file may come into the library, told by its first bytes: a name can say anything. */
export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const;
export type MediaType = (typeof mediaTypes)[number];

const signatures: ReadonlyArray<readonly [MediaType, readonly number[]]> = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The part by which each kind of Office file is known; names in a ZIP archive are plain text. */
const officeParts: ReadonlyArray<readonly [MediaType, string]> = [
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/document.xml'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'ppt/presentation.xml'],
];

/** Undefined for any other kind. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  const startsWith = (signature: readonly number[]) =>
    signature.every((byte, index) => bytes[index] === byte);
  const simple = signatures.find(([, signature]) => startsWith(signature));
  if (simple !== undefined) return simple[0];
  if (!startsWith(ZIP)) return undefined;
  return officeParts.find(([, part]) => includesText(bytes, part))?.[0];
}

function includesText(bytes: Uint8Array, text: string): boolean {
  const wanted = [...text].map((letter) => letter.charCodeAt(0));
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}
