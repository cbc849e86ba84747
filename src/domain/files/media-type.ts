/** Of `.xlsx`. */
export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What may be attached, told by its bytes: a name can say anything. */
export const mediaTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  WORKBOOK_TYPE,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'audio/mpeg',
  'audio/mp4',
  'video/mp4',
  'text/plain',
] as const;
export type MediaType = (typeof mediaTypes)[number];

const endings: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  [WORKBOOK_TYPE]: 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
  'text/plain': 'txt',
};
/** Spellings that are as good. */
const alike: ReadonlySet<string> = new Set([
  'jpeg:jpg',
  'jpe:jpg',
  'jfif:jpg',
  'text:txt',
  'csv:txt',
  'md:txt',
]);

/** A name that says what the file is: one that says anything else gets the ending that is right behind it. */
export function nameFor(name: string, type: MediaType): string {
  const right = endings[type];
  const [, said] = /\.([^.]+)$/.exec(name) ?? [];
  const ending = said?.toLowerCase() ?? '';
  return ending === right || alike.has(`${ending}:${right}`) ? name : `${name}.${right}`;
}

/** What a browser shows in the page by itself and that can carry no program: all else is saved. */
export function isShown(type: MediaType): boolean {
  return type.startsWith('image/') || type === 'application/pdf';
}

/** Control characters but line breaks and tabs, and what stands where bytes were no text. */
const CONTROLS = /[^\P{Cc}\t\n\r\u0080-\u009f]|\ufffd/u;
const MARKUP = /<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)/i;

/** Whether a text is one for people: no control characters, and no page or program that a browser might take it for. */
export function isPlainText(text: string): boolean {
  return text.trim() !== '' && !CONTROLS.test(text) && !MARKUP.test(text);
}
