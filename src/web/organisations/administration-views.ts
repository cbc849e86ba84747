/** The tabs of the page of administration, as its address names them. */
export const administrationViews = ['accounts', 'sites', 'connections', 'rules'] as const;
