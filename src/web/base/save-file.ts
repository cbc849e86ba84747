/** Gives content that the page holds to whoever sits before it, as a file of this name. */
export function saveFile(content: string | Uint8Array | Blob, type: string, name: string): void {
  const part = content instanceof Uint8Array ? Uint8Array.from(content) : content;
  const url = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
