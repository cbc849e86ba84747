import { type Block, inks, paper, type Report, type Table } from '../../domain/reports/report.ts';
import { escapeHtml } from '../platform/http/printed-page.ts';
import { sceneSvg } from './scene-svg.ts';

const style = `
:root { color-scheme: light }
body { font: 11pt/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; color: ${inks.text};
  background: #fff; max-width: 46rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid ${inks.line} }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem }
p, li, td, th { white-space: pre-line }
.subtitle, .note, footer { color: ${inks.soft} }
.banner { background: #fff3d6; padding: .25rem .75rem; margin: 0 0 1rem; text-align: center }
.finding { border-left: 4px solid ${inks.accent}; background: ${paper.finding}; padding: .75rem 1rem; font-size: 1.1rem; margin: .5rem 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
caption { text-align: left; font-weight: 600; padding: .75rem 0 .25rem }
th, td { padding: .3rem .5rem; border-bottom: 1px solid ${paper.rule}; text-align: left; vertical-align: top }
thead th { background: ${paper.head} }
.numbers td, .numbers thead th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums }
tbody th { font-weight: 400; min-width: 7em; overflow-wrap: normal }
.numbers td { white-space: nowrap } .text tbody th { width: 20% }
figure { margin: 1rem 0 } figcaption { font-weight: 600 } svg { width: 100%; max-width: 42rem; height: auto; font-family: inherit }
.note { margin: .25rem 0 0; font-size: .9rem }
footer { margin-top: 2rem; font-size: .85rem }
@media print { body { padding: 0; max-width: none } figure, tr, .finding { break-inside: avoid } h2, h3 { break-after: avoid } }`;

/** Everything it needs is inside: it can be kept, sent and printed. */
export function reportHtml(report: Report): string {
  const banner = report.banner === '' ? '' : `<p class="banner">${escapeHtml(report.banner)}</p>`;
  return `<!doctype html>
<html lang="${report.language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(report.title)}</title>
<style>${style}</style></head><body>
<header>${banner}<h1>${escapeHtml(report.title)}</h1><p class="subtitle">${escapeHtml(report.subtitle)}</p></header>
<main>${report.blocks.map(blockHtml).join('\n')}</main>
<footer>${escapeHtml(report.colophon)}</footer></body></html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      // the report's title is the page's h1
      return `<h${block.level + 1}>${escapeHtml(block.text)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'finding':
      return `<p class="finding">${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block);
    case 'picture':
      return `<figure><figcaption>${escapeHtml(block.caption)}</figcaption>${sceneSvg(block.scene, block.caption)}</figure>`;
  }
}

function tableHtml({ caption, head, rows, align, note }: Table): string {
  const heads = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('');
  const lines = rows.map(([first = '', ...cells]) => {
    const rest = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(first)}</th>${rest}</tr>`;
  });
  const below = note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`;
  return `<div class="wide"><table class="${align}"><caption>${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${lines.join('')}</tbody></table></div>${below}`;
}
