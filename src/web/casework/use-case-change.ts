import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormInstance, App } from 'antd';
import { clientsKey } from '../clients/queries.ts';
import { markFields } from '../ui/form-problem.tsx';
import { alertsKey, caseQuery, casesKey, type CaseView } from './queries.ts';

/** A change that answers with the case as it is now: the page shows it at once, lists are read again. */
export function useCaseChange<Values>(options: {
  change: (values: Values) => Promise<CaseView>;
  form?: FormInstance;
  said: (view: CaseView) => string;
  onDone: () => void;
}) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: options.change,
    onError: (error) => {
      if (options.form === undefined) void message.error(error.message);
      else markFields(options.form, error);
    },
    onSuccess: (view) => {
      queryClient.setQueryData(caseQuery(view.id).queryKey, view);
      void message.success(options.said(view));
      options.onDone();
      void queryClient.invalidateQueries({ queryKey: [...casesKey, 'list'] });
      void queryClient.invalidateQueries({ queryKey: alertsKey });
      void queryClient.invalidateQueries({ queryKey: [...clientsKey, view.clientId], exact: true });
    },
  });
}
