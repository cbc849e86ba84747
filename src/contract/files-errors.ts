import type { ErrorEntry } from './error-entry.ts';

/** Files that people attach. */
export const filesErrors = {
  tus_version: {
    status: 412,
    zh: '上传协议版本不对，只支持 tus 1.0.0。',
    en: 'Uploads speak tus 1.0.0.',
  },
  upload_invalid: {
    status: 400,
    zh: '上传请求不完整：缺少文件大小、文件名或归属。',
    en: 'The upload says not how large the file is, what it is called, or where it belongs.',
  },
  upload_pieces: {
    status: 409,
    zh: '这个文件被分成了太多小块。请重新上传，每次至少发送 16 KB。',
    en: 'This file came in too many small parts. Start again, with 16 kB at least in each.',
  },
  upload_offset: {
    status: 409,
    zh: '服务器已收到的部分和这次接着传的位置对不上，请先查询再接着传。',
    en: 'The server has received another part than this one goes on from: ask how far it got.',
  },
  file_too_large: {
    status: 413,
    zh: '文件太大，最大 {megabytes} MB。',
    en: 'The file is too large: {megabytes} MB at most.',
  },
  file_empty: { status: 400, zh: '文件是空的。', en: 'The file is empty.' },
  file_space_full: {
    status: 409,
    zh: '机构的文件空间已满，没有上传。请机构管理员清理或增加空间。',
    en: 'The organisation’s space for files is full, so nothing was uploaded. Ask your administrator.',
  },
  files_too_many: {
    status: 409,
    zh: '这里最多放 {most} 个文件。',
    en: 'There can be {most} files here at most.',
  },
  uploads_too_many: {
    status: 409,
    zh: '您还有太多没有传完的文件，请先等它们传完。',
    en: 'Too many of your files are still on their way: wait until they are there.',
  },
  file_not_yours: {
    status: 403,
    zh: '只有上传的人或督导可以删除这个文件。',
    en: 'Only whoever added this file, or a supervisor, can remove it.',
  },
} as const satisfies Record<string, ErrorEntry>;
