let isLeaving = false;

/** The browser asks in its own words whether one wants to leave. */
function warn(event: BeforeUnloadEvent): void {
  if (!isLeaving) event.preventDefault();
}

/** Of what only an open page finishes. */
export const leaveWarning = {
  set(isOn: boolean): void {
    window[isOn ? 'addEventListener' : 'removeEventListener']('beforeunload', warn);
  },

  /** Begins anew for somebody else: what the one before had under way is not theirs to decide about, nor to stay for. */
  leaveUnasked(): void {
    isLeaving = true;
    window.location.assign('/');
  },
};
