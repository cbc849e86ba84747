import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChangeMe } from '../../contract/identity.ts';
import type { Language } from '../../contract/language.ts';
import { call } from '../base/api.ts';
import { chooseLanguage } from '../base/words.ts';

/** Switches the words at once, and remembers the choice with the account. */
export function useLanguageChoice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (language: Language) => {
      // a later choice is remembered by itself
      return (await chooseLanguage(language)) ? call(ChangeMe, { body: { language } }) : undefined;
    },
    onSuccess: (me) => {
      if (me !== undefined) queryClient.setQueryData(['me'], me);
    },
  });
}
