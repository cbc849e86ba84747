import { escapeHtml as text } from './printed-page.ts';

/** Of pages that say what stands on a paper, so that both can be compared. */
export const paperStyle = `
dl { margin: 1rem 0 } dt { color: #52606d; font-size: .9rem; margin-top: .75rem } dd { margin: 0; font-weight: 600 }
.state { border-radius: .75rem; padding: .75rem 1rem; margin: 1rem 0; border: 2px solid } .state h1 { margin: 0 }
.good { border-color: #146c43; color: #146c43 } .bad { border-color: #b3261e; color: #b3261e } .gone { border-color: #52606d; color: #52606d }
.label { display: inline-block; border: 1px solid #9a4a07; color: #9a4a07; padding: 0 .5rem; font-size: .9rem }`;

/** Whether the paper is good, first of all. */
export function banner(state: 'good' | 'bad' | 'gone', title: string): string {
  return `<div class="state ${state}"><h1>${title}</h1></div>`;
}

export function fact(name: string, value: string): string {
  return `<dt>${name}</dt><dd>${text(value)}</dd>`;
}
