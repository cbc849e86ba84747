import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../domain/reports/report.ts';
import { unzipped } from '../../../test/unzipped.ts';
import { Lettering } from './lettering.ts';
import { renderReport } from './public.ts';
import { sceneSvg } from './scene-svg.ts';
import { textOutliner } from './text-outliner.ts';

const UYGHUR = 'ئالىم مەمەت';
const TIBETAN = 'བསྟན་འཛིན';
const YI = 'ꆈꌠ';
const ZHUANG = 'Bouxcuengh ƨəŋƽ';
const NAMES = ['𠮷野䶮㛃𬭎𰻝', UYGHUR, TIBETAN, YI, ZHUANG];
/** Characters that the doors refuse today, and that older rows may hold. */
const UNSTORABLE = '\u0000\u0008\u000b\ufffe\uffff\ud800';

/** Every text that a person fills, in every kind of block. */
function reportSaying(text: string): Report {
  const scene = {
    width: 300,
    height: 40,
    shapes: [{ kind: 'text', x: 4, y: 20, size: 9, anchor: 'start', ink: 'text', text } as const],
  };
  return {
    language: 'zh',
    title: text,
    subtitle: text,
    banner: text,
    colophon: text,
    blocks: [
      { kind: 'heading', level: 1, text },
      { kind: 'paragraph', text },
      { kind: 'finding', text },
      { kind: 'list', items: [text] },
      {
        kind: 'table',
        caption: text,
        head: [text, text],
        rows: [[text, text]],
        align: 'numbers',
        note: text,
      },
      { kind: 'picture', caption: text, scene },
    ],
  };
}

describe('letters of a document', () => {
  it.each(NAMES)('has all of %s', (name) => {
    const lettering = new Lettering();
    expect(lettering.write(name)).toBe(name);
    expect(lettering.missing).toEqual([]);
    const drawn = lettering.runsOf(name);
    for (const { face, text } of drawn) {
      const { glyphs } = lettering.font(face).layout(text);
      expect(
        glyphs.every(({ id }) => id !== 0),
        text,
      ).toBe(true);
    }
  });

  it('draws Greek and the signs of mathematics as they are', () => {
    const lettering = new Lettering();
    expect(lettering.write('α ≥ 0.7 → ①，τ²')).toBe('α ≥ 0.7 → ①，τ²');
    expect(lettering.missing).toEqual([]);
  });

  it('marks and lists what no font has, once', () => {
    const lettering = new Lettering();
    expect(lettering.write('一\n二🙂三🙂ᠮ')).toBe('一\n二〓三〓〓');
    expect(lettering.missing).toEqual(['🙂 (U+1F642)', 'ᠮ (U+182E)']);
  });

  it('puts words of Uyghur in the order of sight, among others that stay', () => {
    const lettering = new Lettering();
    const [before, first, ...rest] = lettering.runsOf(`学生${UYGHUR}（三班）`);
    expect(before?.text).toBe('学生');
    expect(first?.text).toBe('مەمەت');
    expect(rest.map(({ text }) => text).join('')).toBe(' ئالىم（三班）');
    // initial and medial forms, not the four letters by themselves
    const font = lettering.font(first?.face ?? 0);
    const alone = [...'مەمەت'].map((letter) => font.layout(letter).glyphs[0]?.id);
    expect(
      font
        .layout('مەمەت')
        .glyphs.map(({ id }) => id)
        .toReversed(),
    ).not.toEqual(alone);
  });
});

describe('a report with every name and any character that ever came in', () => {
  const report = reportSaying(`${NAMES.join('、')}${UNSTORABLE}🙂`);

  it('is a Word document of nothing but XML', async () => {
    const { content, missing } = await renderReport(report, 'docx');
    expect(missing).toEqual(['\ufffd (U+FFFD)', '🙂 (U+1F642)']);
    await expectXml(content);
  });

  it('is a PDF with a font for each script', async () => {
    const { content, missing } = await renderReport(report, 'pdf');
    expect(missing).toEqual(['\ufffd (U+FFFD)', '🙂 (U+1F642)']);
    const fonts = content.toString('latin1').match(/(?<=\/BaseFont \/\w{6}\+)[A-Za-z]+/g);
    expect(fonts).toEqual(
      expect.arrayContaining([
        'NotoSansSCThin',
        'LXGWWenKai',
        'NotoSansArabic',
        'NotoSerifTibetan',
        'NotoSansYi',
      ]),
    );
  });

  it('is a page for the fonts of whoever reads it', async () => {
    const { content, missing } = await renderReport(report, 'html');
    expect([content.toString().includes(NAMES.join('、')), missing]).toEqual([true, []]);
  });
});

/** By the reader of figures, which takes no wrong XML and passes over elements that it does not know. */
function parseXml(xml: string): void {
  const inside = xml.replace(/^<\?xml[^>]*\?>/, '');
  void new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">${inside}</svg>`);
}

/** Each part of the archive is XML 1.0. */
async function expectXml(file: Buffer): Promise<void> {
  const parts = await unzipped(file, (path) => /\.(?:xml|rels)$/.test(path));
  expect(parts.size).toBeGreaterThan(5);
  for (const [path, part] of parts) {
    const xml = part.toString();
    // oxlint-disable-next-line no-control-regex
    expect(xml, path).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(() => parseXml(xml), path).not.toThrow();
  }
  const text = parts.get('word/document.xml')?.toString();
  expect(text).toContain('𠮷野䶮㛃𬭎𰻝');
  expect(text).toContain('图中未能画出的字（以〓代替）：\ufffd (U+FFFD)、🙂 (U+1F642)');
}

describe('a figure', () => {
  it('with any character is one that other programs read', () => {
    const lettering = new Lettering();
    const report = reportSaying(NAMES.join(' '));
    const picture = report.blocks.find(({ kind }) => kind === 'picture');
    if (picture?.kind !== 'picture') throw new Error('no figure');
    const svg = sceneSvg(picture.scene, picture.caption, textOutliner(lettering));
    expect(() => new Resvg(svg).render()).not.toThrow();
    expect(lettering.missing).toEqual([]);
  });
});
