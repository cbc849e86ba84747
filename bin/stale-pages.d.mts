export function stalePages(root: string): { parameters: string[]; note: () => void }[];
