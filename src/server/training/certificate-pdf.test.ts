import { expect, it } from 'vitest';
import { courseCertificatePdf } from './certificate-pdf.ts';

const content = {
  number: 'NTP-0000-0000-0000-0000-0',
  name: '韦小燕',
  organisation: { code: 'lz-station', name: '柳州拾光社会工作服务社', nameEn: 'Shiguang' },
  course: '儿童保护与强制报告',
  organiser: '',
  from: '2026-11-08',
  until: '2026-11-15',
  minutes: 340,
  attendedMinutes: 320,
  creditedMinutes: 320,
  issuedOn: '2026-11-28',
  issuedAt: '2026-11-28T05:00:00.000Z',
};
const address = 'https://nuantu.example.org/course-certificates/NTP-0000-0000-0000-0000-0';
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/gu)?.length;

it('is one page in either form, the same bytes for the same content', async () => {
  for (const language of ['zh', 'both'] as const) {
    const once = await courseCertificatePdf(content, { language, address });
    const again = await courseCertificatePdf(content, { language, address });
    expect(pagesOf(once.content)).toBe(1);
    expect(once.content.equals(again.content)).toBe(true);
    expect(once.missing).toEqual([]);
  }
});

it('stays one page with the longest title, name and organiser that there may be', async () => {
  const long = { ...content, course: '长'.repeat(80), name: '名'.repeat(60), organiser: '协'.repeat(80) };
  const { content: pdf } = await courseCertificatePdf(long, { language: 'both', address });
  expect(pagesOf(pdf)).toBe(1);
});
