/** The UTC seconds from which on and before which moments are admitted: 1800 to 2300. */
export const [earliest, end] = [Date.UTC(1800, 0, 1) / 1000, Date.UTC(2300, 0, 1) / 1000] as const;

/** The longest name of a patient or of a type of event (characters). */
export const longest = 1000;

/** Why a row cannot be admitted, besides numbers that are none or out of range. */
export const faults = {
  patient: "no patient",
  type: "no event type",
  time: "no time",
  unread: "time not understood",
  far: "time out of range (1800 to 2300)",
  recordedUnread: "recorded time not understood",
  recordedFar: "recorded time out of range (1800 to 2300)",
  endUnread: "end time not understood",
  long: `text longer than ${longest.toLocaleString("en-GB")} characters`,
} as const;
