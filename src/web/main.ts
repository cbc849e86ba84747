import type { SignIn } from '../contract/identity.ts';
import type { AnswerOf } from '../contract/operation.ts';
import { button, element } from '../plain/element.ts';
import './base/base.css';
import './ui/layout.css';
import { fetchAnswer, setCallLanguage } from './base/api.ts';
import { readChosenLanguage } from './base/chosen-language.ts';
import { beginAppearance } from './base/palette.ts';
import { isProblem } from './base/problem.ts';
import { readWords } from './base/word-files.ts';
import { showDoor } from './door/public.ts';

type Me = AnswerOf<typeof SignIn>;

const found = document.querySelector<HTMLElement>('#root');
if (found === null) throw new Error('the page has no root element');
const root = found;
beginAppearance(document.documentElement);
setCallLanguage(readChosenLanguage());

// not awaited here: the workbench imports pieces of this file, and would wait for it
void orTellFailure(begin());
// from Back the page comes as it was left, perhaps with somebody who signed out since
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});

async function begin(): Promise<void> {
  // the one page that opens without an account says itself what is the matter with its link
  if (window.location.pathname === '/welcome') return openWorkbench();
  const [me] = await Promise.allSettled([ask<Me>('/api/v1/me'), loadWorkbenchWords()]);
  if (me.status === 'rejected' && isProblem(me.reason, 'not_signed_in')) {
    // who is signed in is not asked for a password again: a code that was taken is not taken twice
    const onSignedIn = async (signedIn: Me) => {
      // people of the public who have a name come in at the same door, and have a page of their own
      if (signedIn.organisation.kind === 'public') window.location.assign('/my/#volunteer');
      else await orTellFailure(openWorkbench(signedIn));
    };
    await showDoor({ root, onTyping: () => void loadWorkbench(), onSignedIn });
    return;
  }
  // where nobody answered, the pages say so and ask again
  await openWorkbench(me.status === 'fulfilled' ? me.value : undefined);
}

async function openWorkbench(me?: Me): Promise<void> {
  const [{ startWorkbench }, draftKey] = await Promise.all([
    loadWorkbench(),
    me === undefined ? undefined : ask<{ key: string }>('/api/v1/me/draft-key').catch(() => undefined),
  ]);
  await startWorkbench(root, me, draftKey);
}

async function loadWorkbench() {
  return import('./workbench.tsx');
}

/** Fetched beside the question who is there, not behind it; whoever shows them finds them here. */
async function loadWorkbenchWords(): Promise<void> {
  await Promise.all(['base', 'shell'].map((slice) => readWords(readChosenLanguage(), slice)));
}

async function ask<Answer>(url: string): Promise<Answer> {
  const answer = await fetchAnswer(url, { headers: { accept: 'application/json' } });
  return (await answer.json()) as Answer;
}

async function orTellFailure(opening: Promise<void>): Promise<void> {
  await opening.catch((error: unknown) => {
    tellFailure();
    throw error;
  });
}

/** A file of the pages did not come: there may be no words either. */
function tellFailure(): void {
  const again = button('重试 · Try again', {}, () => window.location.reload());
  const sentence =
    '页面没有完整打开，请检查网络。The page did not open completely; please check the network.';
  root.replaceChildren(
    element('main', { class: 'opening', role: 'alert' }, element('p', {}, sentence), again),
  );
}
