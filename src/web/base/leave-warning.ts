let isLeaving = false;
let isSet = false;

/** The browser asks in its own words whether one wants to leave. */
function warn(event: BeforeUnloadEvent): void {
  if (!isLeaving) event.preventDefault();
}

/** Of what only an open page finishes. */
export const leaveWarning = {
  set(isOn: boolean): void {
    isSet = isOn;
    window[isOn ? 'addEventListener' : 'removeEventListener']('beforeunload', warn);
  },

  /** Whether something is under way that a page which goes does not finish. */
  isOn(): boolean {
    return isSet;
  },

  /**
   * Begins anew: for somebody else, to whom what was under way before is nothing to decide about or to stay for, or for whoever was
   * asked already.
   */
  leaveUnasked(): void {
    isLeaving = true;
    window.location.assign('/');
  },
};
