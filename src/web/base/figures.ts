import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Figures as a paper prints them, in the reader's language. */
export function useFigures() {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const number = (value: number, digits = 2) => formatNumber(value, digits, i18n.language);
    const interval = ({ low, high }: { readonly low: number; readonly high: number }, digits = 2) =>
      t('figure.to', { low: number(low, digits), high: number(high, digits) });
    return {
      number,
      interval,
      /** whole where it is, else with two digits: a mean of items is no more exact */
      score: (value: number) => number(value, Number.isInteger(value) ? 0 : 2),
      /** a share from 0 to 1 as whole per cent */
      percent: (share: number) => `${formatNumber(100 * share, 0, i18n.language)}%`,
      pValue: formatP,
      /** to stand behind the letter: `= 0.032`, `< 0.001` */
      pRelation: (p: number) => (p < LEAST_P ? formatP(p) : `= ${formatP(p)}`),
    };
  }, [t, i18n.language]);
}

/** With a true minus sign, and no minus before what rounds to zero. */
export function formatNumber(value: number, digits: number, language: string): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  })
    .format(value)
    .replace('-', '−');
}

/** Below it a p value is only said to be smaller: it is never zero. */
const LEAST_P = 0.001;

export function formatP(p: number): string {
  return p < LEAST_P ? '<\u00a00.001' : p.toFixed(3);
}
