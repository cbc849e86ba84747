import { element } from '../plain/element.ts';

/** To the person's own disk. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
