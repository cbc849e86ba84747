/** From how many recorded hours on volunteers are looked for; the greater ones are where stars begin as a rule. */
export const hourSteps = [1, 20, 50, 100, 300, 600, 1000, 1500] as const;
