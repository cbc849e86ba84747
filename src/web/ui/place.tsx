import { type ComponentType, Suspense } from 'react';
import { type Places, useParts } from '../base/slice.ts';
import { LoadingState } from './loading-state.tsx';

/** What other slices show here: each part comes by itself, and a slow one keeps nobody waiting. */
export function Place<Name extends keyof Places>({ name, of }: { name: Name; of: Places[Name] }) {
  return useParts(name).map(({ rank, component }) => {
    const Part = component as ComponentType<Places[Name]>;
    return (
      <Suspense key={rank} fallback={<LoadingState rows={2} />}>
        <Part {...of} />
      </Suspense>
    );
  });
}
