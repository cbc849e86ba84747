/** Bytes as base64 and back. */
export function encodeBytes(bytes: Uint8Array): string {
  let letters = '';
  // one by one: a long text as arguments of one call would overflow the stack
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** @throws DOMException when the text is no base64 */
export function decodeBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
