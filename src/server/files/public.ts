export { type ScannerSettings, type Scan, scanWith } from './clamd.ts';
export { Files } from './files.ts';
export type { Attachments, AttachmentKind, Owner, ReadyFile } from './kinds.ts';
export { fileMatters } from './matters.ts';
export { type OpenedFile, openReady } from './read-files.ts';
export { sendFile } from './send-file.ts';
export { countNeglected } from './sql-upkeep.ts';
export { storeFile } from './store-file.ts';
export type { FileParts } from './uploads.ts';
