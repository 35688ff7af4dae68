/** What kinds of step there are: one medicine, several at once, how a path ends, what is told together. */
export const kinds = ["one", "combination", "state", "other"] as const;

export const pictures = ["sankey", "sunburst"] as const;
