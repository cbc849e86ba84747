import { hardestNow } from '../../domain/scoring/instruments/hardest-now.ts';
import { useInstruments } from '../measures/public.ts';

const [ranked] = hardestNow.items;

/** Words of the options of the question what is hardest. */
export function useHardestWords(): (optionId: string) => string {
  const { optionOf } = useInstruments();
  return (optionId) => optionOf(hardestNow.id, ranked?.id ?? '', optionId);
}
