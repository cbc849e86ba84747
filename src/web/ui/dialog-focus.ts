const FIELD = 'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled), select:not(:disabled)';

/**
 * Whoever opens a dialog types at once, and is back at what opened it when it closes. Ant Design begins at the cross that closes it, and
 * gives nothing back where a dialog is taken off the page together with its form.
 * @returns ends it
 */
export function keepDialogFocus(page: Document): () => void {
  const openers = new Map<Element, HTMLElement | undefined>();
  let last: HTMLElement | undefined;
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const dialog = target.closest('[role="dialog"]');
    if (dialog !== null && !openers.has(dialog)) {
      openers.set(dialog, last);
      const first = [...dialog.querySelectorAll<HTMLElement>(FIELD)].find((field) => field.checkVisibility());
      if (first !== undefined && !target.matches(FIELD)) first.focus();
    }
    last = target;
  };
  const giveBack = () => {
    for (const [dialog, opener] of openers) {
      if (dialog.isConnected && dialog.checkVisibility()) continue;
      openers.delete(dialog);
      const isNowhere = page.activeElement === null || page.activeElement === page.body;
      if (isNowhere && opener?.isConnected === true) opener.focus();
    }
  };
  const observer = new MutationObserver(giveBack);
  observer.observe(page.body, { childList: true });
  page.addEventListener('focusin', onFocus);
  return () => {
    observer.disconnect();
    page.removeEventListener('focusin', onFocus);
  };
}
