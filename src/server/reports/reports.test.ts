import * as fontkit from 'fontkit';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../domain/reports/report.ts';
import { unzipped } from '../../../test/unzipped.ts';
import { readFont } from './fonts.ts';
import { renderReport } from './public.ts';
import { openTypeOf } from './woff.ts';

const hostile = `<script>alert("1")</script> & 'x'`;

function reportOf(rows: number): Report {
  return {
    language: 'zh',
    title: '三地班级对照研究',
    subtitle: hostile,
    banner: '合成数据',
    colophon: '由暖途生成',
    blocks: [
      { kind: 'heading', level: 1, text: '主要结果' },
      { kind: 'finding', text: '干预组比对照组高 0.41 分' },
      { kind: 'list', items: [hostile] },
      {
        kind: 'picture',
        caption: '图',
        scene: {
          width: 200,
          height: 40,
          shapes: [
            { kind: 'line', x1: 0, y1: 0, x2: 10, y2: 10, ink: 'line', isDashed: true },
            { kind: 'box', x: 0, y: 0, width: 10, height: 10, fill: 'good', stroke: 'line' },
            { kind: 'text', x: 4, y: 20, size: 9, anchor: 'end', ink: 'text', text: hostile },
          ],
        },
      },
      {
        kind: 'table',
        caption: '表',
        head: ['组', '平均分'],
        rows: Array.from({ length: rows }, (_, row) => [`第 ${row + 1} 行`, hostile]),
        align: 'numbers',
        note: '说明',
      },
    ],
  };
}

describe('a report as a file', () => {
  it('is one HTML page in which nothing that people wrote becomes markup', async () => {
    const page = (await renderReport(reportOf(2), 'html')).content.toString();
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/(?:src|href)=/);
  });

  it('is a Word document with headings, tables that can be edited and a picture', async () => {
    const { content: file } = await renderReport(reportOf(2), 'docx');
    const [text = Buffer.of()] = (await unzipped(file, (path) => path === 'word/document.xml')).values();
    const xml = text.toString();
    expect(xml).toContain('三地班级对照研究');
    expect(xml).toContain('w:val="Heading1"');
    expect(xml.match(/<w:tr>|<w:tr /g)).toHaveLength(3);
    expect(xml).toContain('&lt;script&gt;');
    const [picture = Buffer.of()] = (await unzipped(file, (path) => path.startsWith('word/media/'))).values();
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    // three dots per point
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([600, 120]);
  });

  it('is a PDF whose long tables go on over as many pages as they need', async () => {
    const pages = async (rows: number) =>
      (await renderReport(reportOf(rows), 'pdf')).content.toString('latin1').match(/\/Type \/Page\b/g)
        ?.length;
    expect(await pages(2)).toBe(1);
    expect(await pages(120)).toBeGreaterThan(2);
  });
});

describe('a font out of its WOFF file', () => {
  it('has the characters of both languages', () => {
    const font = fontkit.create(readFont(400));
    if (!('layout' in font)) throw new Error('one font');
    for (const character of '暖途干预组对照组（）：，。A1%±−') {
      expect(font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0), character).toBe(true);
    }
  });

  it('is not looked for in other files', () => {
    expect(() => openTypeOf(Buffer.from('<html>'))).toThrow('not a WOFF file');
    expect(() => openTypeOf(Buffer.alloc(100))).toThrow('not a WOFF file');
  });
});
