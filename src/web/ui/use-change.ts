import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, type FormInstance } from 'antd';
import { markFields } from './form-problem.tsx';

export interface ChangeOptions<Values, Answer> {
  readonly change: (values: Values) => Promise<Answer>;
  /** a refusal is shown at its fields; without a form as a message */
  readonly form?: FormInstance;
  readonly said: (answer: Answer) => string;
  readonly onDone: (answer: Answer) => void;
}

/**
 * A change that answers with the record as it is now.
 * @param keep puts the answer where pages read it, and has read again what follows from it
 */
export function useChange<Values, Answer>(
  options: ChangeOptions<Values, Answer>,
  keep: (queryClient: QueryClient, answer: Answer) => void,
) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: options.change,
    onError: (error) => {
      if (options.form === undefined) void message.error(error.message);
      else markFields(options.form, error);
    },
    onSuccess: (answer) => {
      keep(queryClient, answer);
      void message.success(options.said(answer));
      options.onDone(answer);
    },
  });
}
