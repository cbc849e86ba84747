import { Component, type ComponentType, type ReactNode, Suspense } from 'react';
import { type Part, type Places, useParts } from '../base/slice.ts';
import { ErrorState } from './error-state.tsx';
import { LoadingState } from './loading-state.tsx';

/**
 * What other slices show here: each part comes by itself. One that is slow keeps nobody waiting, and one that does not
 * come says so in its own place.
 * @param waitsUnseen its parts are a row of buttons, or mostly nothing: until they are there nothing is shown, since lines that are higher than they are and
 *   go again move the page away from under the finger
 */
export function Place<Name extends keyof Places>(props: {
  name: Name;
  of: Places[Name];
  waitsUnseen?: true;
}) {
  const waiting = props.waitsUnseen === true ? null : <LoadingState rows={2} />;
  return useParts(props.name).map((part) => (
    <PlacedPart key={part.rank} part={part} of={props.of} waiting={waiting} />
  ));
}

function PlacedPart<Props extends object>({
  part,
  of,
  waiting,
}: {
  part: Part<Props>;
  of: Props;
  waiting: ReactNode;
}) {
  const Piece = part.component as ComponentType<Props>;
  return (
    // fetched anew: what failed once would fail again by itself
    <OwnFault beforeRetry={async () => part.component.preload?.()}>
      <Suspense fallback={waiting}>
        <Piece {...of} />
      </Suspense>
    </OwnFault>
  );
}

interface OwnFaultProps {
  readonly beforeRetry: () => Promise<unknown>;
  readonly children: ReactNode;
}

interface OwnFaultState {
  readonly error: Error | undefined;
}

/** Keeps a part's failure from the page around it. */
class OwnFault extends Component<OwnFaultProps, OwnFaultState> {
  override state: OwnFaultState = { error: undefined };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  readonly retry = async () => {
    try {
      await this.props.beforeRetry();
      this.setState({ error: undefined });
    } catch (error) {
      this.setState({ error: error as Error });
    }
  };

  override render() {
    const { error } = this.state;
    return error === undefined ? (
      this.props.children
    ) : (
      <ErrorState error={error} onRetry={() => void this.retry()} />
    );
  }
}
