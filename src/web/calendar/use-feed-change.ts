import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';

/** Makes and ends an address. What was made is known to this page alone, until it is left or the address is ended. */
export function useFeedChange(options: {
  readonly queryKey: QueryKey;
  readonly make: () => Promise<{ path: string }>;
  readonly end: () => Promise<unknown>;
}) {
  const { t } = useTranslation('calendar');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const both = {
    onError: (error: Error) => void message.error(error.message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: options.queryKey }),
  };
  const make = useMutation({ ...both, mutationFn: options.make });
  const end = useMutation({
    ...both,
    mutationFn: options.end,
    onSuccess: () => {
      make.reset();
      void message.success(t('feed.ended'));
    },
  });
  return { make, end, path: make.data?.path };
}
