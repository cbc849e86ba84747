import { storeFile } from '../files/public.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import { newId } from '../platform/database/ids.ts';
import type { Work } from '../platform/work/work.ts';
import { renderReport } from '../reports/public.ts';
import { addMaterial } from './service.ts';
import { keepFile } from './sql.ts';

/** A worksheet that a station made. @returns the material's id */
export async function addWaySheet(author: Work, blobs: BlobStore): Promise<string> {
  const { content } = await renderReport(waySheet, 'pdf');
  return author.change(async (change) => {
    const { organisationId, actorId, keys, now } = change;
    const { id } = await addMaterial(change, {
      title: '我每天走的路（练习纸）',
      titleEn: 'The way I take every day (worksheet)',
      language: 'zh',
      licence: 'CC-BY-SA-4.0',
      source: '柳州拾光社会工作服务社制作（演示）',
    });
    const known = { id: newId(now.getTime()), kind: 'material', ownerId: id, name: '我每天走的路.pdf' };
    const mediaType = 'application/pdf';
    const stored = await storeFile(
      blobs,
      keys,
      { ...known, mediaType, content, addedBy: actorId ?? '' },
      now,
    );
    for (const statement of stored.statements) change.push(statement);
    change.push(keepFile({ organisationId, id, file: stored.file }));
    return id;
  });
}

const waySheet = {
  language: 'zh',
  title: '我每天走的路',
  subtitle: '第七周练习纸',
  banner: '合成数据 · synthetic data',
  blocks: [
    { kind: 'paragraph', text: '在空白处画出你从家到学校的路。慢慢画，像从天上看下去一样。' },
    {
      kind: 'list',
      items: [
        '用圆点标出你愿意停下来的地方。',
        '用三角标出可以找到人的地方：谁在那里？',
        '用虚线标出你不太愿意一个人走的一段。',
      ],
    },
    { kind: 'heading', level: 2, text: '路上可以找的人' },
    {
      kind: 'table',
      caption: '写下名字，或“某某阿姨”也可以',
      head: ['在哪里', '可以找谁', '我可以怎么开口'],
      rows: [
        ['　', '　', '　'],
        ['　', '　', '　'],
        ['　', '　', '　'],
      ],
      align: 'text',
    },
  ],
  colophon: '柳州拾光社会工作服务社（演示）· CC BY-SA 4.0',
} as const;
