import type { zh } from './words.zh.ts';

/** Words of files in English. */
export const en: typeof zh = {
  choose: {
    files: 'Add photographs or files',
    photograph: 'Take a photograph',
    hint: 'Choose, drop or paste, {{megabytes}} MB each at most. Where and when a photograph was taken is not kept.',
    tooLarge: '“{{name}}” is too large: {{megabytes}} MB each at most.',
    empty: '“{{name}}” is empty and was not added.',
  },
  list: { title: 'Files of {{of}}', failed: 'The files could not be loaded.' },
  file: {
    drop: 'Leave out',
    dropOf: 'Leave out {{name}}',
    remove: 'Delete',
    removeOf: 'Delete {{name}}',
    removeTitle: 'Delete “{{name}}”? Nobody can bring it back.',
    removed: 'Deleted',
    refused: 'Not taken',
    unchecked: 'Being checked, ready in a moment',
    delayed: 'Cannot be checked for now; tried again by itself',
    unfinished: 'Not all of it arrived. Choose the file once more; what arrived goes after a day.',
  },
  refusals: {
    type: 'This kind of file is not taken. Photographs (JPEG, PNG, WebP), PDF, Word, Excel, PowerPoint, MP3, M4A, MP4 and plain text are.',
    heic: 'This is an HEIC photograph of an iPhone. Choose Settings › Camera › Formats › Most Compatible and take it again, or save it as JPEG.',
    picture_broken:
      'The picture cannot be opened; part of it may be missing. Take it again, or save it anew.',
    picture_too_large: 'The picture is too large (more than 64 million pixels). Make it smaller first.',
    infected: 'A virus was found in it, and it was deleted. Have the device checked that it came from.',
  },
  upload: {
    queued: 'Waits for its turn',
    sending: 'On its way; you may look at other pages',
    waiting: 'No connection, or you need to sign in again; it then goes on by itself',
    refused: '“{{name}}” was not uploaded: {{reason}}',
    progressOf: 'How far {{name}} got',
    retryOf: 'Try {{name}} again',
    giveUp: 'Give up',
    giveUpOf: 'Give up {{name}}',
  },
  space: {
    title: 'Room for files',
    used: '{{used}} of {{quota}} used, {{files}} files',
    hint: 'When it is full nothing more can be uploaded. For more room ask the platform’s operator.',
    delayed:
      '{{n}} files could not be checked for more than ten minutes, and nobody can open them before. Tell the platform’s operator.',
    missing:
      '{{n}} files are missing in the store. Ask the platform’s operator to bring them back from the backup.',
  },
};
