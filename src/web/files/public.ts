export { ChooseFiles, type ChosenFiles, FilesField, useChosenFiles } from './choose-files.tsx';
export { FilesOf, sizeOf, UploadRow } from './file-list.tsx';
export { files } from './slice.tsx';
export { useSendFiles, useUploadsTo } from './uploads.ts';
