/** What a row says in words that the log keeps as keys, besides its lane: the topic and partition it came by. */
export const terms = ["type", "recordedBy", "source", "item", "unit", "reason"] as const;

/** Every part of a mapping that is read as text and whose values are told apart by a dictionary. */
export const slots = [...terms, "subject", "zoneColumn"] as const;
